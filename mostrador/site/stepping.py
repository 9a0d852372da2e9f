"""The machine's clock is set back: what waits for a moment that the old clock told would wait for hours, or a year.

A machine without a battery wakes up in the wrong year until the network tells it better.
"""

import logging
from datetime import timedelta

from django.db import transaction

from mostrador.doors import holding, lanes
from mostrador.inbox import delivering
from mostrador.kit import clock, jobs, ledger

log = logging.getLogger(__name__)

SMALLEST = timedelta(seconds=30)  # less is waited for


class Steps:
    """Compares the clock with what it said before: at the last look, or when the ledger was last written."""

    def __init__(self) -> None:
        self._last = ledger.newest_at() or clock.now()

    def mind(self) -> None:
        """Move what waits for a moment back with the clock."""
        last, self._last = self._last, clock.now()
        if last - self._last > SMALLEST:
            log.warning("The clock was set back by %s: what waits for a moment is moved with it.", last - self._last)
            set_back(last - self._last)


@transaction.atomic
def set_back(by: timedelta) -> None:
    """Move every lease, pause and appointment that the old clock made. Promises keep their moment: people know it."""
    for room in (jobs, delivering, holding, lanes):
        room.set_back(by)
