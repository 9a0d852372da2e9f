"""One plan over the past: what it would have decided of each message, and what it would have owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from mostrador.plan import deciding
from mostrador.plan.deciding import Advice
from mostrador.plan.hours import NeverOpen
from mostrador.plan.replaying.past import Heard, Past, Spell
from mostrador.plan.shape import Facts, Plan


class Decided(msgspec.Struct, frozen=True):
    """What a plan would have said of one message. `due` where it begins a wait."""

    line: str
    role: str
    by_default: bool
    due: datetime | None = None


class Replay:
    """One plan's decisions. Messages that are alike are decided once: deciding is pure."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._default = next(line.id for line in plan.lines if line.default)
        self._advice: dict[Facts, Advice] = {}

    def advice(self, facts: Facts) -> Advice:
        found = self._advice.get(facts)
        if found is None:
            found = self._advice[facts] = deciding.decide(self.plan, facts)
        return found

    def decided(self, past: Past, spells: Mapping[int, Spell]) -> dict[int, Decided]:
        """Return its decision of every message that counts, by id."""
        return {one.id: self._decided(one, spells.get(one.id)) for one in past.heard if past.counted(one.at)}

    def _decided(self, heard: Heard, spell: Spell | None) -> Decided:
        advice = self.advice(heard.facts)
        due = self.due(spell) if spell else None
        return Decided(advice.line, advice.to_role, advice.line == self._default, due)

    def due(self, spell: Spell) -> datetime | None:
        """Return when its answer would have been due; None where no hour of that door ever comes."""
        owes, hurried = self.advice(spell.heard.facts).owes, spell.heard.hurried_to
        try:
            due = owes.due_at(spell.heard.at, again=spell.again) if owes else None
        except NeverOpen:
            due = None
        return min(due, hurried) if due and hurried else due


class Side(NamedTuple):
    """One plan with what it decided of each message, by id."""

    replay: Replay
    decided: Mapping[int, Decided]

    @property
    def plan(self) -> Plan:
        return self.replay.plan

    def due(self, spell: Spell) -> datetime | None:
        return self.decided[spell.heard.id].due


def late(spell: Spell, due: datetime | None, *, upto: datetime) -> bool:
    """Whether the real answer, or its absence until `upto`, would have been too late. What was let go is not."""
    if due is None or spell.let_go:
        return False
    return (spell.answered_at or upto) > due
