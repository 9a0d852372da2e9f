"""Who is here: on shift by their week, and not away. The plan upstairs knows the shop's clock and its holidays."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Hours(Protocol):
    """When somebody is on shift."""

    def open_at(self, moment: datetime) -> bool: ...
    def next_opening(self, moment: datetime) -> datetime | None: ...
    def closes_at(self, moment: datetime) -> datetime | None: ...


class HoursOf(Protocol):
    def __call__(self, week: str) -> Hours: ...


class Person(Protocol):
    """What of a member this looks at."""

    @property
    def away(self) -> bool: ...
    @property
    def week(self) -> str: ...


def is_here(one: Person, at: datetime) -> bool:
    """Whether they are on shift at that moment. Who has no week is on shift always."""
    return not one.away and (not one.week or hours(one.week).open_at(at))


def back_at(one: Person, after: datetime) -> datetime | None:
    """Return when their next shift begins; None for who is away until they say otherwise, and for who has no week."""
    return None if one.away or not one.week else hours(one.week).next_opening(after)


def ends_at(one: Person, at: datetime) -> datetime | None:
    """Return when the shift ends that they are in; None where they are not, or where it has no end."""
    return hours(one.week).closes_at(at) if one.week and not one.away else None


def hours(week: str) -> Hours:
    """Read a week. Raises `ValueError`."""
    return _asked()(week)


@cache
def _asked() -> HoursOf:
    found: HoursOf = import_string(settings.SHIFT_HOURS)
    return found
