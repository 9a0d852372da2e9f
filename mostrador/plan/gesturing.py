"""What the policy of gestures says of one: pure, over what was counted. The same for now and for the past.

A gesture that costs more than the budget of a whole month is a large one: it stands beside the budget, so many a year,
and the owner is asked.
"""

from collections.abc import Callable

import msgspec

from mostrador.kit.words import N_
from mostrador.plan.authority import Ruling
from mostrador.plan.shape import Plan

OVER = N_("This is more than what is left of this month's gestures.")
TOO_LARGE = N_("This is more than a large gesture may cost.")
NO_MORE = N_("The large gestures of this year are given.")
OWNER_ASKED = N_("This is a large gesture: the owner is asked first.")
TWICE = N_("They had a gesture not long ago. The second is expected, and the third is missed.")


class Counted(msgspec.Struct, frozen=True):
    """How to count what was given before: asked only where the plan says something of it."""

    had_one: Callable[[], bool]  # in another asunto, within the plan's time between two
    small: Callable[[int | None], int]  # coins this month by all roles, without those that cost more than this
    large: Callable[[int], int]  # how many this year cost more than this


def ruling(plan: Plan, amount: int, counted: Counted, *, role: str) -> Ruling | None:
    """Return why the policy blocks a gesture, or asks the owner first; None where it lets it pass."""
    if plan.gestures.not_twice_within is not None and counted.had_one():
        return Ruling(verdict="block", line="gestures.twice", why=TWICE, role=role)
    budget = plan.gestures.budget_month
    if budget is None:
        return None
    if is_large(plan, amount):
        return _large(plan, amount, counted.large(budget), role=role)
    if amount > (left(plan, counted) or 0):
        return Ruling(verdict="block", line="gestures.budget", why=OVER, role=role)
    return None


def left(plan: Plan, counted: Counted) -> int | None:
    """Return what is left of this month's budget, in the smallest coin; None where the plan names none."""
    budget = plan.gestures.budget_month
    if budget is None:
        return None
    return max(0, budget - counted.small(budget if plan.gestures.big is not None else None))


def is_large(plan: Plan, amount: int) -> bool:
    budget = plan.gestures.budget_month
    return plan.gestures.big is not None and budget is not None and amount > budget


def _large(plan: Plan, amount: int, given: int, *, role: str) -> Ruling | None:
    big, line = plan.gestures.big, "gestures.big"
    if big is None or amount > big.max:
        return Ruling(verdict="block", line=line, why=TOO_LARGE, role=role)
    if given >= big.per_year:
        return Ruling(verdict="block", line=line, why=NO_MORE, role=role)
    if role == plan.owner:
        return None
    return Ruling(verdict="ask", line=line, why=OWNER_ASKED, role=role, ask_of=plan.owner)
