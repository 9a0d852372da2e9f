"""The policy of gestures over the rows: a month's budget for the whole house, the few large ones, and nobody twice.

Everything is counted from the rows while the house's own purse is held.
"""

from datetime import datetime, timedelta

from mostrador.inbox.models import Case
from mostrador.plan import gesturing, spending
from mostrador.plan.authority import Ruling
from mostrador.plan.gesturing import Counted
from mostrador.plan.shape import Plan

HOUSE = ""  # the purse that belongs to no role


def ruling(plan: Plan, case: Case, amount: int, *, role: str, at: datetime) -> Ruling | None:
    """Return why the policy blocks a gesture, or asks the owner first; None where it lets it pass."""
    return gesturing.ruling(plan, amount, _counted(plan, at, case), role=role)


def left(plan: Plan, *, at: datetime) -> int | None:
    """Return what is left of this month's budget, in the smallest coin; None where the plan names none."""
    return gesturing.left(plan, _counted(plan, at, None))


def _counted(plan: Plan, at: datetime, case: Case | None) -> Counted:
    span = plan.gestures.not_twice_within or timedelta()
    return Counted(
        had_one=lambda: case is not None and spending.had_gesture(case, since=at - span),
        small=lambda up_to: spending.gestures(plan, at=at, up_to=up_to),
        large=lambda above: spending.large_gestures(plan, at=at, above=above),
    )
