"""Watches over the house: looks every ten seconds and writes down what ails it. `alarming` calls the owners."""

import logging
import threading
import time
from datetime import datetime

from django.db import DatabaseError, InterfaceError, close_old_connections

from mostrador.journeys import looking, signs
from mostrador.kit import lending, troubles, writing
from mostrador.kit.troubles import Found

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
BLIND_SECONDS = 60.0  # longer than a look at a database that does not answer takes
SILENT = (DatabaseError, InterfaceError, writing.TooLong)


class Watch:
    """One for each process of the house: whoever lives misses the dead. What cannot be written down is remembered."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping

    def keep_until_stopped(self) -> None:
        _looked_at[:] = _looked_at or [time.monotonic()]
        while not self._stopping.is_set():
            look()
            _looked_at[:] = [time.monotonic()]
            lending.give_back()
            self._stopping.wait(EVERY_SECONDS)
        _looked_at.clear()


def look() -> list[Found]:
    """Look once, write down what ails the house, and return it."""
    seen = looking.look()
    found = signs.ailing(seen)
    if seen.database:  # to write would only keep the next look waiting
        close_old_connections()
        _unwritten[:] = found
    else:
        found = _written_down(found, at=seen.at)
    _last[:] = found
    return found


def _written_down(found: list[Found], *, at: datetime) -> list[Found]:
    """Return what ails the house, and the database too where it does not take that."""
    _last[:] = found
    try:
        troubles.note(found, at=at)
    except SILENT as error:
        log.error("What ails the house could not be written down: %s", error)
        close_old_connections()
        _unwritten[:] = [Found("database", why=str(error)[:300]), *found]
    else:
        _unwritten.clear()
    return list(_unwritten) or found


def ails() -> list[str]:
    """Return the kinds of what ailed the house when this process last looked, and `watch` where it no longer can."""
    return sorted({one.kind for one in _last} | ({"watch"} if _is_blind() else set()))


def _is_blind() -> bool:
    """Whether no look came to its end for too long, whatever the cause. Who never began to watch is not."""
    return any(time.monotonic() - at > BLIND_SECONDS for at in _looked_at)


def unwritten() -> list[Found]:
    """Return what ailed the house when this process last looked and could not write it down."""
    return list(_unwritten)


# When the last look was done, or the watch of this process began, by a clock that nobody sets; empty: it has none.
_looked_at: list[float] = []
_last: list[Found] = []
_unwritten: list[Found] = []
