"""The same exception three times is a rule that nobody wrote: it is proposed as a line of the plan, with its evidence.

An exception is what somebody above said yes to, or found right that was done for safety by whom the plan does not let.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Q

from mostrador.accounts.models import Member
from mostrador.kit import clock
from mostrador.plan import amounts, authority, editing, reading
from mostrador.plan.acting import MONEY
from mostrador.plan.findings import PlanWrong
from mostrador.plan.models import Asking, Dismissed
from mostrador.plan.shape import Plan

REPEATED = 3
RoleOf = Callable[[Member], str]


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """A change of one value of `authority`, and the askings it was seen in. Amounts in the smallest coin."""

    role: str
    act: str
    new: str  # as the plan writes it: an amount, or the act that is allowed
    most: int | None
    askings: tuple[int, ...]
    cases: tuple[int, ...]

    @property
    def key(self) -> str:
        return f"authority.{self.role}.{self.act}={self.new}"


def repeated(plan: Plan, *, since: datetime, role_of: RoleOf) -> list[Override]:
    """Return what was asked three times and allowed each time, the most often first; what was dismissed is left out."""
    found: defaultdict[tuple[str, str], list[Asking]] = defaultdict(list)
    looked_again = Q(about=Asking.About.REVIEW, act="label_troll")  # that is looked at whoever did it
    rows = Asking.objects.filter(state=Asking.State.YES, asked_at__gte=since).exclude(looked_again)
    for one in rows.select_related("asked_by").order_by("pk"):
        found[role_of(one.asked_by), one.act].append(one)
    shown = (_override(plan, role, act, rows) for (role, act), rows in found.items() if len(rows) >= REPEATED)
    left = [one for one in shown if one is not None and _is_new(plan, one)]
    gone = set(Dismissed.objects.filter(key__in=[one.key for one in left]).values_list("key", flat=True))
    return sorted((one for one in left if one.key not in gone), key=lambda one: -len(one.askings))


def changed(plan: Plan, text: str, one: Override) -> str:
    """Return the text of the plan with it; "" where the plan would not check any more."""
    place = ("authority", one.role)
    if one.act in MONEY:
        written = editing.put(text, (*place, one.act), one.new)
    else:
        written = editing.put_list(text, (*place, "may"), sorted({*plan.authority[one.role].may, one.act}))
    written = editing.with_version(written, editing.next_version(plan.version))
    try:
        reading.read(written)
    except PlanWrong:
        return ""
    return written


@transaction.atomic
def dismiss(key: str, *, by: Member) -> None:
    """It is not wanted, and is not proposed again."""
    Dismissed.objects.get_or_create(key=key[:200], defaults={"by": by, "at": clock.now()})


def _override(plan: Plan, role: str, act: str, rows: Sequence[Asking]) -> Override | None:
    if not role or role not in plan.authority:
        return None
    most = max((one.amount or 0 for one in rows), default=0) if act in MONEY else None
    new = act if most is None else amounts.written(most, plan.locale)
    return Override(role=role, act=act, new=new, most=most, askings=_each(one.pk for one in rows),
                    cases=_each(one.case_id for one in rows))  # fmt: skip


def _is_new(plan: Plan, one: Override) -> bool:
    found = plan.authority[one.role]
    if one.most is not None:
        return one.most > found.limits.get(one.act, 0)
    return authority.may(plan, one.role, one.act).verdict != "allow"


def _each(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
