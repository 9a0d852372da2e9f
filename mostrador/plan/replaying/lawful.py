"""One plan's law over the gestures that were really given: which it blocks, and of which somebody else is asked first.

What else the law asks about is not on record: an answer is kept without what its sender said that it carried.
"""

from __future__ import annotations

from mostrador.plan import authority, deciding
from mostrador.plan.authority import Ruling
from mostrador.plan.doing import VOCABULARY
from mostrador.plan.replaying.past import Given
from mostrador.plan.shape import Act, Gate, Plan

GESTURE, WINE, OTHER = "gesture", "wine", "other"
CHOICES: tuple[str, ...] = tuple(map(str, VOCABULARY[GESTURE]))
DOORS = "doors"  # a gate over a place is lifted by no consent


def ruling(plan: Plan, one: Given, *, role: str) -> Ruling | None:
    """Return what the law blocks, or asks the next above about; None for what it lets pass, and what is no gesture."""
    if one.act != GESTURE:
        return None
    standing = _over(plan, one, one.thing if one.thing in CHOICES else OTHER)
    if standing and standing[0].effect == "block":
        return Ruling(verdict="block", line=standing[0].id, why="", role=role)
    asks = next((gate for gate in standing if gate.effect == "ask"), None) or (None if one.told else _apart(plan, one))
    above = authority.above_of(plan, role) if asks and role in plan.roles else ()
    return Ruling(verdict="ask", line=asks.id, why="", role=role, ask_of=above[0]) if asks and above else None


def _over(plan: Plan, one: Given, thing: str) -> list[Gate]:
    """Return what stands over giving such a thing there, the strongest first."""
    found = [gate for gate in deciding.gates_over(plan, one.place, Act(GESTURE, thing)) if gate.effect != "note"]
    return [gate for gate in found if DOORS in gate.when.words or not (thing == WINE and one.adult)]


def _apart(plan: Plan, one: Given) -> Gate | None:
    """Return what stands over one thing and not over another, where more than choices told what it was."""
    found = [_over(plan, one, thing) for thing in CHOICES]
    everywhere = set.intersection(*({gate.id for gate in each} for each in found))
    return next((gate for each in found for gate in each if gate.id not in everywhere), None)
