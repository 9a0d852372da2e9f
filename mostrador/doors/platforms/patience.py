"""How long another server asks us to wait. Source: RFC 9110 §10.2.3, Retry-After."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from mostrador.kit import clock


def seconds_asked(retry_after: str) -> float | None:
    """Return the seconds that a Retry-After counts, or that are left until the moment it names; else None."""
    told = retry_after.strip()
    if told.isascii() and told.isdecimal():
        return float(told[:9])
    try:
        return max(0.0, (parsedate_to_datetime(told) - clock.now()).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
