"""Whether there is a crisis now. Every page and every message asks, so it is asked of the database every two seconds.

`level` is what the plan's conditions and the acts look at; a drill counts for nothing there.
"""

from __future__ import annotations

import time

from mostrador.listening.models import Crisis

SECONDS = 2.0
OPEN = (Crisis.State.OUTBREAK, Crisis.State.ALERT, Crisis.State.CRISIS)


def level() -> int:
    """Return the level of the crisis that is on, or 0."""
    found = lately()
    return found.level if found else 0


def lately() -> Crisis | None:
    """Return the crisis that is on, as it was at most two seconds ago; a drill never."""
    asked_at, found = _lately.get("", (0.0, None))
    if not asked_at or time.monotonic() - asked_at > SECONDS:
        found = now()
        _lately[""] = (time.monotonic(), found)
    return found


def now(*, drill: bool = False) -> Crisis | None:
    """Return the crisis that is on."""
    return Crisis.objects.filter(state__in=OPEN, drill=drill).select_related("lead", "stand_in").first()


def forget() -> None:
    """Let the next one ask anew."""
    _lately.clear()


_lately: dict[str, tuple[float, Crisis | None]] = {}
