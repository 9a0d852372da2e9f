"""What a role has given: this month, and in one asunto. Always counted from the rows."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from mostrador.inbox.models import Case
from mostrador.kit.folding import fold
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person
from mostrador.plan.models import Given
from mostrador.plan.shape import Plan

Thing = tuple[str, str]  # what it is, or the note that tells it
COUNTS = ~Q(state=Given.State.TAKEN_BACK)
A_GESTURE = COUNTS & Q(kind=Given.Kind.GESTURE)


def month_of(plan: Plan, at: datetime) -> str:
    """Return the month on the shop's calendar: "2026-11"."""
    return at.astimezone(ZoneInfo(plan.locale.timezone)).strftime("%Y-%m")


def spent(plan: Plan, *, at: datetime) -> Mapping[str, int]:
    """Return what each role has given this month, the three kinds together."""
    return dict(_spent(month_of(plan, at)))


@prepared
def _spent(month: str) -> QuerySet[Given, tuple[str, int]]:
    given = Given.objects.filter(COUNTS, purse__month=month).order_by()
    return given.values_list("purse__role").annotate(Sum("amount"))


def in_case(case: Case, *, role: str, kind: str) -> int:
    """Return what a role has given of one kind in an asunto."""
    found = Given.objects.filter(COUNTS, case=case, kind=kind, purse__role=role)
    return found.aggregate(sum=Sum("amount"))["sum"] or 0


def granted(case: Case, *, kind: str, noted_id: int | None = None, thing: Thing | None = None) -> int:
    """Return what anybody has given of one kind in an asunto.

    With `noted_id` without what was for something else, with `thing` without other things.
    """
    found = Given.objects.filter(COUNTS, case=case, kind=kind)
    if noted_id is not None:
        found = found.filter(Q(noted=None) | Q(noted=noted_id))
    if thing is None:
        return found.aggregate(sum=Sum("amount"))["sum"] or 0
    rows = found.values_list("thing", "note", "amount")
    return sum(amount for given, note, amount in rows if thing_of(given, note) == thing)


def thing_of(thing: str, note: str) -> Thing:
    """Return what a gesture is as two of them are compared: its note tells it where the thing alone does not."""
    said, written = (" ".join(fold(words).split()) for words in (thing[:40], note[:500]))
    return ("", written) if said in ("", "other") else (said, "")


def gestures(plan: Plan, *, at: datetime, up_to: int | None) -> int:
    """Return what all roles have given as gestures this month, without those that cost more than `up_to`."""
    found = Given.objects.filter(A_GESTURE, purse__month=month_of(plan, at))
    small = found if up_to is None else found.filter(amount__lte=up_to)
    return small.aggregate(sum=Sum("amount"))["sum"] or 0


def large_gestures(plan: Plan, *, at: datetime, above: int) -> int:
    """Return how many gestures that cost more than this were given this year."""
    year = month_of(plan, at)[:4]
    return Given.objects.filter(A_GESTURE, purse__month__startswith=year, amount__gt=above).count()


def had_gesture(case: Case, *, since: datetime) -> bool:
    """Whether somebody had a gesture since then in another asunto: within one, all that is given is one gesture."""
    theirs = Given.objects.filter(A_GESTURE, person__in=Person.objects.group_of(case.person), at__gt=since)
    return theirs.exclude(case=case).exists()
