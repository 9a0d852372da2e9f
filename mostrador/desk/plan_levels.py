"""What is done at a level of crisis, as a form: its acts from menus, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices
from mostrador.desk.plan_acts import Row
from mostrador.plan import choosing, explaining
from mostrador.plan.findings import Finding
from mostrador.plan.parts import Act, Level
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
FIRST = "In a crisis"  # the words that belong here stand on top


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form now."""

    plan: Plan
    level: Level
    rows: tuple[Row, ...]
    faults: Mapping[str, str] = {}

    @property
    def acts(self) -> tuple[Act, ...]:
        return tuple(plan_acts.chosen(self.rows, self.plan))


def opened(plan: Plan, level: Level) -> Form:
    return Form(plan=plan, level=level, rows=plan_acts.rows(level.do))


def sent(plan: Plan, level: Level, said: QueryDict) -> Form:
    """Return the form as somebody filled it in, with its acts moved, added or taken out as they asked."""
    rows = plan_acts.sent(said, plan)
    return Form(plan=plan, level=level, rows=tuple(rows), faults=dict(plan_acts.faults(rows, plan)))


def text(form: Form, words: str) -> str:
    """Return the text of the plan with what is done as the form has it. Raise `NoSuchPlace`."""
    return choosing.level_applied(words, form.level, form.acts)


def with_findings(form: Form, found: Iterable[Finding]) -> Form:
    """Return the form with what the check of the plan finds wrong, each beside the act it is about."""
    faults = dict(form.faults)
    for one in found:
        faults.setdefault(plan_acts.row_of(one, form.rows) or "whole", plan_choices.fault(one))
    return msgspec.structs.replace(form, faults=faults)


def with_fault(form: Form, words: str) -> Form:
    return msgspec.structs.replace(form, faults={**form.faults, "whole": words})


def as_one_goes(form: Form) -> Form:
    """Return the form while it is filled in: what is not chosen yet is no fault, the rest stands at the sentence."""
    found = [words for words in form.faults.values() if words != _(plan_acts.NO_VALUE)]
    return msgspec.structs.replace(form, faults={"whole": found[0]} if found else {})


def shown(form: Form, voice: Voice) -> Shown:
    """Return what the page shows."""
    would_be = msgspec.structs.replace(form.level, do=form.acts)
    return {
        "number": form.level.number, "name": form.level.name or str(form.level.number),
        "says": explaining.level(would_be, voice.of(form.plan)), "faults": form.faults,
        "acts": plan_acts.shown(form.rows, form.plan, form.faults, voice, first=FIRST),
    }  # fmt: skip
