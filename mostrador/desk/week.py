"""A week's opening hours as a form asks for them: two spans a day, an empty one is closed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mostrador.kit import saying
from mostrador.plan import timetable

SPANS = (1, 2)  # a morning and an afternoon
USUAL = dict.fromkeys(timetable.DAYS[:5], ("09:00", "20:00")) | {"sat": ("10:00", "14:00")}


def rows(said: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row for each weekday and one for holidays, with what was answered, else with usual hours."""
    days = [*timetable.DAYS, "holidays"]
    return [
        {"word": _word(index), "spans": [_span(day, span, said) for span in SPANS]} for index, day in enumerate(days)
    ]


def text(said: Mapping[str, str]) -> str:
    """Return the hours as the plan writes them; a span with only one end stays in it and is found wrong there."""
    found = []
    for day in (*timetable.DAYS, "holidays"):
        spans = [f"{said.get(_name(day, span, 'from'), '')}-{said.get(_name(day, span, 'to'), '')}" for span in SPANS]
        if given := [span for span in spans if span != "-"]:
            found.append(f"{day} {','.join(given)}")
    try:
        return timetable.written(timetable.week(" ".join(found)))
    except timetable.HoursWrong:
        return " ".join(found)


def _span(day: str, span: int, said: Mapping[str, str]) -> dict[str, dict[str, str]]:
    usual = USUAL.get(day, ("", "")) if span == 1 and not said else ("", "")
    return {
        end: {"name": _name(day, span, end), "value": said.get(_name(day, span, end), value)}
        for end, value in zip(("from", "to"), usual, strict=True)
    }


def _name(day: str, span: int, end: str) -> str:
    return f"{day}-{span}-{end}"


def _word(index: int) -> str:
    return saying.weekday_of(index) if index < timetable.HOLIDAY else _("holidays")
