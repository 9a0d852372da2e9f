"""Opening hours as people say them: "de lunes a sábado, de 10:00 a 14:00 y de 17:00 a 20:30"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from babel.dates import get_day_names

from mostrador.kit.words import N_
from mostrador.plan.timetable import ALL_DAY, HOLIDAY, Ranges, Week, week
from mostrador.plan.timetable import DAYS as DAYS_OF_A_WEEK
from mostrador.plan.voice import Voice

ALWAYS, EVERY_DAY, HOLIDAYS = N_("at any hour"), N_("every day"), N_("on holidays")
DAYS = N_("%(first)s to %(last)s")
GROUP = N_("%(days)s, %(ranges)s")
RANGE = N_("from %(first)s to %(last)s")


def said(text: str, voice: Voice) -> str:
    """Say a timetable that the plan wrote. Raise `HoursWrong`."""
    table = week(text)
    if all(ranges == ALL_DAY for ranges in table):
        return voice(ALWAYS)
    groups = [voice(GROUP, days=days, ranges=_ranges(ranges, voice)) for days, ranges in _groups(table, voice)]
    return "; ".join(groups)


def day(word: str, voice: Voice) -> str:
    """Say a day of the week that the plan names by three letters."""
    names = get_day_names("wide", locale=voice.language)
    return str(names[DAYS_OF_A_WEEK.index(word)]) if word in DAYS_OF_A_WEEK else word


def _groups(table: Week, voice: Voice) -> Iterator[tuple[str, Ranges]]:
    """Return neighbouring days that open alike, with their hours."""
    if len(set(table)) == 1:
        yield voice(EVERY_DAY), table[0]
        return
    names = get_day_names("wide", locale=voice.language)
    for ranges, days in groupby(range(HOLIDAY), key=lambda day: table[day]):
        if ranges:
            first, *_, last = [*days] * 2
            yield names[first] if first == last else voice(DAYS, first=names[first], last=names[last]), ranges
    if table[HOLIDAY]:
        yield voice(HOLIDAYS), table[HOLIDAY]


def _ranges(ranges: Ranges, voice: Voice) -> str:
    return voice.listed([voice(RANGE, first=_time(first), last=_time(last)) for first, last in ranges])


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours if hours <= 24 else hours - 24}:{rest:02}"
