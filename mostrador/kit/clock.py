"""The one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

A_LITTLE_AHEAD = timedelta(minutes=5)
BEFORE_ANYBODY_WROTE = datetime(1990, 1, 1, tzinfo=UTC)  # a clock that was never set, or a joke

_held_at: ContextVar[datetime | None] = ContextVar("held_at", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _held_at.get() or datetime.now(UTC)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let it be that moment for this thread: for telling a past that goes through the real verbs."""
    token = _held_at.set(moment)
    try:
        yield
    finally:
        _held_at.reset(token)


def believable(told: datetime | None, *, arrived: datetime) -> datetime:
    """Return the platform's time; our own where it is missing or absurd, and at most five minutes after our own."""
    if told is None or told < BEFORE_ANYBODY_WROTE:
        return arrived
    return min(told, arrived + A_LITTLE_AHEAD)
