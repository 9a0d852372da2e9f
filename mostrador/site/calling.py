"""One call of the WSGI application, in a thread of the pool: what it says flows to the loop as it says it."""

import logging
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from mostrador.site.environ import Environ, FileWrapper
from mostrador.site.outflow import Gone, Outflow
from mostrador.site.spooling import Spool

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"}
StartResponse = Callable[..., Callable[[bytes], object]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
log = logging.getLogger(__name__)


class Forbidden(Exception):
    """The application tried to say something that HTTP does not allow."""


class Call:
    """`run` belongs to the thread; the loop reads the outflow."""

    def __init__(self, application: Application, environ: Environ, body: Spool, outflow: Outflow) -> None:
        self._application, self._environ = application, environ
        self._body, self._outflow = body, outflow
        self._head = environ["REQUEST_METHOD"] == "HEAD"
        self._started = self._spoken = False
        self.reference = ""

    def run(self) -> None:
        try:
            if not self._outflow.gone:
                self._speak(self._application(self._environ, self._start_response))
        except Gone:
            log.info("Nobody waited for the end of %s.", self._environ["PATH_INFO"])
        except BaseException:
            self.reference = secrets.token_hex(4)
            log.exception("A page broke: %s ref=%s", self._environ["PATH_INFO"], self.reference)
            self._outflow.end(broken=True)
        finally:
            self._outflow.end()
            self._body.close()

    def _speak(self, result: Iterable[bytes]) -> None:
        if isinstance(result, FileWrapper) and self._started and not self._head:
            self._outflow.hand_over(result)
            return
        # Django's whole answers say that they do not stream: they leave in one go, their length told.
        streams = getattr(result, "streaming", True)
        try:
            for chunk in () if isinstance(result, FileWrapper) else result:
                self._write(chunk, at_once=streams)
            if not self._started:
                raise Forbidden("The application ended without start_response.")
            self._outflow.end()
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()

    def _write(self, chunk: bytes, *, at_once: bool = True) -> None:
        if not isinstance(chunk, bytes):
            raise Forbidden(f"A body is made of bytes, not of {type(chunk).__name__}.")
        if not self._started:
            raise Forbidden("The application spoke before start_response.")
        if chunk and not self._head:
            self._spoken = True
            self._outflow.put(chunk, at_once=at_once)

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        if exc_info and self._spoken:
            raise exc_info[1].with_traceback(exc_info[2])
        if self._started and not exc_info:
            raise Forbidden("start_response was called twice.")
        self._outflow.status, self._outflow.headers = _status(status), [_header(*pair) for pair in headers]
        self._started = True
        return self._write


def _status(status: str) -> int:
    if not re.match(r"[2-5]\d\d( |$)", status):
        raise Forbidden(f"“{status}” is no status.")
    return int(status[:3])


def _header(name: str, value: str) -> tuple[bytes, bytes]:
    """Return the header as bytes. Raises `Forbidden`: what slips into a header must not become another one."""
    if not TOKEN.fullmatch(name) or name.lower() in HOP_BY_HOP:
        raise Forbidden(f"“{name}” is no header that a page may set.")
    if CONTROL.search(value):
        raise Forbidden(f"A control character stands in the header {name}.")
    return name.encode("ascii"), value.encode("latin-1")
