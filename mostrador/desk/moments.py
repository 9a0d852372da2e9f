"""Times one can choose without a calendar: "esta tarde", "mañana a las 9:00", and one's own."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.kit import saying
from mostrador.kit.words import N_
from mostrador.plan import keeping, shop_hours

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
    """Return the moments to choose from, nearest first: each moment once, and none too near to be useful."""
    useful: dict[datetime, Choice] = {}
    for key, words, at in _offered(now):
        if at - now >= timedelta(minutes=55):
            useful.setdefault(at, Choice(key, words, at, saying.moment(at, now), _aside(key, at, now)))
    return [useful[at] for at in sorted(useful)]


def _offered(now: datetime) -> list[tuple[str, str, datetime]]:
    """Return key, words and moment; of two names for one moment the nearer name comes first."""
    here = timezone.localtime(now)
    monday = here + timedelta(days=(MONDAY - here.weekday() - 1) % 7 + 1)
    return [
        ("hour", _("in one hour"), now + timedelta(hours=1)),
        ("evening", _("this evening"), _at(here, EVENING)),
        ("tomorrow", _("tomorrow first thing"), _first_thing(here + timedelta(days=1))),
        ("monday", _("on Monday"), _first_thing(monday)),
        ("week", _("in a week"), _first_thing(here + timedelta(days=7))),
    ]


def _aside(key: str, at: datetime, now: datetime) -> str:
    return saying.moment(at, now) if key == "week" else saying.clock_time(at)


def read(key: str, own: str, *, now: datetime) -> datetime:
    """Return the moment somebody chose: one of the keys, or their own local date and time. Raises `NotAMoment`."""
    if own:
        return _own(own, now)
    at = next((at for offered, _words, at in _offered(now) if offered == key), None)
    if at is None or at <= now:
        raise NotAMoment(key)
    return at


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


def _first_thing(day: datetime) -> datetime:
    """Return when the shop opens that day; on a day of rest, or where it never closes, nine o'clock."""
    midnight, hours = _at(day, time.min), shop_hours.of(keeping.current())
    opening = hours.next_opening(midnight) if hours and not hours.open_at(midnight) else None
    return opening if opening and opening < midnight + timedelta(days=1) else _at(day, MORNING)


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, tzinfo=timezone.get_current_timezone()).astimezone(UTC)
