"""Who is to be called for an asunto: written down first, so that nobody is called twice and nobody is forgotten."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member, Role
from mostrador.inbox import assigning
from mostrador.inbox.models import Call, Case, Message, Promise
from mostrador.kit import clock


@transaction.atomic
def call(case: Case, members: Iterable[Member], *, why: Call.Why, promise: Promise | None = None) -> None:
    """Note that these are to be called. Who was, or is about to be, for the same reason, is not again."""
    now = clock.now()
    rows = [Call(member=member, case=case, promise=promise, why=why, made_at=now) for member in members]
    Call.objects.bulk_create(rows, ignore_conflicts=True)


BY_LINE = (Call.Why.MANAGER, Call.Why.ESCALATE, Call.Why.NOTIFY)


def was_called(case: Case, member: Member) -> bool:
    """Whether a line called them for this asunto since they wait in it."""
    since = case.waiting_since or case.opened_at
    return Call.objects.filter(case=case, member=member, why__in=BY_LINE, made_at__gte=since).exists()


def heard_of(promise: Promise) -> set[int]:
    """Return who was called, or is about to be, about a promise."""
    called = Call.objects.filter(promise=promise).exclude(state=Call.State.SPARED)
    return set(called.values_list("member", flat=True))


def owner_there(case: Case) -> Member | None:
    """Return whose it is, or while they are not here whoever stands in for them; None where neither is at work here."""
    able = [member for member in assigning.team_of(case.conversation.door) if member.is_here]
    return assigning.standing_in(case.owner, able) if case.owner else None


def in_charge(case: Case) -> Member | None:
    """Return who answers for the door: a manager at work, else an owner at work, else the first of them."""
    team = assigning.team_of(case.conversation.door)
    managers = [member for member in team if member.role == Role.MANAGER]
    owners = [member for member in team if member.role == Role.OWNER]
    ranked = [*managers, *owners]
    return next((one for one in ranked if one.is_here), ranked[0] if ranked else None)


def fetched(case: Case) -> Member | None:
    """Return who was last called because they ask for whoever is in charge, while they wait."""
    since = case.waiting_since or case.opened_at
    found = Call.objects.filter(case=case, why=Call.Why.MANAGER, made_at__gte=since).select_related("member")
    last = found.order_by("-made_at", "-pk").first()
    return last.member if last else None


def fetched_by(case: Case, *, due: Callable[[datetime], datetime]) -> datetime | None:
    """Return until when whoever is in charge has time: what we owe since they last asked, else what would be `due`.

    None where they have not asked.
    """
    asked = Message.objects.filter(case=case, direction=Message.Direction.IN, asks_for_manager=True)
    asked_at = asked.order_by("-shown_at").values_list("shown_at", flat=True).first()
    if asked_at is None:
        return None
    return case.due_at if case.due_at and case.due_at > asked_at else due(asked_at)


def waiting(member_id: int) -> list[Call]:
    """Return what this member is still to hear, the oldest first."""
    rows = Call.objects.filter(member=member_id, state=Call.State.WAITING).order_by("made_at", "pk")
    return list(rows.select_related("promise", "case__person__same_as", "case__conversation__door")[:50])


def is_owed(one: Call) -> bool:
    """Whether there is still a reason to call. What colleagues ask each other, the plan knows."""
    if one.why in (Call.Why.ANSWERED, Call.Why.NOTIFY):
        return True
    if one.case.state == Case.State.DONE:
        return False
    if one.promise is not None:
        return one.promise.state == Promise.State.RUNNING
    if one.why == Call.Why.ESCALATE:
        return one.case.state == Case.State.WAITING_US
    return one.why == Call.Why.ASKED or one.case.asks_for_manager


def last_told(member_id: int) -> datetime | None:
    """Return when this member was last called."""
    told = Call.objects.filter(member=member_id, state=Call.State.TOLD).order_by("-ended_at")
    return told.values_list("ended_at", flat=True).first()


def end(calls: Collection[Call], *, state: Call.State) -> None:
    numbers = [one.pk for one in calls]
    Call.objects.filter(pk__in=numbers, state=Call.State.WAITING).update(state=state, ended_at=clock.now())
