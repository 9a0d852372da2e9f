"""What a role has given: this month, and in one asunto. Always counted from the rows."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum

from mostrador.inbox.models import Case
from mostrador.plan.models import Given
from mostrador.plan.shape import Plan

COUNTS = ~Q(state=Given.State.TAKEN_BACK)


def month_of(plan: Plan, at: datetime) -> str:
    """Return the month on the shop's calendar: "2026-11"."""
    return at.astimezone(ZoneInfo(plan.locale.timezone)).strftime("%Y-%m")


def spent(plan: Plan, *, at: datetime) -> Mapping[str, int]:
    """Return what each role has given this month, the three kinds together."""
    month = Given.objects.filter(COUNTS, purse__month=month_of(plan, at)).order_by()
    return dict(month.values_list("purse__role").annotate(Sum("amount")))


def in_case(case: Case, *, role: str, kind: str) -> int:
    """Return what a role has given of one kind in an asunto."""
    found = Given.objects.filter(COUNTS, case=case, kind=kind, purse__role=role)
    return found.aggregate(sum=Sum("amount"))["sum"] or 0
