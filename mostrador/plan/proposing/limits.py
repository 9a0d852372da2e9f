"""Limits: what each role really gave, without what was the exception."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mostrador.kit.words import N_
from mostrador.plan import authority
from mostrador.plan.acting import MONEY
from mostrador.plan.amounts import written
from mostrador.plan.proposing.proposal import Proposal, within
from mostrador.plan.replaying.past import Past
from mostrador.plan.shape import Plan

EVIDENCE = N_("given %(all)s times: half up to %(half)s, nine in ten up to %(most)s")
SEEN = 5  # gifts of one kind by one role
STEPS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500, 600, 800, 1000)
Amounts = Mapping[tuple[str, str], list[int]]


def limits(plan: Plan, past: Past) -> Iterator[Proposal]:
    """Propose each role's limits per asunto, from the counter up: nobody above may less than who stands below."""
    given = _given(plan, past)
    below: dict[str, int] = dict.fromkeys(MONEY, 0)
    for role in plan.ladder:
        found = plan.authority.get(role)
        for act in MONEY if found else ():
            old = found.limits.get(act, 0) if found else 0
            new = max(_limit(plan, given.get((role, act), []), otherwise=old), below[act])
            below[act] = max(new, below[act])
            amounts = given.get((role, act), [])
            if new != old and len(amounts) >= SEEN:
                yield _proposal(plan, (role, act), old, new, amounts)


def _given(plan: Plan, past: Past) -> Amounts:
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for one in past.given:
        role = authority.role_of(plan, member_role=one.member_role, name=one.name)
        if role and past.counted(one.at):
            found[role, one.act].append(one.amount)
    return found


def _limit(plan: Plan, amounts: list[int], *, otherwise: int) -> int:
    if len(amounts) < SEEN:
        return otherwise
    most, coin = _amount(amounts, 0.9), 10**plan.locale.decimals
    return next((step * coin for step in STEPS if step * coin >= most), most)


def _amount(amounts: list[int], share: float) -> int:
    return int(within(amounts, share))


def _proposal(plan: Plan, place: tuple[str, str], old: int, new: int, amounts: list[int]) -> Proposal:
    role, act = place
    numbers = {"all": str(len(amounts)), "half": written(_amount(amounts, 0.5), plan.locale),
               "most": written(_amount(amounts, 0.9), plan.locale)}  # fmt: skip
    return Proposal(
        how="value", path=("authority", role, act), old=written(old, plan.locale), new=written(new, plan.locale),
        evidence=EVIDENCE, numbers=numbers,
    )  # fmt: skip
