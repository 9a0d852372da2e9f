"""What somebody sent of a line of action: what it would be, and what is not chosen yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices, plan_sheet_sent
from mostrador.desk.plan_acts import Row
from mostrador.kit.words import N_
from mostrador.plan import choosing
from mostrador.plan.choosing import Chosen
from mostrador.plan.filling import Values
from mostrador.plan.shape import Line, Plan
from mostrador.plan.sheets_of_the_plan.line import BESIDE

NO_CONDITION = N_("Choose at least one condition.")
NO_ACT = N_("Choose what is done.")
TWICE = N_("The same is asked twice and counts the same way: mark it all in one, or let one of them count otherwise.")


def chosen(said: QueryDict, acts: Sequence[Row], beside: Values, *, plan: Plan, line: Line | None) -> Chosen:
    """Return what the line would be; the conditions of one that menus cannot say stay."""
    nested = line is not None and choosing.conditions(line) is None
    return Chosen(
        conditions=None if nested else tuple(plan_choices.sent(said, choosing.words())),
        acts=tuple(plan_acts.chosen(acts, plan)), beside=plan_sheet_sent.meant(BESIDE, beside, plan),
        before=_before(said, plan, line),
    )  # fmt: skip


def faults(found: Chosen, acts: Sequence[Row], beside: Values, plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the fields in which something is not chosen, or is no value of theirs."""
    if found.conditions == ():
        yield "when", _(NO_CONDITION)
    if not choosing.is_said_once(found.conditions or ()):
        yield "when", _(TWICE)
    if not any(word for word, _value in acts):
        yield "do", _(NO_ACT)
    yield from plan_acts.faults(acts, plan)
    yield from plan_sheet_sent.faults(BESIDE, beside, found.beside, plan)


def _before(said: QueryDict, plan: Plan, line: Line | None) -> str:
    known = {one.id for one in (*plan.lines, *plan.resting_lines)} - ({line.id} if line is not None else set())
    told = said.get("before", "")
    return told if told in known else ""
