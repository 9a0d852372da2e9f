"""A gate of the law as one chooses it: its rule in words, which acts it stands over, where, and what it does.

What menus cannot say is read as a sentence and changed in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from mostrador.plan import choosing, doing, editing, inserting
from mostrador.plan.choosing import Condition
from mostrador.plan.conditions import acts as over_acts
from mostrador.plan.matching import BOTH, EITHER, NEITHER
from mostrador.plan.shape import Effect, Gate, Plan

LAW = ("legal",)
ANY, AUTOMATIC = over_acts.ANY, "automatic"
WHERE = ("doors", "public", "crisis")
"""What is known of a place before anybody acts there."""
PLACES = (BOTH, NEITHER)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What one chose. None for `over`: what it stands over, and where, stays as it is written."""

    rule: str = ""
    effect: Effect = "block"
    over: tuple[Condition, ...] | None = ()
    where: tuple[Condition, ...] = ()


def chosen(gate: Gate) -> Chosen:
    """Return a gate as it would be chosen."""
    over, where = _parted(list(choosing.written_conditions(gate.when.written))) or (None, ())
    return Chosen(rule=gate.rule, effect=gate.effect, over=over, where=where)


def acts(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Return each word that a gate may stand over, with what it may be done with; `any` is all of it."""
    return {word: (ANY, *_with(word, plan)) for word in over_acts.WORDS}


def when(held: Chosen) -> Mapping[str, Any]:
    """Return what a gate stands over as a `when:` has it."""
    return choosing.when((*_placed(held.over or ()), *held.where))


def gate_of(plan: Plan, gate_id: str) -> Gate | None:
    """Return a gate of the plan, switched off or not."""
    return next((one for one in (*plan.gates, *plan.resting_gates) if one.id == gate_id), None)


def next_id(plan: Plan) -> str:
    """Return the first number that no gate has: G8."""
    return choosing.next_number(plan, "G", digits=1)


def applied(text: str, gate_id: str, wanted: Chosen, *, plan: Plan) -> str:
    """Return the text with a gate as it was chosen; one that is not there yet is put in. Raise `NoSuchPlace`."""
    held = gate_of(plan, gate_id)
    if held is None:
        entry = {"id": gate_id, "rule": wanted.rule, "when": when(wanted), "effect": wanted.effect}
        return inserting.with_entry(text, LAW, entry)
    was, at = chosen(held), (*LAW, gate_id)
    for word, before, now in (("rule", was.rule, wanted.rule), ("effect", was.effect, wanted.effect)):
        text = editing.put(text, (*at, word), now) if now != before else text
    if wanted.over is None or choosing.same_conditions(_all(wanted), _all(was)):
        return text
    return inserting.put(text, (*at, "when"), inserting.flow(when(wanted)))


def _parted(found: Sequence[Condition | None]) -> tuple[tuple[Condition, ...], tuple[Condition, ...]] | None:
    """Return the acts and the places; None where menus cannot say them."""
    known = [one for one in found if one is not None]
    over = tuple(one for one in known if one.word in over_acts.WORDS)
    where = tuple(one for one in known if one.word in WHERE)
    alone = len(over) == 1 and over[0].place in (BOTH, EITHER)
    fits = (alone or (over and all(one.place == EITHER for one in over))) and all(one.place in PLACES for one in where)
    unique = len({one.word for one in known}) == len(found) == len(over) + len(where)
    return (_placed(over), where) if fits and unique else None


def _placed(over: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return acts where a `when:` has them: one by itself, several as any of them."""
    place = EITHER if len(over) > 1 else BOTH
    return tuple(Condition(one.word, one.values, place) for one in over)


def _all(held: Chosen) -> tuple[Condition, ...]:
    return (*_placed(held.over or ()), *held.where)


def _with(word: str, plan: Plan) -> tuple[str, ...]:
    values = doing.VOCABULARY[word]
    known = values if isinstance(values, tuple) else (AUTOMATIC,) if word == "reply" else ()
    held = (*plan.gates, *plan.resting_gates)
    used = [value for gate in held for one in chosen(gate).over or () if one.word == word for value in one.values]
    return cast(tuple[str, ...], tuple(one for one in dict.fromkeys([*known, *used]) if one != ANY))
