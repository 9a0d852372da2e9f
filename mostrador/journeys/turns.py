"""Which lane comes first, and how many of its parcels are opened in its turn.

Few, where it is behind while somebody else comes and goes.
"""

import time
from collections.abc import Callable, Iterable

AT_ONCE = 12  # with 64, measured, who came beside a flood waited three times as long
FEW = 3
"""Of a flood, in its turn.

Measured: with 12, who came beside it was opened a third later than with 4; with 4 the slowest hundredth took 28 to 30
ms; with 3, 23 to 24, and the flood a twentieth longer; with 2 the flood took twice as long.
"""
LATELY_SECONDS = 5.0


class Turns:
    """What one opener remembers of its lanes. More at once costs less a parcel; fewer let others in sooner."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._behind: set[str] = set()
        self._caught_up: dict[str, float] = {}

    @property
    def anybody_behind(self) -> bool:
        return bool(self._behind)

    def begin(self, with_news: Iterable[str]) -> None:
        """Note which lanes have anything to open: the others are not behind."""
        self._behind &= set(with_news)

    def order(self, with_news: Iterable[str]) -> list[str]:
        """Return them in the order of a round: a flood's turn takes longest, so who is behind comes last."""
        return sorted(with_news, key=self._behind.__contains__)

    def most(self, lane: str) -> int:
        """Return how many this lane may have opened now."""
        return FEW if lane in self._behind and self._others_come_and_go(lane) else AT_ONCE

    def took(self, lane: str, opened: int, *, of: int) -> None:
        """Note what it took of its turn."""
        if opened >= of:
            self._behind.add(lane)
            return
        self._behind.discard(lane)
        if opened:
            self._caught_up[lane] = self._now()

    def _others_come_and_go(self, lane: str) -> bool:
        lately = self._now() - LATELY_SECONDS
        self._caught_up = {name: at for name, at in self._caught_up.items() if at > lately}
        return any(name != lane for name in self._caught_up)
