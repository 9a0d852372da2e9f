"""A plan tried on the past: what it would have decided, promised, asked and cost, beside another plan."""

from __future__ import annotations

from datetime import date

from mostrador.insights import past
from mostrador.plan import keeping, replaying
from mostrador.plan.replaying import Report
from mostrador.plan.replaying.comparing import Progress
from mostrador.plan.shape import Plan


class NoDays(Exception):
    """The first day comes after the last."""


def backtest(
    new: Plan, *, against: Plan | None = None, since: date | None = None, until: date | None = None,
    progress: Progress = lambda _done: None,
) -> Report:  # fmt: skip
    """Replay what was said between two days, both counted, under `new` and under `against`, else the plan in force.

    Without days: the ninety up to the last thing that happened. Raises `NoDays`.
    """
    if since and until and since > until:
        raise NoDays
    old = against or keeping.current()
    return replaying.compare(past.read(old, since=since, until=until), old=old, new=new, progress=progress)
