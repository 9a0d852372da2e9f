"""The lives of the processes of a house, each until it is told to stop.

`serve` is the whole house in one: the edge on its loop, the pages in their pool, the workers in their threads. `edge`,
`web` and `work` are its parts, for whoever wants several. Each reads only what it needs: that is why they import late.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from mostrador.doors import ingest, numbering
from mostrador.kit import carrying, failpoints, house, leavings
from mostrador.site import alone
from mostrador.site.calling import Application
from mostrador.site.listening import host, listen

PARCELS_GONE = (
    "parcels.sqlite3 is gone, or older than mostrador.sqlite3, which has opened up to %s. Deliveries that were not "
    "opened yet are not in it. New ones go on from there."
)
log = logging.getLogger(__name__)


def serve(port: int, *, on_open: Callable[[], None] = lambda: None) -> None:
    """Be the whole house. Raises `alone.AlreadyServed`, `alone.Shut` and `listening.CannotListen`."""
    from mostrador.journeys import watching
    from mostrador.site import answering, asgi
    from mostrador.site.granting import Granting

    with alone.served(house.data_folder()), listen(port) as line, _together("serve"):
        house.note_address(host(), port)
        _number()
        with _at_work():
            app = asgi.create(
                _pages(), Granting(), ails=watching.ails, watching=bool(house.told("MOSTRADOR_DEVELOPMENT"))
            )
            answering.answer_at(answering.Server(app, leaving=app.leaving), line, _settled(on_open))


def edge(port: int, *, on_open: Callable[[], None] = lambda: None) -> None:
    """Take deliveries and hold streams: alone on the two files, one of many on PostgreSQL. Raises as `serve`."""
    from mostrador.journeys import watching
    from mostrador.site import answering, asgi
    from mostrador.site.granting import Granting

    only = nullcontext() if house.database_url() else alone.served(house.data_folder())
    with only, listen(port) as line, _together("edge"):
        _number()
        app = asgi.create(None, Granting(), ails=watching.ails)
        answering.answer_at(answering.Server(app, leaving=app.leaving), line, _settled(on_open))


def web(port: int, *, on_open: Callable[[], None] = lambda: None) -> None:
    """Show pages. Raises `alone.Shut` and `listening.CannotListen`."""
    from mostrador.journeys import watching
    from mostrador.site import answering
    from mostrador.site.showing import Showing

    with listen(port) as line, _together("web"):
        answering.answer_at(answering.Server(Showing(_pages(), ails=watching.ails)), line, _settled(on_open))


def work(*, on_open: Callable[[], None] = lambda: None) -> None:
    """Open, send, fetch and keep the clocks. Raises `alone.Shut`."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    with _together("worker"), _at_work():
        _settled(on_open)()
        over.wait()


def _settled(on_open: Callable[[], None]) -> Callable[[], None]:
    """Return what to do once the process is open."""

    def opened() -> None:
        leavings.settle()
        on_open()

    return opened


def _number() -> None:
    if opened := numbering.go_on_beyond_what_was_opened():
        log.error(PARCELS_GONE, opened)


def _pages() -> Application:
    from mostrador.site.wsgi import application

    return application


@contextmanager
def _together(kind: str) -> Iterator[None]:
    """Hear and tell the other processes of the house, and miss the dead; leave nothing unwritten behind."""
    from mostrador.site import guarding

    failpoints.arm()
    with alone.inside(house.data_folder()), carrying.carried():
        try:
            ingest.the_writer()  # parcels that cannot be opened end us here, before every thread stumbles over them
            with guarding.guarded(kind):
                yield
        finally:
            ingest.put_down()


@contextmanager
def _at_work() -> Iterator[None]:
    from mostrador.site.working import Workers

    workers = Workers()
    with alone.working(house.data_folder()) as here:
        if here.alone:
            workers.take_over()
        here.share()
        workers.start()
        try:
            yield
        finally:
            workers.stop()
