"""Handing a mail to the server (RFC 5321), step by step, so that we always know whether it can have left."""

import re
import smtplib

from mostrador.doors.contract import SendFailed, SendUnsure

_LARGEST_PIECE = 256 * 1024  # written at once, so that a slow line has its deadline per piece


def post(line: smtplib.SMTP, raw: bytes, *, sender: str, to: list[str], utf8: bool = False) -> None:
    """Give one mail to all its readers or to none.

    Raises `SendFailed` while nothing can have left or the server said no, `SendUnsure` when the line broke
    after the last byte and before the answer.
    """
    octets = dotted(raw)
    _envelope(line, sender, to, len(octets), utf8)
    _step(line, "DATA", expects=354)
    try:
        for at in range(0, len(octets), _LARGEST_PIECE):
            line.send(octets[at : at + _LARGEST_PIECE])
    except (smtplib.SMTPException, OSError) as error:
        # The dot that ends a mail is in the last piece: without it the server throws the rest away.
        raise SendFailed("The line broke while sending.", try_again=True, code="cut") from error
    try:
        code, said = line.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise SendUnsure("The mail server did not say whether it took the mail.") from error
    _check(code, said, expects=250)


def dotted(raw: bytes) -> bytes:
    """Return a mail as it crosses the line: whole line ends only, dots doubled, the final dot.

    A lone CR or LF could end the mail for one server and not for the next, and smuggle a second one in.
    """
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _envelope(line: smtplib.SMTP, sender: str, to: list[str], size: int, utf8: bool) -> None:
    options = _options(line, size, utf8)
    try:
        _step(line, f"MAIL FROM:<{sender}>{options}", expects=250)
    except SendFailed as refused:
        # Automatic mail goes without a sender, so that no robot answers it; some servers refuse that.
        if sender or refused.try_again:
            raise
        raise NoNullSender(refused.why) from refused
    for address in to:
        _step(line, f"RCPT TO:<{address}>", expects=250, also=251)


class NoNullSender(Exception):
    """The server takes no mail without a sender."""


def _options(line: smtplib.SMTP, size: int, utf8: bool) -> str:
    if utf8 and not line.has_extn("smtputf8"):
        raise SendFailed("The mail server cannot write to that address.", try_again=False, code="smtputf8")
    told = line.esmtp_features.get("size", "").strip()
    if told.isdigit() and 0 < int(told) < size:
        raise SendFailed("The mail is too big for the mail server.", try_again=False, code="size")
    return (f" SIZE={size}" if line.has_extn("size") else "") + (" SMTPUTF8" if utf8 else "")


def _step(line: smtplib.SMTP, words: str, *, expects: int, also: int = 0) -> None:
    try:
        line.putcmd(words)
        code, said = line.getreply()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise SendFailed("The mail server broke the line.", try_again=True, code="cut") from error
    _check(code, said, expects=expects, also=also)


def _check(code: int, said: bytes, *, expects: int, also: int = 0) -> None:
    if code in (expects, also):
        return
    words = said.decode("utf-8", "replace").replace("\n", " ")[:300]
    # 4yz speaks of now, 5yz of ever; 421 closes the line, so it speaks of the server and not of this mail.
    passing = code < 500
    why = f"The mail server said no: {words}"
    raise SendFailed(why, try_again=passing, code=str(code), only_this=passing and code != 421)
