"""Lines to mail servers, IMAP and SMTP: through the guarded exit, safe by certificate and name, with deadlines."""

import base64
import imaplib
import io
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import imapclient
import msgspec
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from mostrador.kit import egress, house
from mostrador.kit.words import N_

SECONDS = 25.0  # deadline of each step, however slowly its answer drips
COMMAND_SECONDS = 110.0  # of all that a server says to one command; a big mail has longer, see `SLOWEST`
SLOWEST = 64 * 2**10  # bytes a second that a line must carry
SENDING_SECONDS = 110.0  # of everything about one mail: less than the lease under which it is sent
LARGEST_LITERAL = 64 * 2**20  # bytes that a server may send at once
LONGEST_LINE = 10 * 2**20

Security = Literal["tls", "starttls", "none"]


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server and how we sign in to it."""

    host: str
    port: int
    security: Security = "tls"
    user: str = ""
    password: str = ""


class SignInRefused(Exception):
    """The server does not take this user and password."""

    for_people = N_("The mail server does not accept this user and password.")


class Silent(Exception):
    """The server cannot be reached, broke the line or asked for patience. Trying later may work."""

    for_people = N_("The mail server does not answer right now.")


class Unsafe(Exception):
    """The password would cross the network in the clear, or the certificate is not theirs."""

    for_people = N_("The line to the mail server is not safe. Choose TLS, or check the server's name.")


@contextmanager
def imap(server: Server) -> Iterator[imapclient.IMAPClient]:
    """Give a signed-in IMAP line. Raises `SignInRefused`, `Silent`, `Unsafe` or `egress.NoWay`; so may its use."""
    with _plain_words():
        line = _ImapLine(server)
        try:
            _sign_in_to_imap(line, server)
            yield line
        finally:
            _leave(line.logout, line.shutdown)


@contextmanager
def smtp(server: Server, *, greeting: str) -> Iterator[smtplib.SMTP]:
    """Give a signed-in SMTP line that greets by our domain. Raises as `imap` does."""
    with _plain_words():
        line = (_SmtpTls if server.security == "tls" else _Smtp)(local_hostname=greeting, timeout=SECONDS)
        try:
            _sign_in_to_smtp(line, server)
            yield line
        finally:
            _leave(line.quit, line.close)


@contextmanager
def _plain_words() -> Iterator[None]:
    """Say in our own words what the two libraries and the line itself may raise."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Unsafe(f"The certificate is not theirs: {error.verify_message}") from error
    except LoginError as error:
        raise _login_trouble(str(error)) from error
    except smtplib.SMTPAuthenticationError as error:
        temporary = 400 <= error.smtp_code < 500
        raise (Silent if temporary else SignInRefused)(_said(error.smtp_error)) from error
    except (IMAPClientError, imaplib.IMAP4.error, smtplib.SMTPException, OSError, EOFError) as error:
        raise Silent(str(error)[:300] or type(error).__name__) from error


def _login_trouble(said: str) -> Exception:
    # RFC 5530: these answers to LOGIN speak of the server's state, not of the password.
    passing = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]", "[OVERQUOTA]")
    return Silent(said) if any(code in said.upper() for code in passing) else SignInRefused(said[:300])


def _leave(politely: Any, at_once: Any) -> None:
    for step in (politely, at_once):
        try:
            step()
            return
        except (IMAPClientError, imaplib.IMAP4.error, smtplib.SMTPException, OSError, EOFError):
            continue


def _check_clear_text(server: Server) -> None:
    """Let a password cross in the clear only to a server that was opened by name, such as one on this machine."""
    if server.security == "none" and f"{server.host}:{server.port}".lower() not in house.opened_hosts():
        raise Unsafe("Without TLS the password could be read on the way.")


def _sign_in_to_imap(line: imapclient.IMAPClient, server: Server) -> None:
    if server.security == "starttls":
        line.starttls(egress.tls())
    if line.has_capability("AUTH=PLAIN"):
        line.plain_login(server.user, server.password)  # takes letters beyond ASCII
    else:
        line.login(server.user, server.password)


def _sign_in_to_smtp(line: smtplib.SMTP, server: Server) -> None:
    _check_clear_text(server)
    code, said = line.connect(server.host, server.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, said)
    line.ehlo()
    if server.security == "starttls":
        line.starttls(context=egress.tls())
        line.ehlo()
    if server.user:
        line.login(server.user, server.password)


class _Imap(imaplib.IMAP4):
    """imaplib over a line of ours, with bounds on what the server may send at once and how long it may take."""

    _drops: "_Drops | None" = None

    def __init__(self, server: Server) -> None:
        self._server = server
        super().__init__(server.host, server.port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        line = egress.connect(self._server.host, self._server.port, seconds=SECONDS)
        line.settimeout(SECONDS)
        return _wrapped(line, self._server.host) if self._server.security == "tls" else line

    def send(self, words: Any) -> None:
        self._heard().until = time.monotonic() + COMMAND_SECONDS
        super().send(words)

    def readline(self) -> bytes:
        # The library's own bound is shorter than the list of a big mailbox's UIDs.
        line = self._heard().reader.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise self.abort(f"The server sent a line of more than {LONGEST_LINE} bytes.")
        return line

    def read(self, size: int) -> bytes:
        if size > LARGEST_LITERAL:
            raise self.abort(f"The server wants to send {size} bytes at once.")
        drops = self._heard()
        drops.until += size / SLOWEST
        return drops.reader.read(size)

    def _heard(self) -> "_Drops":
        if self._drops is None or self._drops.line is not self.sock:  # new, or dressed in TLS meanwhile
            self._drops = _Drops(self.sock)
        return self._drops


class _ImapLine(imapclient.IMAPClient):  # type: ignore[misc]  # the library has no types
    def __init__(self, server: Server) -> None:
        _check_clear_text(server)
        self._server = server
        super().__init__(server.host, server.port, ssl=server.security == "tls", timeout=SECONDS)

    def _create_IMAP4(self) -> _Imap:
        return _Imap(self._server)


class _Drops(io.RawIOBase):
    """What a line brings, until a moment: a byte now and then buys no time."""

    def __init__(self, line: socket.socket) -> None:
        self.line, self.until = line, time.monotonic() + SECONDS
        self.reader = io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self.line.gettimeout() != 0:  # else somebody only looks whether there is news, as IDLE does
            self.line.settimeout(_left(self.until))
        try:
            return self.line.recv_into(buffer)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("The server took too long.")
    return min(left, SECONDS)


class _Smtp(smtplib.SMTP):
    _drops: _Drops | None = None

    def __init__(self, **how: Any) -> None:
        self._until = time.monotonic() + SENDING_SECONDS
        super().__init__(**how)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self._drops = _Drops(self.sock)
            self.file = self._drops.reader
        if self._drops:
            self._drops.until = min(time.monotonic() + SECONDS, self._until)
        return super().getreply()

    def send(self, s: Any) -> None:
        if self.sock:
            self.sock.settimeout(_left(self._until))
        super().send(s)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._host = host  # for the certificate after STARTTLS
        line = egress.connect(host, port, seconds=timeout)
        line.settimeout(timeout)
        return line

    def login(self, user: str, password: str, *, initial_response_ok: bool = True) -> tuple[int, bytes]:
        if (user + password).isascii():
            return super().login(user, password, initial_response_ok=initial_response_ok)
        # The library knows only ASCII; RFC 4616 says UTF-8.
        coded = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        code, said = self.docmd("AUTH", f"PLAIN {coded}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, said)
        return code, said


class _SmtpTls(_Smtp):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return _wrapped(super()._get_socket(host, port, timeout), host)


def _wrapped(line: socket.socket, host: str) -> ssl.SSLSocket:
    try:
        return egress.tls().wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise


def _said(words: bytes | str) -> str:
    return (words.decode("utf-8", "replace") if isinstance(words, bytes) else words)[:300]


Broken = IMAPClientAbortError  # the line itself is gone; anything else concerns one command
