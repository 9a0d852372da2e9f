"""How far the house is from its aims: one function a metric, counted from rows. What nobody can count yet is None."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Sum

from mostrador.inbox.models import Case, Message, Promise
from mostrador.kit.models import Event
from mostrador.plan import counting
from mostrador.plan.models import Asking, Given, Receipt
from mostrador.plan.parts import Objective
from mostrador.plan.replaying import Past
from mostrador.plan.replaying.past import Spell, spells
from mostrador.plan.replaying.replay import Replay
from mostrador.plan.shape import Plan

A_DAY = timedelta(hours=24)


class Figure(msgspec.Struct, frozen=True):
    """How a metric stands, in its unit (a share, seconds, coins, a number), and how many rows it was counted from."""

    amount: float
    counted: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An objective and how it stands. `now` is None where there is nothing to count, or nobody can count it yet."""

    id: str
    text: str
    metric: str
    sign: str
    target: float
    now: float | None
    counted: int
    met: bool | None


class Window:
    """The days that are counted: the past as rows, and what is asked of the store besides."""

    def __init__(self, plan: Plan, past: Past) -> None:
        self.plan, self.past = plan, past
        self.replay = Replay(plan)

    @cached_property
    def waits(self) -> Sequence[Spell]:
        """Everybody who waited and was not let go for a reason."""
        return [one for one in spells(self.past).values() if not one.let_go]

    @property
    def days(self) -> tuple[datetime, datetime]:
        return self.past.since, self.past.until

    def took(self, spell: Spell) -> float:
        """Return the service seconds until a person answered; until now where nobody has."""
        owes = self.replay.advice(spell.heard.facts).owes
        end = spell.answered_at or self.past.upto
        return (owes.hours.between(spell.heard.at, end) if owes else end - spell.heard.at).total_seconds()


def standings(plan: Plan, past: Past) -> tuple[Standing, ...]:
    """Return how each objective of a plan stands in these days."""
    window = Window(plan, past)
    return tuple(_standing(one, window) for one in plan.objectives)


def rows(standings: Sequence[Standing]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Return each standing as a row for programs, with its sentence for the terminal."""
    for one in standings:
        now = "nobody counts it yet" if one.now is None else f"now {one.now:g}, from {one.counted}"
        row = {"part": "objective", **msgspec.structs.asdict(one)}
        yield row, f"{one.id} {one.text} ({one.metric} {one.sign} {one.target:g}): {now}."


def _standing(one: Objective, window: Window) -> Standing:
    count = METRICS.get(one.metric)
    found = count(window) if count else None
    return Standing(
        id=one.id, text=one.text, metric=one.metric, sign=one.target.sign, target=one.target.amount,
        now=round(found.amount, 4) if found else None, counted=found.counted if found else 0,
        met=one.target.met(found.amount) if found else None,
    )  # fmt: skip


def silence_share_24h(window: Window) -> Figure | None:
    """Of those who waited, the share to whom no person had said anything after twenty-four hours."""
    old = [one for one in window.waits if one.heard.at + A_DAY <= window.past.upto]
    return _share(sum((one.answered_at or window.past.upto) - one.heard.at > A_DAY for one in old), len(old))


def first_human_reply_median(window: Window) -> Figure | None:
    """Service seconds to the first answer of a person in an errand; half of them are faster."""
    return _median([window.took(one) for one in window.waits if not one.again])


def first_human_reply_p90(window: Window) -> Figure | None:
    """The same; nine in ten are faster."""
    return _p90([window.took(one) for one in window.waits if not one.again])


def next_reply_p90(window: Window) -> Figure | None:
    """Service seconds to later answers; nine in ten are faster."""
    return _p90([window.took(one) for one in window.waits if one.again])


def resolution_median(window: Window) -> Figure | None:
    """Seconds from the beginning of an errand to its end, of those that ended in these days."""
    return _median(list(_resolved(window)))


def resolution_p90(window: Window) -> Figure | None:
    """The same; nine in ten are faster."""
    return _p90(list(_resolved(window)))


def promises_kept_share(window: Window) -> Figure | None:
    """Of the promises that ended or fell due, the share that was kept in time."""
    began, upto = window.days
    made = Promise.objects.filter(began_at__gte=began, began_at__lt=upto).exclude(state=Promise.State.DROPPED)
    kept = made.filter(state=Promise.State.KEPT).count()
    failed = made.filter(state__in=[Promise.State.LATE, Promise.State.BROKEN]).count()
    overdue = made.filter(state=Promise.State.RUNNING, due_at__lt=window.past.upto).count()
    return _share(kept, kept + failed + overdue)


def reopen_share(window: Window) -> Figure | None:
    """Of the errands that were ended, the share that had to be opened again by hand."""
    return _share(_facts(window, "CaseReopened"), _facts(window, "CaseDone"))


def contacts_per_errand(window: Window) -> Figure | None:
    """How many times people had to write in an errand that began in these days."""
    cases = Case.objects.filter(opened_at__gte=window.days[0], opened_at__lt=window.days[1])
    said = Message.objects.filter(case__in=cases, direction=Message.Direction.IN).count()
    errands = cases.count()
    return Figure(said / errands, errands) if errands else None


def asked_permission_share(window: Window) -> Figure | None:
    """Of every answer and gift that was given or asked for, the share that somebody had to ask for."""
    asked = Asking.objects.filter(about=Asking.About.LEAVE, asked_at__gte=window.days[0], asked_at__lt=window.days[1])
    did = Receipt.objects.filter(at__gte=window.days[0], at__lt=window.days[1], act__in=counting.ASKABLE)
    alone = did.filter(ground=Receipt.Ground.OWN)
    times = asked.count()
    return _share(times, times + alone.count())


def plan_coverage(window: Window) -> Figure | None:
    """Of all messages, the share that a line other than the default decides."""
    default = next(line.id for line in window.plan.lines if line.default)
    heard = [one for one in window.past.heard if window.past.counted(one.at)]
    return _share(sum(window.replay.advice(one.facts).line != default for one in heard), len(heard))


def gesture_spend_month(window: Window) -> Figure | None:
    """Coins given as gestures in the month of the last day."""
    last = window.past.until - timedelta(seconds=1)
    first = last.astimezone(ZoneInfo(window.plan.locale.timezone)).replace(day=1, hour=0, minute=0, second=0)
    gifts = Given.objects.filter(kind=Given.Kind.GESTURE, at__gte=first, at__lt=window.past.until)
    gifts = gifts.exclude(state=Given.State.TAKEN_BACK)
    return Figure(float(gifts.aggregate(sum=Sum("amount"))["sum"] or 0), gifts.count())


METRICS: Mapping[str, Callable[[Window], Figure | None]] = {
    count.__name__: count
    for count in (
        silence_share_24h, first_human_reply_median, first_human_reply_p90, next_reply_p90, resolution_median,
        resolution_p90, promises_kept_share, reopen_share, contacts_per_errand, asked_permission_share, plan_coverage,
        gesture_spend_month,
    )
}  # fmt: skip
"""What can be counted today, by the words of `plan.metrics`. The others wait for their rooms."""


def _resolved(window: Window) -> Iterator[float]:
    ended = Case.objects.filter(state=Case.State.DONE, done_at__gte=window.days[0], done_at__lt=window.days[1])
    ended = ended.exclude(answered_at=None)
    for opened, done in ended.order_by("pk").values_list("opened_at", "done_at").iterator(2_000):
        yield (done - opened).total_seconds() if done else 0.0


def _facts(window: Window, name: str) -> int:
    return Event.objects.filter(name=name, at__gte=window.days[0], at__lt=window.days[1]).count()


def _share(part: int, whole: int) -> Figure | None:
    return Figure(part / whole, whole) if whole else None


def _median(seconds: Sequence[float]) -> Figure | None:
    return Figure(median(seconds), len(seconds)) if seconds else None


def _p90(seconds: Sequence[float]) -> Figure | None:
    """Return the smallest that nine in ten do not exceed."""
    ordered = sorted(seconds)
    return Figure(ordered[ceil(len(ordered) * 0.9) - 1], len(ordered)) if ordered else None
