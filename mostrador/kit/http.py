"""The one guarded way out over HTTP.

Each connection goes through `kit.egress` (resolved once, checked, that very address), each redirect is
checked again, an answer has a deadline and a size, no cookies are kept, no proxy of the environment is used.
Errors tell the one thing a sender must know: `egress.NoWay` means that nothing left, `NoAnswer` that it may
have arrived.
"""

import contextvars
import ssl
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypedDict, Unpack

import httpcore
import httpx

from mostrador import __version__
from mostrador.kit import egress
from mostrador.kit.words import N_

NAME = f"Mostrador/{__version__}"
guards = egress.guards  # one list for HTTP and mail
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_until: contextvars.ContextVar[float] = contextvars.ContextVar("until")


class NoAnswer(Exception):
    """The line broke, or went quiet, after the request may have arrived."""

    for_people = N_("The other side did not answer in time. We do not know whether it arrived.")


class TooBig(NoAnswer):
    """The answer is larger than we agreed to read."""

    for_people = N_("The answer was too big to read.")


class How(TypedDict, total=False):
    """How to ask; everything has a sensible default."""

    headers: Mapping[str, str]
    params: Mapping[str, str | int]
    json: Any
    data: Mapping[str, str | list[str]]
    files: Any  # as httpx takes them: {"photo": ("name.jpg", b"…", "image/jpeg")}
    content: bytes
    seconds: float  # deadline of the whole call, redirects and body included; at most 30, save for long polling
    limit_bytes: int  # of the decoded body
    redirects: int  # how many to follow, for GET and HEAD only
    longest_seconds: float  # raises the cap for a long poll


def get(url: str, **how: Unpack[How]) -> httpx.Response:
    return request("GET", url, **how)


def post(url: str, **how: Unpack[How]) -> httpx.Response:
    return request("POST", url, **how)


def request(method: str, url: str, **how: Unpack[How]) -> httpx.Response:
    """Ask and return the whole answer, whatever its status.

    Raises `egress.NoWay` when nothing has left, `NoAnswer` when it may have, `TooBig` beyond `limit_bytes`
    (8 MiB unless told).
    """
    egress.ask_guards()
    longest = how.get("longest_seconds", egress.LONGEST_SECONDS)
    mark = _until.set(time.monotonic() + min(how.get("seconds", 20.0), longest))
    try:
        return _follow(_built(method, url, how), how)
    finally:
        _until.reset(mark)


def _built(method: str, url: str, how: How) -> httpx.Request:
    body = {key: how[key] for key in ("json", "data", "files", "content", "params") if key in how}  # type: ignore[literal-required]  # the keys are those of the same shape
    try:
        request = _client().build_request(method, url, headers=how.get("headers"), **body)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise egress.Refused(f"That is not a web address: {error}") from error
    _check(request.url)
    return request


def _check(url: httpx.URL) -> None:
    if url.scheme not in ("http", "https") or not url.host:
        raise egress.Refused("Only http and https addresses can be called.")
    if url.userinfo:
        # Nobody needs a name before the @ here, and people read `https://good@evil` as good.
        raise egress.Refused("A web address with a user name in it is not called.")


def _follow(request: httpx.Request, how: How) -> httpx.Response:
    left = how.get("redirects", 3) if request.method in ("GET", "HEAD") else 0
    while True:
        answer = _exchange(request, how.get("limit_bytes", 8 * 2**20))
        if answer.status_code not in _REDIRECTS or not answer.headers.get("location") or not left:
            return answer
        request, left = _next(request, answer), left - 1


def _next(request: httpx.Request, answer: httpx.Response) -> httpx.Request:
    try:
        url = request.url.join(answer.headers["location"])
    except httpx.InvalidURL as error:
        raise egress.Refused(f"The other side sent us to an impossible address: {error}") from error
    _check(url)
    if request.url.scheme == "https" and url.scheme == "http":
        raise egress.Refused("The other side sent us from a safe address to an unsafe one.")
    # Tokens travel in headers of many names, so none crosses over to another host.
    same = (url.scheme, url.host, url.port) == (request.url.scheme, request.url.host, request.url.port)
    headers = {key: value for key, value in request.headers.items() if same and key != "host"}
    return _client().build_request(request.method, url, headers=headers)


def _exchange(request: httpx.Request, limit_bytes: int) -> httpx.Response:
    try:
        answer = _client().send(request, stream=True)
        try:
            body = _read(answer, limit_bytes)
        finally:
            answer.close()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise egress.NotConnected(f"No answer from {request.url.host}: {error}") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise NoAnswer(f"{request.url.host} went quiet: {error or type(error).__name__}") from error
    headers = [(key, value) for key, value in answer.headers.multi_items() if key != "content-encoding"]
    return httpx.Response(answer.status_code, headers=headers, content=body, request=request)


def _read(answer: httpx.Response, limit_bytes: int) -> bytes:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > limit_bytes:
            raise TooBig(f"The answer of {answer.url.host} is larger than {limit_bytes} bytes.")
    return bytes(body)


def _left(wish: float | None = None, over: type[Exception] = httpcore.ReadTimeout) -> float:
    """Return what remains of the deadline; a server that drips a byte now and then gains no time by it."""
    left = _until.get(time.monotonic() + egress.LONGEST_SECONDS) - time.monotonic()
    if left <= 0:
        raise over("The time for this call is over.")
    return left if wish is None else min(left, wish)


class _Line(httpcore.NetworkStream):
    """A connection whose every read and write is bound by the deadline of the call that uses it."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Line(self._stream.start_tls(ssl_context, server_hostname, _left(timeout, httpcore.ConnectTimeout)))

    def get_extra_info(self, which: str, /) -> Any:
        return self._stream.get_extra_info(which)


class _Gate(httpcore.NetworkBackend):
    """Connects to checked addresses only; the name stays what the certificate is compared with."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception | None = None
        for address in egress.addresses(host, port, seconds=_left(egress.RESOLVING_SECONDS, httpcore.ConnectTimeout)):
            try:
                return _Line(httpcore.SyncBackend().connect_tcp(address, port, _left(timeout, httpcore.ConnectTimeout)))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise httpcore.ConnectError(str(trouble)) from trouble

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Exit(httpx.HTTPTransport):
    """httpx's own transport over a pool whose connections all go through the gate."""

    def __init__(self) -> None:
        super().__init__(verify=egress.tls(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=egress.tls(),
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=5.0,
            network_backend=_Gate(),
        )


def _no_cookies() -> CookieJar:
    nowhere: Sequence[str] = []
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=nowhere))


@cache
def _client() -> httpx.Client:
    """Return the one client of this process. Many processes never call out: the authorities take some megabytes."""
    return httpx.Client(
        transport=_Exit(),
        timeout=egress.LONGEST_SECONDS,
        trust_env=False,
        cookies=_no_cookies(),
        # What is not packed cannot be a bomb when unpacked.
        headers={"User-Agent": NAME, "Accept-Encoding": "identity"},
    )
