"""One process that is the whole house: the edge on its loop, the pages in their pool, the workers in their threads."""

import asyncio
import fcntl
import logging
import os
from collections.abc import Callable
from types import FrameType
from typing import IO

import uvicorn

from mostrador.doors import ingest, numbering
from mostrador.kit import failpoints, house
from mostrador.site import asgi
from mostrador.site.calling import Application
from mostrador.site.granting import Granting
from mostrador.site.working import Workers

PARCELS_GONE = (
    "parcels.sqlite3 is gone, or older than mostrador.sqlite3, which has opened up to %s. Deliveries that were not "
    "opened yet are not in it. New ones go on from there."
)
log = logging.getLogger(__name__)


class AlreadyServed(Exception):
    """Another process serves this folder: two writers would each believe that they are alone."""


def serve(port: int, *, host: str = "", on_open: Callable[[], None] = lambda: None) -> None:
    """Open the house and stay until told to stop. Raises `AlreadyServed`."""
    host = host or house.told("MOSTRADOR_HOST", "127.0.0.1")
    with _the_only_one():
        failpoints.arm()
        house.note_address(host, port)
        if opened := numbering.go_on_beyond_what_was_opened():
            log.error(PARCELS_GONE, opened)
        writer, workers = ingest.the_writer(), Workers()
        workers.take_over()
        workers.start()
        try:
            asyncio.run(_run(port, host, on_open))
        finally:
            workers.stop()
            writer.stop()


async def _run(port: int, host: str, on_open: Callable[[], None]) -> None:
    app = asgi.create(_wsgi(), Granting(), watching=bool(house.told("MOSTRADOR_DEVELOPMENT")))
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=5
    )
    server = _Server(config, app)
    opening = asyncio.create_task(_say_when_open(server, on_open))
    await server.serve()
    opening.cancel()


async def _say_when_open(server: uvicorn.Server, on_open: Callable[[], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.02)
    on_open()


class _Server(uvicorn.Server):
    """Ends the open streams first: they would hold the server for ever."""

    def __init__(self, config: uvicorn.Config, app: asgi.Edge) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.leaving()
        super().handle_exit(sig, frame)


def _wsgi() -> Application:
    from mostrador.site.wsgi import application

    return application


class _the_only_one:
    """Holds a lock on the data folder for as long as the house is open."""

    def __enter__(self) -> None:
        self._file: IO[str] = (house.data_folder() / "serving").open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyServed(f"Another process already serves {house.data_folder()}.") from None
        self._file.write(str(os.getpid()))
        self._file.flush()

    def __exit__(self, *_: object) -> None:
        self._file.close()
