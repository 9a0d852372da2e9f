"""A gate of the law as a form: the rule in words, the acts it stands over from menus, where, and what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_choices, plan_forms
from mostrador.desk.plan_forms import Shown
from mostrador.kit.words import N_
from mostrador.plan import choosing_gates, explaining, phrases, phrasing
from mostrador.plan.choosing import Condition
from mostrador.plan.choosing_gates import Chosen
from mostrador.plan.findings import Finding
from mostrador.plan.shape import Gate, Plan
from mostrador.plan.voice import Voice

LONGEST = 300  # characters of a rule
NO_RULE = N_("Write the rule in a sentence.")
NO_ACT = N_("Choose what it stands over.")
TITLES = {word: said for group in phrases.DOING.values() for word, said in group.items()}


@dataclass(frozen=True, kw_only=True)
class Form(plan_forms.Form):
    """`gate` is None where it is to be a new one."""

    gate: Gate | None
    chosen: Chosen
    early = frozenset({NO_RULE, NO_ACT})

    @property
    def id(self) -> str:
        return self.gate.id if self.gate is not None else choosing_gates.next_id(self.plan)

    @property
    def stands(self) -> object:
        return None if self.gate is None else [self.gate.rule, self.gate.effect, self.gate.when.written]

    def text(self, words: str) -> str:
        return choosing_gates.applied(words, self.id, self.chosen, plan=self.plan)

    def field_of(self, finding: Finding) -> str:
        return plan_forms.WHOLE

    def shown(self, voice: Voice) -> Shown:
        held = self.chosen
        effects = [{"value": one, "word": plan_acts.capital(_(said)), "on": one == held.effect}
                   for one, said in phrases.EFFECTS.items()]  # fmt: skip
        return {
            "id": self.id, "is_new": self.gate is None, "says": _says(self, voice), "faults": self.faults,
            "rule": held.rule, "effects": effects, "nested": _nested(self, voice),
            "over": list(_over_shown(self, voice)), "where": list(_where_shown(self, voice)),
        }  # fmt: skip


def opened(plan: Plan, gate: Gate | None) -> Form:
    """Return the form of a gate as it stands, or of a new one."""
    return Form(plan=plan, faults={}, gate=gate, chosen=Chosen() if gate is None else choosing_gates.chosen(gate))


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
