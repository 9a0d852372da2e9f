"""A seeded script of everything that goes wrong at a platform: the same seed spoils the same tries of the same words.

It keeps its own books: what was spoilt how often, and whether patience, once asked for, was given.
"""

from __future__ import annotations

import hashlib
import math
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import formatdate

from tests.simulators.serving import Call, Fault, Said, Simulator

IN_FLIGHT_SECONDS = 2.0  # what was on the line when patience was asked for is nobody's fault; busy machines are slow
SHARE = 0.20
# How the share is divided. A silence costs the caller its whole deadline in real seconds, so it is rare.
WEIGHTS = {
    "cut before": 24, "cut after": 24, "garbled before": 10, "garbled after": 10, "server error": 34,
    "unavailable until": 10, "too many": 24, "too many, no word": 10, "dripping": 20, "late": 30,
    "silent before": 1, "silent after": 1,
}  # fmt: skip

PLAIN = {
    "cut before": Fault(cut="before"),
    "cut after": Fault(cut="after"),
    "garbled before": Fault(answer=Said(), garbled=True),
    "garbled after": Fault(garbled=True),
    "too many, no word": Fault(answer=Said(429)),
    "dripping": Fault(drip_seconds=0.3),
    "late": Fault(slow_seconds=0.3),
    "error with 200": Fault(answer=Said(200, b'{"ok": false, "error_code": 500, "description": "Internal"}')),
    "token refused": Fault(answer=Said(401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}')),
}
ONLY_A_BOT = {"error with 200": 10, "token refused": 2}


class BadDays:
    """`who(call)` names the words that a call carries: the try is counted by it. Calls without a name are spared."""

    def __init__(
        self, platform: Simulator, *, seed: str, who: Callable[[Call], str], also: Mapping[str, int] | None = None,
        share: float = SHARE, silence_seconds: float = 25.0,
    ) -> None:  # fmt: skip
        self._platform, self._seed, self._who, self._silence = platform, seed, who, silence_seconds
        self._weights, self._share = {**WEIGHTS, **(also or {})}, share
        self._lock = threading.Lock()
        self._tries: Counter[str] = Counter()
        self._asked_at = self._until = 0.0
        self.spoilt: Counter[str] = Counter()
        self.calls = 0
        self.too_early: list[tuple[float, float]] = []  # seconds since we asked, and before the time we named
        self.lateness: list[float] = []  # seconds after it until the first call

    def next(self, call: Call) -> Fault | None:
        who = self._who(call)
        if not who:
            return None
        with self._lock:
            self.calls += 1
            if wait := self._still_asking():
                return Fault(answer=self._platform.patience(wait))
            self._tries[who] += 1
            return self._fault(random.Random(f"{self._seed} {who} {self._tries[who]}"))

    def _still_asking(self) -> int:
        now = time.time()
        if not self._until:
            return 0
        if now < self._until:
            if now - self._asked_at > IN_FLIGHT_SECONDS:
                self.too_early.append((now - self._asked_at, self._until - now))
            return max(1, math.ceil(self._until - now))
        self.lateness.append(now - self._until)
        self._until = 0.0
        return 0

    def _fault(self, chance: random.Random) -> Fault | None:
        if chance.random() >= self._share:
            return None
        [kind] = chance.choices(list(self._weights), list(self._weights.values()))
        self.spoilt[kind] += 1
        return self._made(kind, chance)

    def _made(self, kind: str, chance: random.Random) -> Fault:
        if kind == "too many":
            return Fault(answer=self._platform.patience(self._ask(chance.randint(1, 40))))
        if kind == "unavailable until":
            return Fault(answer=self._back_at(chance.randint(2, 40)))
        if kind == "server error":
            return Fault(answer=Said(chance.choice((500, 502, 503)), b"<html>oops"))
        if kind.startswith("silent"):
            return Fault(cut=kind.removeprefix("silent "), slow_seconds=self._silence)
        return replace(PLAIN[kind])

    def _back_at(self, seconds: int) -> Said:
        """Name a moment, in whole seconds as HTTP does."""
        self._ask(seconds)
        self._until = math.floor(self._until)
        return Said(503, b"<html>back soon", {"Retry-After": formatdate(self._until, usegmt=True)})

    def _ask(self, seconds: int) -> int:
        self._asked_at, self._until = time.time(), time.time() + seconds
        return seconds


def by_idempotency_key(call: Call) -> str:
    return call.headers.get("idempotency-key", "")


def by_words(call: Call) -> str:
    """Name what a bot says by its body: every text is said once in a run."""
    is_word = call.path.lower().endswith("/sendmessage")
    return hashlib.sha256(call.body).hexdigest() if is_word else ""
