"""Answers whoever calls at a socket with an ASGI application, until told to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from mostrador.kit.gateway import App
from mostrador.site import hanging_up


def answer_at(server: "Server", line: socket.socket, ready: Callable[[], None]) -> None:
    """Answer whoever calls at `line` until SIGTERM; say `ready` once that is so."""
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(_answer(server, line, ready))


async def _answer(server: "Server", line: socket.socket, ready: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn raises the signal anew when it has stopped: by itself that would end us before our threads have.
        signal.signal(number, signal.SIG_IGN)
    opening = asyncio.create_task(_say_when_open(server, ready))
    await server.serve(sockets=[line])
    opening.cancel()


async def _say_when_open(server: uvicorn.Server, ready: Callable[[], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.02)
    ready()


class Server(uvicorn.Server):
    """Ends the open streams first: they would hold the server for ever."""

    def __init__(self, app: App, *, leaving: Callable[[], None] = lambda: None, **settings: object) -> None:
        usual = {"log_level": "warning", "access_log": False, "lifespan": "on", "timeout_graceful_shutdown": 5,
                 "http": hanging_up.Listening}  # fmt: skip
        super().__init__(uvicorn.Config(app, **{**usual, **settings}))  # type: ignore[arg-type]  # names checked there
        self._leaving = leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._leaving()
        super().handle_exit(sig, frame)
