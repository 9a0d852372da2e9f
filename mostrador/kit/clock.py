"""The one place that asks what time it is."""

from datetime import UTC, datetime, timedelta

A_LITTLE_AHEAD = timedelta(minutes=5)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def believable(told: datetime | None, *, arrived: datetime) -> datetime:
    """Return the platform's time, or our own where it is missing or lies more than five minutes in the future."""
    if told is None:
        return arrived
    return min(told, arrived + A_LITTLE_AHEAD)
