"""By how much the thanks to who floods one connection come later while others come and go, so that these do not wait.

What is on disk stays so: nobody is refused, and whoever waits for our thanks before the next delivery slows down.
"""

import time
from collections.abc import Callable

A_SECOND = 1_000  # parcels of one connection: more than are opened of them
GRACE_SECONDS = 0.05  # at that pace: a batch, or a few that came together
LONGEST_SECONDS = 0.25  # platforms give up after seconds
LATELY_SECONDS = 5.0


class Pace:
    """What one edge remembers of its connections."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._through: dict[int, float] = {}  # when each would be through at that pace
        self._calm: dict[int, float] = {}  # when each last came and kept to it

    def late(self, connection: int, pieces: int) -> float:
        """Note what came in by a connection; return by how many seconds its thanks are due later."""
        now = self._now()
        ahead = max(self._through.get(connection, 0.0) - now, 0.0)
        self._through[connection] = now + min(ahead + pieces / A_SECOND, LONGEST_SECONDS + GRACE_SECONDS)
        if ahead <= GRACE_SECONDS:
            self._calm[connection] = now
            return 0.0
        return ahead - GRACE_SECONDS if self._others_come_and_go(connection, now) else 0.0

    def _others_come_and_go(self, connection: int, now: float) -> bool:
        return any(other != connection and at > now - LATELY_SECONDS for other, at in self._calm.items())
