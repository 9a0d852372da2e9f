"""What the plan says of one message: which line, who has it, by when they are answered. Pure: facts in, advice out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from mostrador.plan.hours import Hours
from mostrador.plan.shape import Act, Clock, Facts, Gate, Line, Plan
from mostrador.plan.timetable import HoursWrong

__all__ = ["Advice", "Facts", "Owed", "clock", "decide", "gates_over", "hours", "needs_answer", "owed"]

DEFAULT = "default"
TROLL = "troll"
UP = ("escalate", "assign")  # the acts that name who has it


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """By when they are answered, in service time: `first` for the first answer of an errand, `next` for later ones.

    `resolve` is the time to be done with the errand, where the plan names one; it rests while they have the turn.
    """

    first: timedelta
    next: timedelta
    hours: Hours
    resolve: timedelta | None = None
    origin: Literal["plan"] = "plan"
    line: str  # the line that matched
    door: str  # the entry of `doors` whose clock this is

    def due_at(self, heard_at: datetime, *, again: bool = False) -> datetime:
        """Return when an answer to words heard then is due; `again` where the errand had an answer before."""
        return self.hours.after(heard_at, self.next if again else self.first)


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan advises. `owes` is empty where nobody needs an answer."""

    line: str
    why: str  # the condition as the plan words it: "need: complaint, fault: ours"
    needs_answer: bool
    owes: Owed | None
    to_role: str
    do: tuple[Act, ...] = ()
    gates: tuple[str, ...] = ()  # matters of law that stand over what it advises


def decide(plan: Plan, facts: Facts) -> Advice:
    """Return the advice of the first line that matches, in the plan's order: safety, law, crisis, then as written.

    Deterministic, and total: a plan that was read has a default line.
    """
    line = next(line for line in plan.order if line.when.holds(facts))
    answer = needs_answer(facts)
    return Advice(
        line=line.id,
        why=str(line.when),
        needs_answer=answer,
        owes=owed(plan, facts, line) if answer else None,
        to_role=_role(plan, line),
        do=line.do,
        gates=tuple(gate.id for act in line.do for gate in gates_over(plan, facts, act)),
    )


def needs_answer(facts: Facts) -> bool:
    """Whether somebody waits for words of ours; no plan can say otherwise."""
    if facts.automatic:
        return False
    return facts.needs_answer or facts.asks_for_manager or "safety" in facts.needs or _presumed(facts)


def _presumed(facts: Facts) -> bool:
    """Whether it is an insult by somebody whom nobody called a troll: criticism is presumed, and a person looks."""
    return "abuse" in facts.needs and facts.label != TROLL


def owed(plan: Plan, facts: Facts, line: Line) -> Owed:
    """Return the clock of the door, hurried by the line's limit."""
    found = clock(plan, facts)
    first, after = found.first, found.next
    if line.limit is not None:
        first, after = min(first, line.limit), min(after, line.limit)
    return Owed(
        first=first,
        next=after,
        resolve=found.resolve,
        hours=_hours(plan, facts, found),
        line=line.id,
        door=found.key,
    )


def clock(plan: Plan, facts: Facts) -> Clock:
    """Return the entry of `doors` for a door: by its name, its channel's key, its `channel:`, or `default`.

    A plan without a `default` gives a door it does not know its own most patient clock.
    """
    named, by_key = _named(plan.doors, facts.door_name), _named(plan.doors, facts.channel)
    if named:
        return named
    if by_key and _fits(by_key, facts.public):
        return by_key
    fitting = [one for one in plan.doors.values() if _fits(one, facts.public)]
    by_channel = next((one for one in fitting if facts.channel and one.channel == facts.channel), None)
    known = by_channel or plan.doors.get(DEFAULT) or by_key
    return known or max(fitting or plan.doors.values(), key=lambda one: one.first)


def hours(plan: Plan, facts: Facts) -> Hours:
    """Return when a door is open: by its own timetable, else by its entry of `doors`."""
    return _hours(plan, facts, clock(plan, facts))


def gates_over(plan: Plan, facts: Facts, act: Act) -> list[Gate]:
    """Return the matters of law that stand over doing this here, the strongest effect first."""
    asked = msgspec.structs.replace(facts, act=act)
    found = [gate for gate in plan.gates if act.word in gate.when.words and gate.when.holds(asked)]
    return sorted(found, key=lambda gate: ("block", "ask", "warn", "note").index(gate.effect))


def _role(plan: Plan, line: Line) -> str:
    named = line.value_of(*UP)
    return named if isinstance(named, str) and named in plan.roles else plan.ladder[0]


def _hours(plan: Plan, facts: Facts, found: Clock) -> Hours:
    """Return the door's own hours where it has some that can be read, else the plan's."""
    own = facts.door_hours.strip()
    if not own:
        return found.hours
    if own in plan.hours:
        return plan.hours[own]
    try:
        return Hours.parse(own, plan.locale.timezone, holidays=found.hours.off)
    except HoursWrong:
        return found.hours


def _named(doors: Mapping[str, Clock], name: str) -> Clock | None:
    """Return the entry of that name, in any case."""
    wanted = name.casefold()
    return next((one for key, one in doors.items() if key.casefold() == wanted != DEFAULT), None)


def _fits(found: Clock, public: bool) -> bool:
    return found.for_public is None or found.for_public == public
