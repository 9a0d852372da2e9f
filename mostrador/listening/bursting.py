"""Finds bursts in a series of counts as it comes in, row by row: no look ahead, nothing tuned to one series.

The last two hours are compared, as a logarithm, with what is usual at that time of day. A burst is far over the usual
and also far over what the busiest moment of an ordinary recent day brings here, so that a series that leaps every
day must leap higher. The reasons and the figures are in docs/decisions.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from statistics import median

from msgspec import Struct

WINDOW = timedelta(hours=2)
QUIET = timedelta(days=1)  # after an alarm; and what must be known before the first
SLOT_SECONDS = 15 * 60
DAY = 86_400 // SLOT_SECONDS
DAYS = 10  # how far back the usual is looked for
AROUND = 6  # slots on either side of the same time of day
REFRESH = 2  # slots after which the usual is worked out again
SOFT = 6.0  # added to both sides, so that 3 instead of 1 is no burst
TIMES_USUAL = 1.0  # logarithm: 2.7 times the usual
TIMES_BUSY = 1.5  # how far over the busiest moment of an ordinary day, as logarithms


class Burst(Struct, frozen=True, kw_only=True):
    """An alarm. `score` is how many times the usual, `expected` the usual value of one row here at that time."""

    at: datetime
    score: float
    expected: float


def bursts(series: Iterable[tuple[datetime, float]]) -> Iterator[Burst]:
    """Read times, in rising order, with their counts; yield an alarm as soon as a row raises it."""
    listener = Listener()
    for at, value in series:
        if (found := listener.hear(at, value)) is not None:
            yield found


class Listener:
    """Hears one series. What it keeps does not grow: ten days, in slots of fifteen minutes."""

    def __init__(self) -> None:
        self._window: deque[tuple[datetime, float]] = deque()
        self._sum = 0.0
        self._levels: dict[int, float] = {}  # slot to the logarithm of the last two hours
        self._peaks: dict[int, float] = {}  # slot to how far over the usual it went
        self._first_at: datetime | None = None
        self._last_alarm_at: datetime | None = None
        self._refreshed = -REFRESH
        self._usual = self._bar = 0.0

    def hear(self, at: datetime, value: float) -> Burst | None:
        """Take in one row; return the alarm that it raises, if any."""
        self._first_at = self._first_at or at
        level = math.log(self._slide(at, value) + SOFT)
        slot = int(at.timestamp()) // SLOT_SECONDS
        if slot - self._refreshed >= REFRESH:
            self._refresh(slot, level)
        over = level - self._usual
        self._levels[slot] = level
        self._peaks[slot] = max(over, self._peaks.get(slot, over))
        if over <= self._bar or self._must_be_quiet(at):
            return None
        self._last_alarm_at = at
        usual = max(0.0, math.exp(self._usual) - SOFT) / len(self._window)
        return Burst(at=at, score=round(math.exp(over), 2), expected=round(usual, 2))

    def _slide(self, at: datetime, value: float) -> float:
        """Move the window on, and return the sum of what is in it."""
        self._window.append((at, value))
        self._sum += value
        while self._window[0][0] <= at - WINDOW:
            self._sum -= self._window.popleft()[1]
        return max(0.0, self._sum)

    def _refresh(self, slot: int, level: float) -> None:
        self._refreshed = slot
        self._forget(before=slot - (DAYS + 1) * DAY)
        self._usual = self._usual_at(slot, otherwise=level)
        self._bar = max(TIMES_USUAL, TIMES_BUSY * self._busy_before(slot))

    def _usual_at(self, slot: int, *, otherwise: float) -> float:
        """Return the middle of the same time on the days before, drawn a little towards the middle of them all."""
        days = [found for day in range(1, DAYS + 1) if (found := self._levels_around(slot - day * DAY))]
        known = list(self._levels.values())
        overall = median(known) if known else otherwise
        same_time = [level for day in days for level in day]
        return (len(days) * median(same_time) + overall) / (len(days) + 1) if days else overall

    def _levels_around(self, slot: int) -> list[float]:
        near = range(slot - AROUND, slot + AROUND + 1)
        return [level for one in near if (level := self._levels.get(one)) is not None]

    def _busy_before(self, slot: int) -> float:
        """Return how far over the usual the busiest moment of an ordinary day went: the middle of the last ten."""
        busiest: dict[int, float] = {}
        for one, over in self._peaks.items():
            day = (slot - 1 - one) // DAY
            if day < DAYS:
                busiest[day] = max(over, busiest.get(day, over))
        busiest.pop(0, None)  # the day that is running may hold the burst itself
        return median(busiest.values()) if busiest else 0.0

    def _forget(self, *, before: int) -> None:
        for kept in (self._levels, self._peaks):
            for slot in [one for one in kept if one < before]:
                del kept[slot]

    def _must_be_quiet(self, at: datetime) -> bool:
        since = self._last_alarm_at or self._first_at
        return since is not None and at - since < QUIET
