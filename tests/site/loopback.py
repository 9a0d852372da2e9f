"""A real server on loopback and a client that says exactly the bytes it is told."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse

import uvicorn

from mostrador.kit.gateway import App, Receive, Scope, Send


@contextmanager
def served(app: App, *, lifespan: str = "off", **settings: object) -> Iterator[int]:
    """Serve the app in a thread of its own and yield the port."""
    quiet = {"log_level": "critical", "access_log": False, "proxy_headers": False, "timeout_graceful_shutdown": 1}
    config = uvicorn.Config(app, port=0, lifespan=lifespan, **{**quiet, **settings})  # type: ignore[arg-type]  # settings by name
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive())
    assert server.started
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


class Switch:
    """Lets many tests share one server, each with an application of its own."""

    def __init__(self) -> None:
        self.app: App | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


def until(true: Callable[[], object], *, seconds: float = 5.0) -> None:
    """Wait until it is so."""
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "It never became true."
        time.sleep(0.005)


class Line:
    """One connection to the server."""

    def __init__(self, port: int, *, receive_bytes: int | None = None) -> None:
        self.socket = socket.socket()
        if receive_bytes:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", port))
        self._method = "GET"

    def say(self, words: bytes) -> "Line":
        self._method = words.split(b" ", 1)[0].decode("latin-1") if words else self._method
        self.socket.sendall(words)
        return self

    def more(self, words: bytes) -> "Line":
        self.socket.sendall(words)
        return self

    def hear(self) -> tuple[HTTPResponse, bytes]:
        """Return the answer and its body. Raises what a client raises when the line is cut before its end."""
        response = HTTPResponse(self.socket, method=self._method)
        response.begin()
        return response, response.read()

    def close(self) -> None:
        self.socket.close()


def ask(port: int, words: bytes) -> tuple[HTTPResponse, bytes]:
    """Say one request on a line of its own and return the answer."""
    line = Line(port)
    try:
        return line.say(words).hear()
    finally:
        line.close()


def get(port: int, path: str = "/", *, method: str = "GET", headers: str = "") -> tuple[HTTPResponse, bytes]:
    return ask(port, f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode("latin-1"))


def post(port: int, path: str, body: bytes, *, headers: str = "") -> tuple[HTTPResponse, bytes]:
    start = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return ask(port, start.encode("latin-1") + body)
