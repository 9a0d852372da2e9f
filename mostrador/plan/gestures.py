"""The policy of gestures: a month's budget for the whole house, the few large ones beside it, and nobody twice.

A gesture that costs more than the budget of a whole month is a large one: it stands beside the budget, so many a year,
and the owner is asked. Everything is counted from the rows while the house's own purse is held.
"""

from datetime import datetime

from mostrador.inbox.models import Case
from mostrador.kit.words import N_
from mostrador.plan import spending
from mostrador.plan.authority import Ruling
from mostrador.plan.shape import Plan

HOUSE = ""  # the purse that belongs to no role
OVER = N_("This is more than what is left of this month's gestures.")
TOO_LARGE = N_("This is more than a large gesture may cost.")
NO_MORE = N_("The large gestures of this year are given.")
OWNER_ASKED = N_("This is a large gesture: the owner is asked first.")
TWICE = N_("They had a gesture not long ago. The second is expected, and the third is missed.")


def ruling(plan: Plan, case: Case, amount: int, *, role: str, at: datetime) -> Ruling | None:
    """Return why the policy blocks a gesture, or asks the owner first; None where it lets it pass."""
    span = plan.gestures.not_twice_within
    if span is not None and spending.had_gesture(case, since=at - span):
        return Ruling(verdict="block", line="gestures.twice", why=TWICE, role=role)
    budget = plan.gestures.budget_month
    if budget is None:
        return None
    if plan.gestures.big is not None and amount > budget:
        return _large(plan, amount, budget, role=role, at=at)
    if amount > (left(plan, at=at) or 0):
        return Ruling(verdict="block", line="gestures.budget", why=OVER, role=role)
    return None


def left(plan: Plan, *, at: datetime) -> int | None:
    """Return what is left of this month's budget, in the smallest coin; None where the plan names none."""
    budget = plan.gestures.budget_month
    if budget is None:
        return None
    large = plan.gestures.big is not None
    return max(0, budget - spending.gestures(plan, at=at, up_to=budget if large else None))


def _large(plan: Plan, amount: int, budget: int, *, role: str, at: datetime) -> Ruling | None:
    big, line = plan.gestures.big, "gestures.big"
    if big is None or amount > big.max:
        return Ruling(verdict="block", line=line, why=TOO_LARGE, role=role)
    if spending.large_gestures(plan, at=at, above=budget) >= big.per_year:
        return Ruling(verdict="block", line=line, why=NO_MORE, role=role)
    if role == plan.owner:
        return None
    return Ruling(verdict="ask", line=line, why=OWNER_ASKED, role=role, ask_of=plan.owner)
