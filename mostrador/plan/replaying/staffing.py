"""Whether those who were on shift could have kept a plan's clocks: they do nothing else, and take what is due first."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from mostrador.plan.hours import Hours
from mostrador.plan.replaying.past import Past, Spell
from mostrador.plan.replaying.replay import Side

Label = tuple[str, str]
"""A door, and `first` or `next`."""
Spans = Sequence[tuple[datetime, datetime]]


class Job(NamedTuple):
    """An answer that is owed: from when on, by when, in which hours."""

    at: datetime
    due: datetime
    number: int
    hours: Hours
    label: Label


class Best(NamedTuple):
    """Of each kind of answer, how many were tried, and how many were late at best."""

    tried: Counter[Label]
    late: Counter[Label]


def at_best(past: Past, spells: Mapping[int, Spell], side: Side, *, each: timedelta) -> Best:
    """Try what was owed while shifts were on record, and due before the last day ended."""
    jobs = sorted(_job(one, side, past) for one in spells.values() if _counts(one, side, past))
    return Best(Counter(one.label for one in jobs), _late(jobs, [one.spans for one in past.on_shift], each))


def here(past: Past, hours: Hours) -> timedelta:
    """Return the time that all those on shift were here within these hours, added up."""
    spans = (span for one in past.on_shift for span in one.spans)
    return sum((hours.between(begin, end) for begin, end in spans), timedelta(0))


def _counts(spell: Spell, side: Side, past: Past) -> bool:
    known, due = past.shifts_from, side.due(spell)
    return known is not None and known <= spell.heard.at and not spell.let_go and due is not None and due <= past.until


def _job(spell: Spell, side: Side, past: Past) -> Job:
    owes, due = side.replay.advice(spell.heard.facts).owes, side.due(spell)
    if owes is None or due is None:
        raise ValueError("Nothing is owed there.")
    facts = spell.heard.facts
    label = (facts.door_name or facts.channel, "next" if spell.again else "first")
    return Job(spell.heard.at, due, spell.heard.id, owes.hours, label)


def _late(jobs: Sequence[Job], team: Sequence[Spans], each: timedelta) -> Counter[Label]:
    late: Counter[Label] = Counter()
    waiting: list[tuple[datetime, int]] = []
    free = [(spans[0][0], number) for number, spans in enumerate(team) if spans]
    heapq.heapify(free)
    coming = 0
    while free and (waiting or coming < len(jobs)):
        now, number = heapq.heappop(free)
        there = _there(team[number], now if waiting else max(now, jobs[coming].at))
        if there is None:
            continue
        if there > now:
            heapq.heappush(free, (there, number))
            continue
        while coming < len(jobs) and jobs[coming].at <= now:
            heapq.heappush(waiting, (jobs[coming].due, coming))
            coming += 1
        job = jobs[heapq.heappop(waiting)[1]]
        done = _done(job, now, each, team[number])
        late[job.label] += done is None or done > job.due
        if done is not None:
            heapq.heappush(free, (done, number))
    late.update(jobs[one].label for _due, one in waiting)
    late.update(one.label for one in jobs[coming:])
    return late


def _there(spans: Spans, at: datetime) -> datetime | None:
    """Return the first moment from then on at which they are here."""
    index = _first(spans, at)
    return max(at, spans[index][0]) if index < len(spans) else None


def _done(job: Job, start: datetime, each: timedelta, spans: Spans) -> datetime | None:
    """Return when it is answered by somebody who is here in these spans; None where their record ends before."""
    left = each
    for begin, end in spans[_first(spans, start) :]:
        room = job.hours.between(max(begin, start), end)
        if room >= left:
            return job.hours.after(max(begin, start), left)
        left -= room
    return None


def _first(spans: Spans, at: datetime) -> int:
    """Return the index of the first span that ends after that moment."""
    return bisect_right(spans, at, key=lambda one: one[1])
