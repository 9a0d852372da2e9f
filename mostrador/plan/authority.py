"""Who may do what without asking anybody. The plan is the permission, and every ruling names its line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from mostrador.kit.words import N_
from mostrador.plan.acting import ACTS, MONEY, allowed
from mostrador.plan.shape import Plan

VIEWER = "viewer"
HOUSE_ROLES = ("agent", "manager", "owner")  # of a member, from the counter up; a viewer has none in the plan
Verdict = Literal["allow", "ask", "block", "warn"]
NOTHING_SPENT: Mapping[str, int] = MappingProxyType({})

FINE = N_("Your role may do this without asking.")
NOT_YOURS = N_("Your role has to ask for this.")
TOO_MUCH = N_("This is above your limit.")
MONTH_SPENT = N_("This is more than what is left of your month.")
NOBODY = N_("The plan lets nobody do this.")
ONLY_LOOKS = N_("You can read everything here, but not write.")


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan says of one act. `why` is marked with `N_`; `line` is the plan's, "authority.tienda".

    `left` is what the role may still give of this without asking, before this act, in the currency's smallest coin;
    None where money plays no part. `ask_of` is the role to ask when the verdict is "ask".
    """

    verdict: Verdict
    line: str
    why: str
    left: int | None = None
    role: str = ""
    ask_of: str = ""


class UnknownAct(ValueError):
    """No plan knows this act: a mistake in the code that asks, not in the plan."""


def may(
    plan: Plan, role: str, act: str, *, amount: int | None = None, spent: int = 0, in_case: int = 0,
    spent_above: Mapping[str, int] = NOTHING_SPENT,
) -> Ruling:  # fmt: skip
    """Say whether a role may do this. `role` is one of the plan's, or a member's role in the house.

    `amount` is what it costs, `spent` what the role has given this month and `in_case` what it gave of this act in
    the same asunto, in the currency's smallest coin; `spent_above` is what the roles one might ask have given this
    month. An act of money without an amount asks whether there is anything to give. Raise `UnknownAct`.
    """
    if act not in ACTS and act not in MONEY:
        raise UnknownAct(act)
    name = role_of(plan, member_role=role) if role not in plan.roles or role == VIEWER else role
    if not name:
        return Ruling(verdict="block", line=f"authority.{role or VIEWER}", why=ONLY_LOOKS)
    if act in MONEY:
        return _money(plan, name, act, amount=amount, spent=spent, in_case=in_case, spent_above=spent_above)
    return _act(plan, name, act)


def role_of(plan: Plan, *, member_role: str, name: str = "") -> str:
    """Return the plan's role of a member, or "" for one who only looks.

    The plan's people are named by their first word or their whole name. A name alone raises nobody above what the
    house made them: members can change how they are called, not their role.
    """
    if member_role not in HOUSE_ROLES:
        return ""
    by_house = {house: _role_for(plan, house) for house in HOUSE_ROLES}
    rank = HOUSE_ROLES.index(member_role)
    named = [role for role in reversed(plan.ladder) if _is_among(name, plan.roles[role].people)]
    fitting = [role for role in named if _rank(role, by_house) <= rank]
    return fitting[0] if fitting else by_house[member_role]


def limit(plan: Plan, role: str, act: str, *, spent: int = 0, in_case: int = 0) -> int:
    """Return how much of this act of money the role may still give without asking: in this asunto, this month."""
    found = plan.authority.get(role)
    if found is None:
        return 0
    case = max(0, found.limits.get(act, 0) - max(0, in_case))
    return max(0, case if found.month is None else min(case, found.month - max(0, spent)))


def _act(plan: Plan, role: str, act: str) -> Ruling:
    found = plan.authority.get(role)
    line = f"authority.{role}"
    if found is not None and allowed(found.may, act):
        return Ruling(verdict="allow", line=line, why=FINE, role=role)
    above = next((one for one in above_of(plan, role) if _holds(plan, one, act)), "")
    if not above:
        return Ruling(verdict="block", line=line, why=NOBODY, role=role)
    return Ruling(verdict="ask", line=line, why=NOT_YOURS, role=role, ask_of=above)


def _money(
    plan: Plan, role: str, act: str, *, amount: int | None, spent: int, in_case: int, spent_above: Mapping[str, int]
) -> Ruling:
    left = limit(plan, role, act, spent=spent, in_case=in_case)
    line, cost = f"authority.{role}", 1 if amount is None else amount
    if cost < 0:
        raise ValueError("An amount of money cannot be negative.")
    if cost <= left:
        return Ruling(verdict="allow", line=line, why=FINE, left=left, role=role)
    case = plan.authority[role].limits.get(act, 0) if role in plan.authority else 0
    why = NOT_YOURS if not case else MONTH_SPENT if cost <= case - in_case else TOO_MUCH
    above = next((one for one in above_of(plan, role) if _may_give(plan, one, act, cost, spent_above)), "")
    if not above:
        return Ruling(verdict="block", line=line, why=NOBODY, left=left, role=role)
    return Ruling(verdict="ask", line=line, why=why, left=left, role=role, ask_of=above)


def _may_give(plan: Plan, role: str, act: str, cost: int, spent: Mapping[str, int]) -> bool:
    return limit(plan, role, act, spent=spent.get(role, 0)) >= cost


def above_of(plan: Plan, role: str) -> tuple[str, ...]:
    """Return whom a role asks: the ladder above it, or its stand-in and the whole ladder where it is not on it."""
    ladder = plan.ladder
    if role in ladder:
        return ladder[ladder.index(role) + 1 :]
    return (plan.roles[role].backup, *ladder)


def _holds(plan: Plan, role: str, act: str) -> bool:
    found = plan.authority.get(role)
    return found is not None and allowed(found.may, act)


def _role_for(plan: Plan, member_role: str) -> str:
    """Return the role that says so itself, else the place on the ladder: foot, step below the owner, top."""
    named = next((role.name for role in plan.roles.values() if role.member_role == member_role), "")
    if named:
        return named
    if member_role == "owner":
        return plan.owner
    below = [role for role in plan.ladder if role != plan.owner] or [plan.owner]
    return below[0] if member_role == "agent" else below[-1]


def _rank(role: str, by_house: dict[str, str]) -> int:
    """Return how high in the house a role of the plan stands: the lowest house role that it is the role of."""
    return next((rank for rank, house in enumerate(HOUSE_ROLES) if by_house[house] == role), 0)


def _is_among(name: str, people: tuple[str, ...]) -> bool:
    said = name.split()
    return bool(said) and any(one.casefold() in (said[0].casefold(), " ".join(said).casefold()) for one in people)
