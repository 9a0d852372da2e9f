"""What somebody sent of a sheet: its fields, with rows added and moved, and what of them is no value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import money, plan_acts, plan_spans, week
from mostrador.kit.words import N_
from mostrador.plan import amounts, durations, filling, sheets, timetable
from mostrador.plan.filling import Field, Values
from mostrador.plan.shape import Plan
from mostrador.plan.sheets import Sheet
from mostrador.plan.values import no_name

NO_VALUE = N_("Fill this in.")
TAKEN = N_("There is one of that name already: choose another name, or change that one.")
TOO_MANY = N_("No more rows fit here: take one out.")
NO_NUMBER = N_("Write a whole number.")
NO_SHARE = N_("Write a number from 0 to 100.")
NO_DAY = N_("Write a day, like 2026-12-24.")
NO_WEEK = N_("Write both ends of each span, and open on one day of the week at least.")
NO_SLASH = N_("Write it without “/”.")
NO_DOTS = N_("A name needs more than dots.")
EARLY = frozenset({NO_VALUE})
SHARE = re.compile(r"\d{1,3}([.,]\d{1,6})?")
WITH_COMMA = frozenset({"percent", "amount"})  # as people write them: 2,50


class Held(NamedTuple):
    """What a sheet is opened on: an entry of a draft's text, or a new one."""

    sheet: Sheet
    text: str
    entry: str | None


def laid_out(fields: Sequence[Field], stands: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the fields as the page has them: a span is its number and its unit, a week what each of its boxes
    says, and lists have a row to fill.
    """
    for field in fields:
        held = stands[field.name]
        if field.kind == "week":
            yield field.name, (json.dumps(week.said_of("".join(held))),)
        elif field.kind == "span":
            yield field.name, plan_spans.parted(durations.span(held[0]) if held else None)
        else:
            yield field.name, held if held or field.kind == "some" else ("",)


def most(stands: Sequence[str]) -> int:
    """Return how many rows a field may have: what stands in the plan fits, however long it is."""
    return max(plan_acts.MOST, len(stands))


def sent(field: Field, said: QueryDict, stands: Sequence[str]) -> tuple[str, ...]:
    """Return the rows of a field as they were sent; of too many, one more than fit, by which that is told."""
    if field.kind == "span":
        return plan_spans.sent(said, field.name, f"{field.name}-unit")
    if field.kind == "week":
        return (json.dumps(week.sent(said)),)
    found = [_plain(one, field) for one in said.getlist(field.name)]
    if field.kind in ("rows", "days"):
        return tuple(plan_acts.moved(found, said, "", of=f"-{field.name}"))[: most(stands) + 1]
    return tuple(one for one in found if one) if field.kind == "some" else tuple(found[:1] or [""])


def meant(fields: Sequence[Field], rows: Values, plan: Plan) -> Values:
    """Return what the rows mean to the plan: what is empty is not there."""
    return {field.name: tuple(_meant(field, rows[field.name], plan)) for field in fields}


def _meant(field: Field, rows: Sequence[str], plan: Plan) -> Iterator[str]:
    if field.kind == "span":
        length = plan_spans.length((rows[0], rows[1]))
        yield from [] if length is None else [durations.written(length)]
        return
    if field.kind == "week":
        rows = (week.text(json.loads(rows[0])),)
    yield from (_normal(one, field, plan) for one in rows if one)


def _normal(told: str, field: Field, plan: Plan) -> str:
    """Return what somebody typed as the plan writes it; what is no value of the field stays as it is."""
    if field.kind == "money":
        return told if (coins := money.limit(told, plan)) is None else amounts.written(coins, plan.locale)
    if field.kind == "number":
        return told if (number := plan_acts.number(told)) is None else str(number)
    return told.replace(",", ".") if field.kind in WITH_COMMA else told


def faults(fields: Sequence[Field], rows: Values, stands: Values, plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the fields in which something is missing, or is no value of theirs."""
    for field in fields:
        many = field.kind in ("rows", "days") and len(rows[field.name]) > most(stands[field.name])
        if fault := TOO_MANY if many else _fault(field, rows[field.name], plan):
            yield field.name, _(fault)


def names(rows: Values, held: Held) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with what a new one is called: it stands in its address, and is nobody else's."""
    for field in held.sheet.first if held.entry is None else ():
        if fault := _called(rows[field.name], held):
            yield field.name, _(fault)


def _called(rows: Sequence[str], held: Held) -> str:
    if "/" in rows[0] or rows[0] in (".", ".."):  # no address leads there
        return NO_SLASH if "/" in rows[0] else NO_DOTS
    if held.sheet.rows and rows[0] not in held.sheet.rows:
        return NO_VALUE
    return TAKEN if sheets.is_there(held.sheet, held.text, rows[0]) else ""


def _fault(field: Field, rows: Sequence[str], plan: Plan) -> str:
    told = list(_meant(field, rows, plan)) if field.kind != "span" else [rows[0]] if rows[0] else []
    if not told:
        return NO_VALUE if field.needed else ""
    if field.kind == "span":
        length = plan_spans.length((rows[0], rows[1]))
        none = length is None or (not length and not field.from_nothing)
        return (plan_spans.NO_LENGTH if field.from_nothing else plan_spans.NO_SPAN) if none else ""
    if field.kind == "name":
        return no_name(told[0])
    return "" if all(_fits(field, one, plan) for one in told) else WRONG[field.kind]


WRONG: Mapping[str, str] = {
    "number": NO_NUMBER, "money": money.NotAnAmount.for_people, "percent": NO_SHARE, "day": NO_DAY, "days": NO_DAY,
    "week": NO_WEEK,
}  # fmt: skip


def _fits(field: Field, one: str, plan: Plan) -> bool:
    if field.kind in ("day", "days"):
        return _is_day(one)
    if field.kind == "week":
        return _is_week(one)
    if field.kind == "percent":
        return bool(SHARE.fullmatch(one)) and float(one.replace(",", ".")) <= 100
    if field.kind == "money":
        return money.limit(one, plan) is not None
    return field.kind != "number" or plan_acts.number(one) is not None


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _is_week(written: str) -> bool:
    try:
        timetable.week(written)
    except timetable.HoursWrong:
        return False
    return True


def _plain(told: str, field: Field) -> str:
    words = filling.plain(told, field)
    return words.replace(" ", "_") if field.kind == "name" else words
