"""Two plans over the same past, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from mostrador.plan.replaying import asking, staffing, working
from mostrador.plan.replaying.asking import Asking
from mostrador.plan.replaying.past import Heard, Past, Spell, spells
from mostrador.plan.replaying.replay import Replay, Side, late
from mostrador.plan.replaying.report import Changed, Gap, Kept, LineCount, Named, Pair, Report
from mostrador.plan.shape import Facts, Plan

GAPS, QUOTES = 10, 3
Progress = Callable[[int], None]
"""Told how many of the four steps are done."""


def compare(past: Past, *, old: Plan, new: Plan, progress: Progress = lambda _done: None) -> Report:
    """Replay the past under both plans and say what differs."""
    waits = spells(past)
    progress(1)
    was = _side(old, past, waits)
    progress(2)
    would = was if new.hash == old.hash else _side(new, past, waits)
    progress(3)
    report = _report(past, waits, was, would)
    progress(4)
    return report


def _side(plan: Plan, past: Past, waits: Mapping[int, Spell]) -> Side:
    replay = Replay(plan)
    return Side(replay, replay.decided(past, waits))


def _report(past: Past, waits: Mapping[int, Spell], was: Side, would: Side) -> Report:
    heard = sorted((one for one in past.heard if past.counted(one.at)), key=lambda one: one.id)
    limits, new_limits = Asking(was.plan, past), Asking(would.plan, past)
    locale = would.plan.locale
    return Report(
        plan=_named(would.plan), against=_named(was.plan), since=past.since, until=past.until,
        currency=locale.currency, decimals=locale.decimals, timezone=locale.timezone,
        messages=len(heard),
        corrected=sum(one.corrected for one in heard),
        guessed=sum(not one.weighed for one in heard),
        covered=Pair(_covered(was), _covered(would)),
        lines=_lines(was, would),
        gaps=_gaps(heard, would),
        promises=_kept(past, waits, was, would),
        really_promised=past.promised, really_late=past.promised_late,
        answers=sum(past.counted(one.at) for one in past.answered),
        given=sum(past.counted(one.at) for one in past.given),
        asked=asking.asked(limits, new_limits),
        spent=asking.spent(limits, new_limits),
        work=working.work(past, waits, old=was, new=would),
        changed=tuple(_changed(heard, was, would)), shifts_from=past.shifts_from,
    )  # fmt: skip


def _named(plan: Plan) -> Named:
    return Named(id=plan.id, version=plan.version, hash=plan.hash)


def _covered(side: Side) -> int:
    return sum(not one.by_default for one in side.decided.values())


def _lines(was: Side, would: Side) -> tuple[LineCount, ...]:
    """Return every line with its count, in the new plan's order; what only the old one has comes last."""
    before, after = (Counter(one.line for one in side.decided.values()) for side in (was, would))
    known = {line.id: line for line in would.plan.order}
    gone = [line.id for line in was.plan.order if line.id not in known]
    return tuple(
        LineCount(
            line=name, old=before[name], new=after[name], when=str(known[name].when) if name in known else "",
            default=name in known and known[name].default,
        ) for name in [*known, *gone]
    )  # fmt: skip


def _gaps(heard: list[Heard], would: Side) -> tuple[Gap, ...]:
    """Return the largest groups that only the default line took, with some of their words, the newest first."""
    groups: defaultdict[tuple[str, str], list[Heard]] = defaultdict(list)
    for one in heard:
        if would.decided[one.id].by_default:
            groups[one.facts.need or "other", place(one.facts)].append(one)
    largest = sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))[:GAPS]
    return tuple(_gap(need, door, alike) for (need, door), alike in largest)


def _gap(need: str, door: str, alike: list[Heard]) -> Gap:
    some = list({one.quote: one for one in reversed(alike) if one.quote}.values())[:QUOTES]
    return Gap(
        need=need, door=door, count=len(alike), quotes=tuple(one.quote for one in some),
        messages=tuple(one.id for one in some), cases=tuple(one.case for one in some),
    )  # fmt: skip


def _kept(past: Past, waits: Mapping[int, Spell], was: Side, would: Side) -> tuple[Kept, ...]:
    groups: defaultdict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in waits.values():
        groups[place(spell.heard.facts), "next" if spell.again else "first"].append(spell)
    each = working.each_answer(waits)[0]
    old, new = (staffing.at_best(past, waits, side, each=each) for side in (was, would))
    return tuple(
        Kept(
            door=door, answer=answer, made=len(some),
            late=Pair(*(_late(past, some, side) for side in (was, would))),
            open=sum(not one.let_go and one.answered_at is None for one in some),
            tried=Pair(old.tried[door, answer], new.tried[door, answer]),
            at_best=Pair(old.late[door, answer], new.late[door, answer]),
        ) for (door, answer), some in sorted(groups.items())
    )  # fmt: skip


def _late(past: Past, some: list[Spell], side: Side) -> int:
    return sum(late(spell, side.due(spell), upto=past.upto) for spell in some)


def _changed(heard: list[Heard], was: Side, would: Side) -> Iterator[Changed]:
    for one in heard:
        old, new = was.decided[one.id], would.decided[one.id]
        if (old.line, old.role, old.due) != (new.line, new.role, new.due):
            yield Changed(
                message=one.id, case=one.case, at=one.at, door=place(one.facts), need=one.facts.need or "other",
                quote=one.quote, old_line=old.line, new_line=new.line, old_role=old.role, new_role=new.role,
                old_due=old.due, new_due=new.due,
            )  # fmt: skip


def place(facts: Facts) -> str:
    """Return the door as people call it."""
    return facts.door_name or facts.channel
