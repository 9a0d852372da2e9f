"""A week's hours as a form asks for them: two spans a day and as many more as there are, an empty one is closed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mostrador.kit import saying
from mostrador.plan import timetable

SPANS, MOST = 2, 24  # a morning and an afternoon; what a form may bring, more than any shop opens a day
MIDNIGHT, ROUND = "00:00", "00:00-24:00"  # no browser sends 24:00
NAMED = (*timetable.DAYS, "holidays")
USUAL = "mon-fri 09:00-20:00 sat 10:00-14:00"
Said = Mapping[str, str]


def sent(said: Said) -> dict[str, str]:
    """Return what of somebody's words is about a week."""
    names = (_name(day, span, end) for day in NAMED for span in range(1, MOST + 1) for end in ("from", "to"))
    return {name: value for name in names if (value := said.get(name, "").strip())}


def rows(said: Said, *, before: str = "") -> list[dict[str, Any]]:
    """Return a row for each weekday and one for holidays, with what was answered, else with the hours of `before`."""
    shown = said or said_of(before)
    spans = range(
        1, max([SPANS, *(span for day in NAMED for span in range(1, MOST + 1) if _has(shown, day, span))]) + 1
    )
    return [
        {"word": _word(index), "spans": [_span(day, span, shown) for span in spans]} for index, day in enumerate(NAMED)
    ]


def text(said: Said) -> str:
    """Return the hours as the plan writes them; a span with only one end stays in it and is found wrong there.

    From midnight to midnight is the whole day.
    """
    found = []
    for day in NAMED:
        spans = range(1, MOST + 1)
        written = [f"{said.get(_name(day, span, 'from'), '')}-{said.get(_name(day, span, 'to'), '')}" for span in spans]
        if given := [ROUND if span == f"{MIDNIGHT}-{MIDNIGHT}" else span for span in written if span != "-"]:
            found.append(f"{day} {','.join(given)}")
    try:
        return timetable.written(timetable.week(" ".join(found)))
    except timetable.HoursWrong:
        return " ".join(found)


def said_of(week: str) -> Said:
    """Return the answers that give these hours."""
    table = timetable.week(week) if week else ()
    return {
        _name(day, span, end): _time(minutes)
        for day, ranges in zip(NAMED, table, strict=False)
        for span, ends in enumerate(ranges, start=1)
        for end, minutes in zip(("from", "to"), ends, strict=True)
    }


def _time(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _has(said: Said, day: str, span: int) -> bool:
    return bool(said.get(_name(day, span, "from")) or said.get(_name(day, span, "to")))


def _span(day: str, span: int, said: Said) -> dict[str, dict[str, str]]:
    names = {end: _name(day, span, end) for end in ("from", "to")}
    return {end: {"name": name, "value": said.get(name, "")} for end, name in names.items()}


def _name(day: str, span: int, end: str) -> str:
    return f"{day}-{span}-{end}"


def _word(index: int) -> str:
    return saying.weekday_of(index) if index < timetable.HOLIDAY else _("holidays")
