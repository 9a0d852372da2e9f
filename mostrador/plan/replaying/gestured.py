"""One plan's policy of gestures over those that were really given: the month's budget, the large ones, nobody twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from mostrador.plan import gesturing
from mostrador.plan.authority import Ruling
from mostrador.plan.gesturing import Counted
from mostrador.plan.replaying.past import Given
from mostrador.plan.shape import Plan

ACT = "gesture"


class Gestured:
    """What the house would have given so far, one gesture after the other, in order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.spent: Counter[str] = Counter()  # by month, without the large ones
        self._large: Counter[str] = Counter()  # by year
        self._had: defaultdict[int, list[Given]] = defaultdict(list)  # by person
        self._zone = ZoneInfo(plan.locale.timezone)

    def ruling(self, one: Given, *, role: str) -> Ruling | None:
        """Return what the policy blocks or asks the owner; None for what it lets pass, and what is no gesture."""
        return gesturing.ruling(self.plan, one.amount, self._counted(one), role=role) if one.act == ACT else None

    def give(self, one: Given) -> None:
        if one.act != ACT:
            return
        month = self.month(one)
        if gesturing.is_large(self.plan, one.amount):
            self._large[month[:4]] += 1
        else:
            self.spent[month] += one.amount
        self._had[one.person].append(one)

    def month(self, one: Given) -> str:
        return f"{one.at.astimezone(self._zone):%Y-%m}"

    def _counted(self, one: Given) -> Counted:
        month = self.month(one)
        return Counted(
            had_one=lambda: self._had_one(one), small=lambda _up_to: self.spent[month],
            large=lambda _above: self._large[month[:4]],
        )  # fmt: skip

    def _had_one(self, one: Given) -> bool:
        """Whether they had one in another asunto; within one, all that is given is one gesture."""
        span = self.plan.gestures.not_twice_within or timedelta()
        theirs = self._had[one.person] if one.person else []
        return any(other.case != one.case and other.at > one.at - span for other in theirs)
