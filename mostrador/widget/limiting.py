"""How much one visitor, or one address, may ask of the chat: small, in memory, forgotten with the process."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_REMEMBERED = 20_000


class Allowance:
    """So many of something in so many seconds, for each who asks; what was used flows back evenly."""

    def __init__(self, amount: float, seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._amount, self._per_second, self._now = amount, amount / seconds, now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, who: str, cost: float = 1) -> bool:
        """Use some of it; False, and nothing used, where too little is left."""
        with self._lock:
            now = self._now()
            left, at = self._left.pop(who, (self._amount, now))
            left = min(self._amount, left + (now - at) * self._per_second)
            enough = left >= cost
            self._left[who] = (left - cost if enough else left, now)
            if len(self._left) > MOST_REMEMBERED:
                self._left.popitem(last=False)
            return enough

    def forget(self) -> None:
        with self._lock:
            self._left.clear()


MB = 1024 * 1024
OPENINGS = Allowance(60, 60)  # by address: a shop's own wireless is one address for many
LOOKS = Allowance(240, 60)  # by visitor
LOOKS_FROM = Allowance(240, 60)  # at receipts, by address: right or wrong ones
WORDS = Allowance(20, 60)  # by visitor
WORDS_FROM = Allowance(120, 60)  # by address
BYTES = Allowance(60 * MB, 3600)  # by visitor
BYTES_FROM = Allowance(300 * MB, 3600)  # by address
WISHES = Allowance(6, 3600)  # by visitor: where to tell them
WISHES_FROM = Allowance(30, 3600)  # by address

ALL = (OPENINGS, LOOKS, LOOKS_FROM, WORDS, WORDS_FROM, BYTES, BYTES_FROM, WISHES, WISHES_FROM)


def forget_all() -> None:
    for allowance in ALL:
        allowance.forget()
