"""The team's shifts as people read them: who is here now, when the others come back, and who was here on a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mostrador.accounts import attendance, on_shift
from mostrador.accounts.attendance import Span
from mostrador.accounts.models import Member, Role
from mostrador.desk.surroundings import Colleague, Surroundings
from mostrador.kit import clock, saying
from mostrador.plan import voice, weekly

Row = dict[str, Any]
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


class Here(NamedTuple):
    """Hoy's line: who is here, and of the others who comes back first."""

    words: str
    more: str


def here(around: Surroundings) -> Here | None:
    """Return who of the team is here now; None where nobody has a week and nobody is away: it would say nothing."""
    team = [one for one in around.colleagues if one.active and one.role != Role.VIEWER]
    if not any(one.week or one.away for one in team):
        return None
    there = [one.name for one in team if on_shift.is_here(one, around.now)]
    words = _("Here now: %(names)s") % {"names": listed(there)} if there else _("Nobody of the team is here now")
    return Here(words, _next(team, around.now))


def _next(team: Sequence[Colleague], now: datetime) -> str:
    gone = [one for one in team if not on_shift.is_here(one, now)]
    coming = [(back, one.name) for one in gone if (back := on_shift.back_at(one, now))]
    if not coming:
        return ""
    first = min(back for back, _name in coming)
    names = listed([name for back, name in coming if back == first])
    return _("%(names)s: back %(moment)s") % {"names": names, "moment": saying.moment(first, now)}


def called(one: Colleague, now: datetime) -> str:
    """Return a name for a choice, with why not to choose it."""
    if one.away:
        return _("%(name)s (away)") % {"name": one.name}
    if on_shift.is_here(one, now):
        return one.name
    back = on_shift.back_at(one, now)
    moment = saying.moment(back, now) if back else ""
    return _("%(name)s (back %(moment)s)") % {"name": one.name, "moment": moment} if back else one.name


def rows() -> list[Row]:
    """Return everybody who answers, with what they are now and their week in words."""
    now = clock.now()
    team = Member.objects.filter(is_active=True).exclude(role=Role.VIEWER).order_by("name", "pk")
    return [
        {"id": one.pk, "name": one.name, "here": one.is_here, "away": one.away, "now": _now(one, now),
         "week": said(one.week)} for one in team
    ]  # fmt: skip


def said(one: str) -> str:
    """Say a week by itself: "De lunes a viernes, de 9:00 a 14:00"; empty: at any hour."""
    words = week(one)
    return words[:1].upper() + words[1:]


def week(one: str) -> str:
    """Say a week within a sentence."""
    return weekly.said(one or "always", voice.speaking(translation.get_language() or "en"))


def _now(one: Member, now: datetime) -> str:
    if one.away:
        return _("away")
    if one.is_here:
        ends = on_shift.ends_at(one, now)
        return _("here until %(time)s") % {"time": saying.clock_time(ends)} if ends else _("here")
    back = on_shift.back_at(one, now)
    return _("back %(moment)s") % {"moment": saying.moment(back, now)} if back else ""


def of_day(day: date) -> list[Row]:
    """Return who was here on that day and when; before shifts were written down it says so and nothing else."""
    begin = timezone.make_aware(datetime.combine(day, time()))
    end = timezone.make_aware(datetime.combine(day + A_DAY, time()))
    recorded = attendance.on_record_from()
    if recorded is None or end <= recorded:
        return []
    found: Mapping[int, Sequence[Span]] = attendance.between(max(begin, recorded), end)
    names = dict(Member.objects.values_list("pk", "name"))
    told = ({"name": names[number], "spans": list(_spans(some, begin, end))} for number, some in found.items())
    return sorted((one for one in told if one["spans"]), key=lambda one: str(one["name"]))


def _spans(some: Sequence[Span], begin: datetime, end: datetime) -> Iterator[str]:
    if list(some) == [(begin, end)]:
        yield _("at any hour")
        return
    for first, last in (one for one in some if one[1] - one[0] >= A_MINUTE):
        until = "24:00" if last == end else saying.clock_time(last)
        yield f"{saying.clock_time(first)}–{until}"


def listed(names: Sequence[str]) -> str:
    return voice.speaking(translation.get_language() or "en").listed(list(names))
