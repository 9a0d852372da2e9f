"""Alarms of a crisis on the past: when a plan's levels would have been raised, and what came of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from mostrador.inbox.models import Message
from mostrador.listening import counting, models, weighing
from mostrador.listening.reading import LEARNT_WORDS_FROM, Angry, read
from mostrador.listening.weighing import LATELY, LEARNT_FROM, WINDOW
from mostrador.plan.parts import Crisis
from mostrador.plan.replaying import Past
from mostrador.plan.shape import Plan

QUIET = timedelta(hours=12)  # after which a crisis is over, where the plan does not say
LOOKS_SECONDS = 300
REMEMBERED = max(LEARNT_FROM, LATELY + LEARNT_WORDS_FROM) + WINDOW
Led = Sequence[tuple[datetime, datetime | None]]
"""The real crises in which somebody did something: their beginnings and ends."""


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """A level raised. `led` where somebody really led a crisis then; otherwise nobody can say that it was one."""

    level: int
    name: str
    at: datetime
    sign: str
    authors: int
    led: bool


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """How often a level would have been raised under both plans, and how often somebody really led a crisis then."""

    level: int
    name: str
    old: int
    new: int
    old_led: int
    new_led: int


def levels(old: Plan, new: Plan, past: Past) -> tuple[Level, ...]:
    """Return each level of both plans with its alarms in these days."""
    rows, led, since = counting.between(past.since - REMEMBERED, past.until), _led(), _heard_since(past)
    days = (past.since, past.until)
    was, would = (
        list(alarms(plan.crisis, rows, days=days, zone=ZoneInfo(plan.locale.timezone), since=since, led=led))
        for plan in (old, new)
    )
    names = {level.number: level.name for plan in (old, new) for level in plan.crisis.levels}
    return tuple(_level(number, name, was, would) for number, name in sorted(names.items()))


def alarms(
    crisis: Crisis, rows: Sequence[Angry], *, days: tuple[datetime, datetime], zone: tzinfo, since: datetime, led: Led
) -> Iterator[Alarm]:
    """Go through the levels that these angry people would have raised, looking after each five minutes of them.

    `rows` are in the order of time. A level already on is raised no second time until all was quiet for long enough.
    """
    quiet = crisis.stand_down.below_for if crisis.stand_down else QUIET
    times, current, loud_at, over = [row.at for row in rows], 0, days[0], None
    for at in _looks(times, days) if crisis.levels else ():
        if current and at - loud_at > quiet:
            current, over = 0, loud_at + quiet
        known = rows[bisect_left(times, at - REMEMBERED) : bisect_right(times, at)]
        reading = read(known, at=at, zone=zone, since=since, after=over)
        found = weighing.raised(crisis, reading)
        loud_at = at if found else loud_at
        if found and found.level.number > current:
            current = found.level.number
            yield Alarm(level=current, name=found.level.name, at=at, sign=found.sign, authors=reading.authors,
                        led=any(began <= at + WINDOW and (end is None or at <= end) for began, end in led))  # fmt: skip


def _looks(times: Sequence[datetime], days: tuple[datetime, datetime]) -> list[datetime]:
    """Return when the house looks: after the last angry words of each five minutes in which there were any."""
    return list({int(at.timestamp()) // LOOKS_SECONDS: at for at in times if days[0] <= at < days[1]}.values())


def rows(found: Sequence[Level]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Return each level as a row for programs, with its sentence for the terminal."""
    for one in found:
        led = f"of them led by somebody {one.old_led} → {one.new_led}"
        yield {"part": "alarm", **msgspec.structs.asdict(one)}, f"Alarm {one.name}: {one.old} → {one.new}, {led}."


def _level(number: int, name: str, was: Sequence[Alarm], would: Sequence[Alarm]) -> Level:
    mine = [[one for one in some if one.level == number] for some in (was, would)]
    old, new = (len(some) for some in mine)
    old_led, new_led = (sum(one.led for one in some) for some in mine)
    return Level(level=number, name=name, old=old, new=new, old_led=old_led, new_led=new_led)


def _led() -> Led:
    real = models.Crisis.objects.filter(drill=False).exclude(acted_at=None).order_by("began_at")
    return list(real.values_list("began_at", "ended_at"))


def _heard_since(past: Past) -> datetime:
    """Return since when the house hears: before its first message nothing was usual."""
    first = Message.objects.order_by("pk").values_list("received_at", flat=True).first()
    return min(first or past.since, past.since)
