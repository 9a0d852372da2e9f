"""Who of the team has a page of the desk open in this process. A hint: nothing but a kindness may rest on it."""

import time
from collections.abc import Iterable

_seen: dict[int, float] = {}


def note(members: Iterable[int]) -> None:
    """These are here now. Any thread."""
    now = time.monotonic()
    for member in members:
        _seen[member] = now


def is_here(member: int, *, within_seconds: float) -> bool:
    """Whether that member had a page open within the last so many seconds."""
    seen_at = _seen.get(member)
    return seen_at is not None and time.monotonic() - seen_at <= within_seconds


def forget(member: int) -> None:
    _seen.pop(member, None)
