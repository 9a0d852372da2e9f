"""What every process of the house does besides: it says that it lives, misses who does not, and calls the owners."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mostrador.journeys.alarming import Alarm
from mostrador.journeys.watching import Watch
from mostrador.kit import living
from mostrador.site.threads import Threads

PATIENCE_SECONDS = 10.0


@contextmanager
def guarded(kind: str) -> Iterator[None]:
    """Be one process of that kind (serve, edge, web, worker) meanwhile."""
    stopping = threading.Event()
    threads = Threads(stopping)
    threads.run("living", lambda: living.beat_until(stopping, kind))
    threads.run("watching", Watch(stopping).keep_until_stopped)
    threads.run("alarming", Alarm(stopping).keep_until_stopped)
    try:
        yield
    finally:
        stopping.set()
        threads.join(PATIENCE_SECONDS)
