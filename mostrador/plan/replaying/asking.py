"""Who would have had to ask whom, and what each role would have given: recorded acts against a plan's limits."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from mostrador.plan import authority
from mostrador.plan.authority import Ruling
from mostrador.plan.replaying import lawful
from mostrador.plan.replaying.gestured import Gestured
from mostrador.plan.replaying.past import Given, Past
from mostrador.plan.replaying.report import Asked, Spent
from mostrador.plan.shape import Plan

Question = tuple[str, str, str, str]
"""An act, the role that would do it, the role it would have had to ask (empty where nobody may), and the line of the
law or of the policy of gestures where it is that which asks or blocks."""
Month = tuple[str, str]
LIMITS = "authority."  # how the lines of the limits begin
HOUSE = ""  # stands for all roles together


class Asking:
    """One plan's limits over what was really done."""

    def __init__(self, plan: Plan, past: Past) -> None:
        self.plan = plan
        self.asked: Counter[Question] = Counter()
        self.spent: defaultdict[Month, int] = defaultdict(int)
        self._in_case: defaultdict[tuple[int, str, str], int] = defaultdict(int)
        self.gestured = Gestured(plan)
        self._zone = ZoneInfo(plan.locale.timezone)
        for one in sorted(past.gestures_before, key=_place):
            self.gestured.give(one)  # as they really were: they are not judged again
        for one in sorted(past.given, key=_place):
            self._give(one, counted=past.counted(one.at))
        for answer, times in Counter(_who(past)).items():
            self._answer(*answer, times=times)

    def _give(self, one: Given, *, counted: bool) -> None:
        month = f"{one.at.astimezone(self._zone):%Y-%m}"
        ruling = self._ruling(one, month)
        giver = ruling.role if ruling.verdict in ("allow", "warn") else ruling.ask_of
        if counted and giver != ruling.role:
            line = "" if ruling.line.startswith(LIMITS) else ruling.line
            self.asked[one.act, ruling.role, ruling.ask_of, line] += 1
        if giver:  # whoever says yes gives it from their own month
            self.gestured.give(one)
            self.spent[giver, month] += one.amount
            self._in_case[one.case, giver, one.act] += one.amount

    def _ruling(self, one: Given, month: str) -> Ruling:
        """Return what the law says, else what the policy of gestures blocks, else what the role's limits say, else what
        the policy asks.
        """
        role = authority.role_of(self.plan, member_role=one.member_role, name=one.name)
        if (law := lawful.ruling(self.plan, one, role=role)) is not None:
            return law
        policy = self.gestured.ruling(one, role=role)
        limits = self._limits(one, role, month)
        if policy is not None and (policy.verdict == "block" or limits.verdict == "allow"):
            return policy
        return limits

    def _limits(self, one: Given, role: str, month: str) -> Ruling:
        return authority.may(
            self.plan, role or authority.VIEWER, one.act, amount=one.amount, spent=self.spent[role, month],
            in_case=self._in_case[one.case, role, one.act],
            spent_above={name: self.spent.get((name, month), 0) for name in self.plan.roles},
        )  # fmt: skip

    def _answer(self, member_role: str, name: str, public: bool, *, times: int) -> None:
        role = authority.role_of(self.plan, member_role=member_role, name=name)
        act = "reply_public" if public else "reply"
        ruling = authority.may(self.plan, role or authority.VIEWER, act)
        if ruling.verdict in ("ask", "block"):
            self.asked[act, role, ruling.ask_of, ""] += times


def _place(one: Given) -> tuple[datetime, int, str, int, str, str]:
    return one.at, one.case, one.act, one.amount, one.name, one.thing


def _who(past: Past) -> list[tuple[str, str, bool]]:
    return [
        (one.member_role, one.name, one.public) for one in past.answered if one.member and past.counted(one.at)
    ]  # fmt: skip


def asked(old: Asking, new: Asking) -> tuple[Asked, ...]:
    """Return who asks whom for what under both, what changes most first."""
    rows = [
        Asked(act=key[0], role=key[1], of=key[2], line=key[3], old=old.asked[key], new=new.asked[key])
        for key in sorted(old.asked.keys() | new.asked.keys())
    ]
    return tuple(sorted(rows, key=lambda one: -abs(one.new - one.old)))


def spent(old: Asking, new: Asking) -> tuple[Spent, ...]:
    """Return each role's months under both, beside its limit; the gestures of the whole house last."""
    months = sorted(key for key in old.spent.keys() | new.spent.keys())
    return tuple(
        Spent(
            role=role, month=month, old=old.spent.get((role, month), 0), new=new.spent.get((role, month), 0),
            old_limit=_limit(old.plan, role), new_limit=_limit(new.plan, role),
        ) for role, month in months
    ) + _house(old, new)  # fmt: skip


def _house(old: Asking, new: Asking) -> tuple[Spent, ...]:
    """Return what all roles gave as gestures beside the month's budget, where a plan names one."""
    budgets = old.plan.gestures.budget_month, new.plan.gestures.budget_month
    if budgets == (None, None):
        return ()
    was, would = old.gestured.spent, new.gestured.spent
    months = sorted({month for _role, month in old.spent.keys() | new.spent.keys()} & (was.keys() | would.keys()))
    return tuple(
        Spent(role=HOUSE, month=month, old=was[month], new=would[month], old_limit=budgets[0], new_limit=budgets[1])
        for month in months
    )


def _limit(plan: Plan, role: str) -> int | None:
    found = plan.authority.get(role)
    return found.month if found else 0
