"""What somebody sent of a line of action: its acts as rows, what it would be, and what is not chosen yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.kit.words import N_
from mostrador.plan import choosing
from mostrador.plan.choosing import Chosen, Condition
from mostrador.plan.matching import BOTH, EITHER, NEITHER
from mostrador.plan.parts import Act
from mostrador.plan.shape import Line, Plan

Row = tuple[str, str]
"""A word of a `do:`, and what it is done with; or a number, and its unit of time."""
PLACES = (BOTH, EITHER, NEITHER)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
MOST_ACTS, LONGEST_NUMBER, LONGEST_WORDS = 20, 4, 300
NO_CONDITION = N_("Choose at least one condition.")
NO_ACT = N_("Choose what is done.")
NO_VALUE = N_("Choose with what.")
NO_SPAN = N_("Write a whole number above 0, or leave it empty.")


def rows(said: QueryDict, plan: Plan) -> list[Row]:
    """Return the acts, moved, added or taken out as they asked."""
    return list(_moved(list(_pairs(said, plan)), said))[:MOST_ACTS]


def chosen(said: QueryDict, acts: Sequence[Row], limit: Row, *, plan: Plan, line: Line | None) -> Chosen:
    """Return what the line would be; the conditions of one that menus cannot say stay."""
    nested = line is not None and choosing.conditions(line) is None
    return Chosen(
        conditions=None if nested else tuple(_conditions(said)), acts=tuple(_acts(acts, plan)),
        limit=span(limit), before=_before(said, plan, line),
    )  # fmt: skip


def faults(found: Chosen, acts: Sequence[Row], limit: Row, plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the fields in which something is not chosen, or is no span."""
    if found.conditions == ():
        yield "when", _(NO_CONDITION)
    if not any(word for word, _value in acts):
        yield "do", _(NO_ACT)
    for number, (word, value) in enumerate(acts):
        values = dict(choosing.acts(plan)).get(word, ("",))
        if word and not value and (values is None or "" not in values):
            yield f"act-{number}", _(NO_VALUE)
    if limit[0] and found.limit is None:
        yield "limit", _(NO_SPAN)


def as_act(word: str, value: str) -> Act:
    return Act(word, True if value == "true" and word == "retriage" else value or None)


def span(limit: Row) -> timedelta | None:
    number = _number(limit[0])
    return number * UNITS[limit[1]] if number and limit[1] in UNITS else None


def plain(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _pairs(said: QueryDict, plan: Plan) -> Iterator[Row]:
    """Go through the acts as they were sent; what another word left beside one goes."""
    known = dict(choosing.acts(plan))
    for word, value in zip(said.getlist("act"), said.getlist("with"), strict=False):
        if word not in known:
            yield "", ""
            continue
        values, told = known[word], " ".join(value.split())[:LONGEST_WORDS]
        known_words = [] if values is None else [plain(one) for one in values]
        fits = values is None or told in known_words or _stood(plan, word, told)
        yield word, told if fits else (known_words[0] if len(known_words) == 1 else "")


def _stood(plan: Plan, word: str, value: str) -> bool:
    """Whether some line of the plan has this act already."""
    lines = (*plan.lines, *plan.resting_lines)
    return bool(value) and any(one == as_act(word, value) for line in lines for one in line.do)


def _moved(rows: list[Row], said: QueryDict) -> list[Row]:
    for name, step in (("up", -1), ("down", 1)):
        place = _number(said.get(name, ""))
        if place is not None and 0 <= place < len(rows) and 0 <= place + step < len(rows):
            rows[place], rows[place + step] = rows[place + step], rows[place]
    place = _number(said.get("drop", ""))
    if place is not None and place < len(rows):
        del rows[place]
    return [*rows, ("", "")] if "more" in said or not rows else rows


def _acts(rows: Sequence[Row], plan: Plan) -> Iterator[Act]:
    known = dict(choosing.acts(plan))
    for word, value in rows:
        values = known.get(word, ())
        if word and (value or (values is not None and "" in values)):
            yield as_act(word, value)


def _conditions(said: QueryDict) -> Iterator[Condition]:
    for word, values in choosing.words().items():
        known = {plain(one): one for one in values}
        told = [one for one in said.getlist(f"when-{word}") if one and (one in known or not values)]
        place = said.get(f"place-{word}", BOTH)
        if told:
            held = tuple(known.get(one, one[:100]) for one in told)
            yield Condition(
                word, held if choosing.takes_several(word) else held[:1], place if place in PLACES else BOTH
            )


def _before(said: QueryDict, plan: Plan, line: Line | None) -> str:
    known = {one.id for one in (*plan.lines, *plan.resting_lines)} - ({line.id} if line is not None else set())
    told = said.get("before", "")
    return told if told in known else ""


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) <= LONGEST_NUMBER else None
