"""How fast a platform lets us write, as it documents it: kept before it has to refuse."""

import time
from collections import defaultdict, deque
from collections.abc import Sequence

from mostrador.doors.contract import Channel, Limit
from mostrador.inbox.models import Part

MOST_KEPT = 10_000  # threads that are remembered before the quiet ones are forgotten
LONGEST_SECONDS = 60.0


class Pace:
    """Counts what left by one connection lately. Used by one thread at a time."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._left: dict[str, deque[float]] = defaultdict(deque)

    def allows(self, part: Part) -> bool:
        now = time.monotonic()
        for limit in self._limits(part):
            left = self._left[limit.of]
            while left and left[0] <= now - limit.seconds:
                left.popleft()
            if len(left) >= limit.most:
                return False
        return True

    def note(self, part: Part) -> None:
        now = time.monotonic()
        for limit in self._limits(part):
            self._left[limit.of].append(now)
        if len(self._left) > MOST_KEPT:
            quiet = [of for of, left in self._left.items() if not left or left[-1] < now - LONGEST_SECONDS]
            for of in quiet:
                del self._left[of]

    def _limits(self, part: Part) -> Sequence[Limit]:
        conversation = part.message.conversation
        return self._channel.limits(conversation.thread or conversation.address_value)
