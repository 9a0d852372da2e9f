"""The time that answers take, measured where the team was busy, and how many hands a plan's clocks would need."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from mostrador.plan.hours import Hours, NeverOpen
from mostrador.plan.replaying import staffing
from mostrador.plan.replaying.past import Past, Spell
from mostrador.plan.replaying.replay import Side
from mostrador.plan.replaying.report import MAY_BE_LATE, Pair, Work

USUAL = timedelta(minutes=4)  # for one answer, where too few can be measured
ENOUGH = 20  # measured answers
LONGEST = timedelta(minutes=30)  # a longer gap was no work on one answer
MOST_HANDS = 10
Jobs = list[tuple[datetime, datetime, Hours]]
"""What is to be answered: from when on, by when, and the hours that count."""


def each_answer(spells: Mapping[int, Spell]) -> tuple[timedelta, int]:
    """Return how long one answer took, and from how many that is known; the usual time where they are too few.

    An answer is timed from the same colleague's answer before it, where who it was for was waiting already: between
    the two there was nothing else to wait for.
    """
    gaps = sorted(_gaps(spells))
    if len(gaps) < ENOUGH:
        return USUAL, 0
    return timedelta(seconds=round(median(gaps))), len(gaps)


def _gaps(spells: Mapping[int, Spell]) -> Iterator[float]:
    by_member: dict[int, list[tuple[datetime, datetime, int]]] = {}
    for spell in spells.values():
        if spell.by and spell.answered_at:
            by_member.setdefault(spell.by, []).append((spell.answered_at, spell.heard.at, spell.heard.id))
    for answers in by_member.values():
        for (before, _, _), (at, heard_at, _) in pairwise(sorted(answers)):
            if heard_at <= before and timedelta(0) < at - before <= LONGEST:
                yield (at - before).total_seconds()


def work(past: Past, spells: Mapping[int, Spell], *, old: Side, new: Side) -> Work:
    """Return the time that the answers of this past take, beside what each plan opens and asks for."""
    each, measured = each_answer(spells)
    given = [spell.heard.at for spell in spells.values() if not spell.let_go]
    known, done = past.shifts_from, len(given)
    before, after = (_jobs(side, spells) for side in (old, new))
    return Work(
        answers=done,
        seconds_each=round(each.total_seconds()),
        measured=measured,
        needed=round(done * each.total_seconds()),
        open=Pair(_open(past, old), _open(past, new)),
        people=Pair(_people(before, each), _people(after, each)),
        late_alone=Pair(_late(before, each, hands=1), _late(after, each, hands=1)),
        on_shift=Pair(_here(past, old), _here(past, new)) if known else None,
        needed_then=round(sum(at >= known for at in given) * each.total_seconds()) if known else 0,
    )


def _open(past: Past, side: Side) -> int:
    """Return how many seconds some clock of the plan ran in: the longest of its doors' hours."""
    return round(_longest(past, side).between(past.since, past.until).total_seconds())


def _here(past: Past, side: Side) -> int:
    return round(staffing.here(past, _longest(past, side)).total_seconds())


def _longest(past: Past, side: Side) -> Hours:
    used = sorted((clock.hours for clock in side.plan.doors.values()), key=lambda hours: hours.text)
    return max(used, key=lambda hours: hours.between(past.since, past.until))


def _jobs(side: Side, spells: Mapping[int, Spell]) -> Jobs:
    found: Jobs = []
    for spell in spells.values():
        owes, due = side.replay.advice(spell.heard.facts).owes, side.due(spell)
        if owes and due and not spell.let_go:
            found.append((spell.heard.at, due, owes.hours))
    return sorted(found, key=lambda one: one[:2])


def _people(jobs: Jobs, each: timedelta) -> int:
    allowed = len(jobs) * MAY_BE_LATE
    return next((hands for hands in range(1, MOST_HANDS) if _late(jobs, each, hands=hands) <= allowed), MOST_HANDS)


def _late(jobs: Jobs, each: timedelta, *, hands: int) -> int:
    """Return how many would be late where so many people take what is due first, one at a time, in its hours."""
    waiting: list[tuple[datetime, int]] = []
    free = [jobs[0][0]] * hands if jobs else []
    late, coming = 0, 0
    while coming < len(jobs) or waiting:
        now = heapq.heappop(free)
        now = max(now, jobs[coming][0]) if not waiting else now
        while coming < len(jobs) and jobs[coming][0] <= now:
            heapq.heappush(waiting, (jobs[coming][1], coming))
            coming += 1
        due, number = heapq.heappop(waiting)
        done = _done(jobs[number], now, each)
        late += done > due
        heapq.heappush(free, done)
    return late


def _done(job: tuple[datetime, datetime, Hours], start: datetime, each: timedelta) -> datetime:
    try:
        return job[2].after(start, each)
    except NeverOpen:
        return start + each
