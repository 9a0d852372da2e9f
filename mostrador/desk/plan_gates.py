"""A gate of the law as a form: the rule in words, the acts it stands over from menus, where, and what happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices
from mostrador.kit.words import N_
from mostrador.plan import choosing_gates, explaining, phrases, phrasing
from mostrador.plan.choosing import Condition
from mostrador.plan.choosing_gates import Chosen
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Gate, Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
NEW = ""
LONGEST = 300  # characters of a rule
NO_RULE = N_("Write the rule in a sentence.")
NO_ACT = N_("Choose what it stands over.")
TITLES = {word: said for group in phrases.DOING.values() for word, said in group.items()}


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form now. `gate` is None where it is to be a new one."""

    plan: Plan
    gate: Gate | None
    chosen: Chosen
    faults: Mapping[str, str] = {}

    @property
    def id(self) -> str:
        return self.gate.id if self.gate is not None else choosing_gates.next_id(self.plan)


def opened(plan: Plan, gate: Gate | None) -> Form:
    """Return the form of a gate as it stands, or of a new one."""
    return Form(plan=plan, gate=gate, chosen=Chosen() if gate is None else choosing_gates.chosen(gate))


def sent(plan: Plan, gate: Gate | None, said: QueryDict) -> Form:
    """Return the form as somebody filled it in; what menus cannot say of a gate stays."""
    nested = gate is not None and choosing_gates.chosen(gate).over is None
    effect = said.get("effect", "")
    found = Chosen(
        rule=" ".join(said.get("rule", "").split())[:LONGEST],
        effect=effect if effect in phrases.EFFECTS else "block",  # type: ignore[arg-type]  # one of EFFECTS by now
        over=None if nested else tuple(_over(said, plan)), where=() if nested else tuple(_where(said)),
    )  # fmt: skip
    return Form(plan=plan, gate=gate, chosen=found, faults=dict(_faults(found)))


def text(form: Form, words: str) -> str:
    """Return the text of the plan with the gate as the form has it."""
    return choosing_gates.applied(words, form.id, form.chosen, plan=form.plan)


def with_findings(form: Form, found: Iterable[Finding]) -> Form:
    """Return the form with what the check of the plan finds wrong with it."""
    return with_fault(form, " ".join(map(plan_choices.fault, found)))


def with_fault(form: Form, words: str) -> Form:
    return msgspec.structs.replace(form, faults={**form.faults, "whole": words}) if words else form


def as_one_goes(form: Form) -> Form:
    """Return the form while it is filled in: what is not chosen yet is no fault."""
    whole = form.faults.get("whole", "")
    return msgspec.structs.replace(form, faults={"whole": whole} if whole else {})


def shown(form: Form, voice: Voice) -> Shown:
    """Return what the page shows."""
    held = form.chosen
    effects = [{"value": one, "word": plan_acts.capital(_(said)), "on": one == held.effect}
               for one, said in phrases.EFFECTS.items()]  # fmt: skip
    return {
        "id": form.id, "is_new": form.gate is None, "says": _says(form, voice), "faults": form.faults,
        "rule": held.rule, "effects": effects, "nested": _nested(form, voice),
        "over": list(_over_shown(form, voice)), "where": list(_where_shown(form, voice)),
    }  # fmt: skip


def _says(form: Form, voice: Voice) -> str:
    held = form.chosen
    written = choosing_gates.when(held) if held.over is not None else form.gate.when.written if form.gate else {}
    if not written or not held.rule:
        return _("Write the rule and choose what it stands over, and it says here what it does.")
    return explaining.rule_of_law(held.rule, written, held.effect, voice)


def _faults(found: Chosen) -> Iterator[tuple[str, str]]:
    if not found.rule:
        yield "rule", _(NO_RULE)
    if found.over == ():
        yield "over", _(NO_ACT)


def _over(said: QueryDict, plan: Plan) -> Iterator[Condition]:
    for word, values in choosing_gates.acts(plan).items():
        told = tuple(one for one in values if one in said.getlist(f"over-{word}"))
        if told:
            yield Condition(word, (choosing_gates.ANY,) if choosing_gates.ANY in told else told)


def _where(said: QueryDict) -> Iterator[Condition]:
    yield from (one for one in plan_choices.sent(said, choosing_gates.WHERE) if one.place in choosing_gates.PLACES)


def _over_shown(form: Form, voice: Voice) -> Iterator[Shown]:
    held = {one.word: one for one in form.chosen.over or ()}
    for word, values in choosing_gates.acts(form.plan).items():
        one = held.get(word)
        yield {
            "word": f"over-{word}", "title": _(TITLES[word]), "several": True, "places": [],
            "choices": [{"value": value, "word": plan_acts.capital(phrasing.conditions({word: value}, voice)),
                         "on": one is not None and value in one.values} for value in values],
            "says": phrasing.conditions({word: list(one.values)}, voice) if one else "",
        }  # fmt: skip


def _where_shown(form: Form, voice: Voice) -> Iterator[Shown]:
    held = {one.word: one for one in form.chosen.where}
    for word in choosing_gates.WHERE:
        yield plan_choices.shown(word, held.get(word), form.plan, voice, places=choosing_gates.PLACES)


def _nested(form: Form, voice: Voice) -> str:
    """Say what menus cannot; nothing where they can."""
    if form.chosen.over is not None or form.gate is None:
        return ""
    return phrasing.conditions(form.gate.when.written, voice)
