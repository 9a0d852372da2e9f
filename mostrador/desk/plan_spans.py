"""A span of time in a form of the plan: a number, and its unit from a menu."""

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.kit.words import N_

Span = tuple[str, str]
"""A number and its unit of time, as they are written."""
NONE: Span = ("", "m")
UNITS = {
    "s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1),
}  # fmt: skip
WORDS = {"s": N_("seconds"), "m": N_("minutes"), "h": N_("hours"), "d": N_("days")}
NO_SPAN = N_("Write a whole number above 0, or leave it empty.")
NO_LENGTH = N_("Write a whole number.")
LONGEST = 8  # digits: the seconds of a year


def sent(said: QueryDict, number: str, unit: str) -> Span:
    return said.get(number, "").strip()[:LONGEST], said.get(unit, "m")


def span(told: Span) -> timedelta | None:
    """Return the length; None where it is none, or no whole number of a unit."""
    found = length(told)
    return found or None


def length(told: Span) -> timedelta | None:
    """Return the length, which may be no time at all; None where it is no whole number of a unit."""
    number, unit = told
    counts = number.isascii() and number.isdigit() and len(number) <= LONGEST and unit in UNITS
    return int(number) * UNITS[unit] if counts else None


def parted(length: timedelta | None) -> Span:
    """Return a length as its number and the largest unit in which it is a whole one."""
    if length is None:
        return NONE
    if not length:
        return "0", "m"
    unit = next(name for name in reversed(UNITS) if not length % UNITS[name])
    return str(length // UNITS[unit]), unit


def units(chosen: str) -> list[dict[str, Any]]:
    """Return the menu of units; seconds only where they stand there."""
    return [{"value": one, "word": _(word), "on": one == chosen} for one, word in WORDS.items()
            if one != "s" or chosen == "s"]  # fmt: skip
