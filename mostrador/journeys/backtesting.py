"""A plan tried on the past: what it would have decided, promised, asked and cost, beside another plan."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

import msgspec

from mostrador.accounts.models import Member
from mostrador.insights import alarms, objectives, past
from mostrador.insights.alarms import Level
from mostrador.insights.objectives import Standing
from mostrador.journeys import given_things, proposing
from mostrador.kit import jobs
from mostrador.plan import keeping, reading, replaying, trying, versioning
from mostrador.plan.findings import PlanWrong
from mostrador.plan.models import Trial
from mostrador.plan.replaying import Report
from mostrador.plan.replaying.comparing import Progress
from mostrador.plan.shape import Plan


class Found(NamedTuple):
    """What differs, how far the new plan's objectives are in these days, and what would have raised an alarm."""

    report: Report
    standings: tuple[Standing, ...]
    alarms: tuple[Level, ...]


class NoDays(Exception):
    """The first day comes after the last."""


def backtest(
    new: Plan, *, against: Plan | None = None, since: date | None = None, until: date | None = None,
    progress: Progress = lambda _done: None,
) -> Found:  # fmt: skip
    """Replay what was said between two days, both counted, under `new` and under `against`, else the plan in force.

    Without days: the ninety up to the last thing that happened. Raises `NoDays`.
    """
    if since and until and since > until:
        raise NoDays
    old = against or keeping.current()
    found = past.read(old, since=since, until=until, tells=given_things.tells)
    report = replaying.compare(found, old=old, new=new, progress=progress)
    return Found(report, objectives.standings(new, found), alarms.levels(old, new, found))


def ask(text: str, *, by: Member, since: date | None = None, until: date | None = None) -> Trial:
    """Let a plan be tried against the one in force, as soon as somebody is free. Raises `PlanWrong`, `NoDays`."""
    reading.read(text)
    if since and until and since > until:
        raise NoDays
    return trying.ask(text, against=keeping.text(), by=by, since=since, until=until)


@jobs.job
def try_it(*, trial_id: int) -> None:
    """Do what was asked for; a plan that cannot be read any more is said to be so."""
    trial = Trial.objects.filter(pk=trial_id, state=Trial.State.WAITING).first()
    if trial is None:
        return
    if trial.about == Trial.About.PROPOSAL:
        proposing.write(trial)
        return
    try:
        new, old = reading.read(trial.text), reading.read(trial.against)
    except PlanWrong as wrong:
        trying.fail(trial, why=str(wrong.findings[0]))
        return
    found = backtest(
        new, against=old, since=trial.since, until=trial.until, progress=partial(trying.step, trial)
    )  # fmt: skip
    told = (_json(one) for one in (_without_words(found.report), found.standings, found.alarms))
    versioning.tried(new.hash)
    trying.end(trial, **dict(zip(("report", "standings", "alarms"), told, strict=True)))


@jobs.when_dead(try_it)
def say_it_failed(*, trial_id: int, why: str) -> None:
    if trial := Trial.objects.filter(pk=trial_id).first():
        trying.fail(trial, why=why)


def report_of(trial: Trial) -> Report:
    """Return what was found, without the words of customers: they are read where they stand."""
    return msgspec.json.decode(trial.report, type=Report)


def plan_of(trial: Trial) -> Plan | None:
    """Return the plan that was tried; None where this version cannot read it any more."""
    try:
        return reading.read(trial.text, checked=False)
    except PlanWrong:
        return None


def latest_of(text: str) -> Report | None:
    """Return what was found when this very text was last tried, where it was."""
    done = Trial.objects.filter(state=Trial.State.DONE, about=Trial.About.PAST, text=text)
    trial = done.order_by("-pk").first()
    return report_of(trial) if trial else None


def standings_of(trial: Trial) -> tuple[Standing, ...]:
    return msgspec.json.decode(trial.standings, type=tuple[Standing, ...])


def alarms_of(trial: Trial) -> tuple[Level, ...]:
    return msgspec.json.decode(trial.alarms or "[]", type=tuple[Level, ...])


def _json(one: object) -> str:
    return msgspec.json.encode(one).decode()


def _without_words(report: Report) -> Report:
    """Leave the quotes out: who is forgotten must not live on in a report."""
    return msgspec.structs.replace(
        report,
        changed=tuple(msgspec.structs.replace(one, quote="") for one in report.changed),
        gaps=tuple(msgspec.structs.replace(one, quotes=()) for one in report.gaps),
    )
