"""Times one can choose without a calendar: "esta tarde", "mañana a las 9:00", and one's own."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.kit import saying
from mostrador.kit.words import N_

MORNING, EVENING = time(9, 0), time(18, 0)
MONDAY = 0
FURTHEST = timedelta(days=730)


class Choice(NamedTuple):
    key: str
    words: str
    at: datetime
    said: str  # the exact moment in words
    aside: str  # what `words` leave open: the hour where they name the day, else the whole moment


class NotAMoment(ValueError):
    for_people = N_("Choose a time that is still to come.")


def choices(now: datetime) -> list[Choice]:
    """Return the moments to choose from, nearest first; what is too near to be useful is left out."""
    here = timezone.localtime(now)
    offered = [
        ("hour", _("in one hour"), now + timedelta(hours=1)),
        ("evening", _("this evening"), _at(here, EVENING)),
        ("tomorrow", _("tomorrow first thing"), _at(here + timedelta(days=1), MORNING)),
        ("monday", _("on Monday"), _at(here + timedelta(days=(MONDAY - here.weekday() - 1) % 7 + 1), MORNING)),
        ("week", _("in a week"), _at(here + timedelta(days=7), MORNING)),
    ]
    useful = [(key, words, at) for key, words, at in offered if at - now >= timedelta(minutes=55)]
    return [
        Choice(key, words, at, saying.moment(at, now), _aside(key, at, now))
        for key, words, at in sorted(useful, key=lambda one: one[2])
    ]


def _aside(key: str, at: datetime, now: datetime) -> str:
    return saying.moment(at, now) if key == "week" else saying.clock_time(at)


def read(key: str, own: str, *, now: datetime) -> datetime:
    """Return the moment somebody chose: one of the keys, or their own local date and time. Raises `NotAMoment`."""
    if own:
        return _own(own, now)
    for choice in choices(now):
        if choice.key == key:
            return choice.at
    raise NotAMoment(key)


def _own(text: str, now: datetime) -> datetime:
    try:
        told = datetime.fromisoformat(text)
        at = told if told.tzinfo else told.replace(tzinfo=timezone.get_current_timezone())
        at = at.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise NotAMoment(text) from wrong
    if not now < at < now + FURTHEST:
        raise NotAMoment(text)
    return at


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, tzinfo=timezone.get_current_timezone()).astimezone(UTC)
