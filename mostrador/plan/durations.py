"""Spans of time as the plan writes them: 15m, 8h, 1h30m, 2d, 1w."""

import re
from datetime import timedelta

UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
WRITTEN = re.compile(r"(?:\d+[wdhms])+")
PIECE = re.compile(r"(\d+)([wdhms])")
LONGEST = timedelta(days=366)


class SpanWrong(ValueError):
    """This is no span of time."""


def span(text: object) -> timedelta:
    """Read a span of at most a year. Raise `SpanWrong`."""
    if not isinstance(text, str) or not WRITTEN.fullmatch(text) or len(text) > 20:
        raise SpanWrong(f'"{text}" is no span of time. Write it with its unit: 15m, 8h, 2d.')
    total = sum((_piece(int(count), unit) for count, unit in PIECE.findall(text)), timedelta(0))
    if total > LONGEST:
        raise SpanWrong(f'"{text}" is longer than a year. Write a shorter one: 15m, 8h, 2d.')
    return total


def written(length: timedelta) -> str:
    """Write a span as the plan does: "1h30m"; nothing is "0m"."""
    days, seconds = length.days, length.seconds
    counts = {"d": days, "h": seconds // 3600, "m": seconds // 60 % 60, "s": seconds % 60}
    return "".join(f"{count}{unit}" for unit, count in counts.items() if count) or "0m"


def _piece(count: int, unit: str) -> timedelta:
    if count > 10**9 // 604_800:
        raise SpanWrong(f'"{count}{unit}" is longer than a year. Write a shorter one: 15m, 8h, 2d.')
    return timedelta(**{UNITS[unit]: count})
