"""What somebody sent of a sheet: its fields, with rows added and moved, and what of them is no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_spans
from mostrador.kit.words import N_
from mostrador.plan import durations, filling, sheets
from mostrador.plan.filling import Field, Values
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.values import NAMED

NO_VALUE = N_("Fill this in.")
NO_NAME = N_("Begin with a letter, and go on with letters, digits, dashes and _ alone.")
TAKEN = N_("There is one of that name already: choose another name, or change that one.")
TOO_MANY = N_("No more rows fit here: take one out.")
NO_NUMBER = N_("Write a whole number.")
NO_SHARE = N_("Write a number from 0 to 100.")
NO_DAY = N_("Write a day, like 2026-12-24.")
NAMES = frozenset({NAME, "id"})  # what a new one is to be called
EARLY = frozenset({NO_VALUE})
SHARE = re.compile(r"\d{1,3}([.,]\d{1,6})?")


class Held(NamedTuple):
    """What a sheet is opened on: an entry of a draft's text, or a new one."""

    sheet: Sheet
    text: str
    entry: str | None


def laid_out(fields: Sequence[Field], stands: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the fields as the page has them: a span is its number and its unit, and lists have a row to fill."""
    for field in fields:
        held = stands[field.name]
        if field.kind == "span":
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
    found = [_plain(one, field) for one in said.getlist(field.name)]
    if field.kind in ("rows", "days"):
        return tuple(plan_acts.moved(found, said, "", of=f"-{field.name}"))[: most(stands) + 1]
    return tuple(one for one in found if one) if field.kind == "some" else tuple(found[:1] or [""])


def meant(fields: Sequence[Field], rows: Values) -> Values:
    """Return what the rows mean to the plan: what is empty is not there."""
    return {field.name: tuple(_meant(field, rows[field.name])) for field in fields}


def _meant(field: Field, rows: Sequence[str]) -> Iterator[str]:
    if field.kind == "span":
        length = plan_spans.length((rows[0], rows[1]))
        yield from [] if length is None else [durations.written(length)]
        return
    yield from (one.replace(",", ".") if field.kind == "percent" else one for one in rows if one)


def faults(fields: Sequence[Field], rows: Values, held: Held) -> Iterator[tuple[str, str]]:
    """Go through the fields in which something is missing, is no value of theirs, or is another one's name."""
    stands = sheets.standing(held.sheet, held.text, held.entry)
    for field in fields:
        many = field.kind in ("rows", "days") and len(rows[field.name]) > most(stands[field.name])
        fault = TOO_MANY if many else _fault(field, rows[field.name]) or _taken(field, rows[field.name], held)
        if fault:
            yield field.name, _(fault)


def _taken(field: Field, rows: Sequence[str], held: Held) -> str:
    new = held.entry is None and field.name in NAMES
    return TAKEN if new and sheets.is_taken(held.sheet, held.text, rows[0]) else ""


def _fault(field: Field, rows: Sequence[str]) -> str:
    told = [one for one in rows if one] if field.kind != "span" else [rows[0]] if rows[0] else []
    if not told:
        return NO_VALUE if field.needed else ""
    if field.kind == "span":
        length = plan_spans.length((rows[0], rows[1]))
        none = length is None or (not length and not field.from_nothing)
        return (plan_spans.NO_LENGTH if field.from_nothing else plan_spans.NO_SPAN) if none else ""
    return "" if all(_fits(field, one) for one in told) else WRONG.get(field.kind, NO_NAME)


WRONG: Mapping[str, str] = {"number": NO_NUMBER, "percent": NO_SHARE, "days": NO_DAY}


def _fits(field: Field, one: str) -> bool:
    if field.name in NAMES:
        return bool(NAMED.fullmatch(one))
    if field.kind == "days":
        return _is_day(one)
    if field.kind == "percent":
        return bool(SHARE.fullmatch(one)) and float(one.replace(",", ".")) <= 100
    return field.kind != "number" or plan_acts.number(one) is not None


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _plain(told: str, field: Field) -> str:
    words = filling.plain(told, field)
    return words.replace(" ", "_") if field.name in NAMES else words
