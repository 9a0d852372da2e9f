"""The words of ASGI, and the short answers that the edge gives by itself. Knows no Django."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

TEXT = "text/plain; charset=utf-8"
CAREFUL: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class Refused(Exception):
    """The request gets this status and these few words instead of what it asked for."""

    def __init__(self, status: int, why: str, *, headers: Headers = ()) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, tuple(headers)


def come_back(why: str, *, after: int = 1) -> Refused:
    """Return the refusal of somebody who may try again in `after` seconds."""
    return Refused(503, why, headers=[(b"retry-after", str(after).encode())])


async def answer(
    send: Send, status: int, body: bytes = b"", *, type: str = TEXT, headers: Headers = (), head: bool = False
) -> None:
    """Send a whole answer of our own, with careful headers. `head`: the answer to a HEAD, without its body."""
    own = [(b"content-type", type.encode("latin-1")), (b"content-length", str(len(body)).encode()), *CAREFUL]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers]})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def refuse(send: Send, refused: Refused) -> None:
    await answer(send, refused.status, f"{refused.why}\n".encode(), headers=refused.headers)


def header(scope: Scope, name: bytes) -> bytes:
    """Return the first header of that name (lower case), or nothing."""
    for key, value in scope["headers"]:
        if key == name:
            found: bytes = value
            return found
    return b""


def is_loopback(name: str) -> bool:
    """Say whether a host's name or address can only be this machine."""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
