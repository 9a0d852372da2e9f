"""The machine's clock is set back: what waits for a moment that the old clock told would wait for hours, or a year.

A machine without a battery wakes up in the wrong year until the network tells it better. Each worker notices that,
one of them moves what waits: how far it was moved stands in the ledger, and the others move only what is left of it.
"""

import logging
from datetime import timedelta

from django.db import connection, transaction

from mostrador.doors import holding, lanes
from mostrador.inbox import delivering
from mostrador.kit import clock, jobs, ledger
from mostrador.kit.models import Event
from mostrador.site.events import ClockSetBack

SMALLEST = timedelta(seconds=30)  # less is waited for
_MOVES = Event.objects.filter(name=ClockSetBack.__name__)
log = logging.getLogger(__name__)


class Steps:
    """Compares the clock with what it said before: at the last look, or when the ledger was last written."""

    def __init__(self) -> None:
        self._known = _newest_move()
        self._last = ledger.latest_at(after=self._known) or clock.now()

    def mind(self) -> None:
        """Move what waits for a moment back with the clock, unless another worker did."""
        # First what was moved, then the clock: a move that is seen here was for a step that is seen here too.
        known, self._known = self._known, _newest_move()
        last, self._last = self._last, clock.now()
        if last - self._last > SMALLEST:
            self._known = set_back(last - self._last, after=known)


@transaction.atomic
def set_back(by: timedelta, *, after: int) -> int:
    """Move every lease, pause and appointment that the old clock made. Promises keep their moment: people know it.

    What was moved after that entry of the ledger counts. Return the newest such entry.
    """
    _let_nobody_else()
    left = by - _moved(after)
    if left > SMALLEST:
        log.warning("The clock was set back by %s: what waits for a moment is moved with it.", left)
        for room in (jobs, delivering, holding, lanes):
            room.set_back(left)
        ledger.record(ClockSetBack(milliseconds=left // timedelta(milliseconds=1)))
    return _newest_move()


def _let_nobody_else() -> None:
    """Let no other worker do the same at this moment. On SQLite whoever writes is alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('the clock'))")


def _moved(after: int) -> timedelta:
    told = _MOVES.filter(pk__gt=after).values_list("refs", flat=True)
    return sum((timedelta(milliseconds=refs["milliseconds"]) for refs in told), timedelta())


def _newest_move() -> int:
    return _MOVES.order_by("-pk").values_list("pk", flat=True).first() or 0
