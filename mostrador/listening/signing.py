"""The signed log of a crisis: a line for each thing done. Lines are added, never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import clock, ledger
from mostrador.kit.words import N_
from mostrador.listening import standing
from mostrador.listening.events import CrisisChanged
from mostrador.listening.models import Crisis, Step
from mostrador.plan import authority, keeping

LONGEST = 2_000


class SaysNothing(Exception):
    for_people = N_("Write something first.")


def said(words: str) -> str:
    """Return the words without the space around them. Raises `SaysNothing`."""
    words = words.strip()[:LONGEST]
    if not words:
        raise SaysNothing
    return words


@transaction.atomic
def sign(
    crisis: Crisis, what: Step.What, *, words: str = "", by: Member | None = None, level: int | None = None
) -> Step:
    """Add a line, with its receipt: which plan, which of its lines, which role."""
    plan, reached = keeping.current(), level or crisis.level or crisis.highest
    step = Step.objects.create(
        crisis=crisis, what=what, words=words[:LONGEST], level=level, member=by, at=clock.now(), plan_hash=plan.hash,
        line=f"crisis.level_{reached}" if reached else "",
        role=authority.role_of(plan, member_role=by.role, name=by.name) if by else "",
    )  # fmt: skip
    ledger.record(CrisisChanged(crisis_id=crisis.pk), member_id=by.pk if by else None)
    return step


@transaction.atomic
def begin_to_act(crisis: Crisis) -> None:
    """Stop the lead's clock; once a level."""
    if Crisis.objects.filter(pk=crisis.pk, acted_at=None).update(acted_at=clock.now()):
        crisis.refresh_from_db(fields=["acted_at"])
        standing.forget()


@transaction.atomic
def hand_to_stand_in(crisis: Crisis, member: Member) -> bool:
    """Note who stands in for the lead; False where that was done, or the lead acted meanwhile."""
    waiting = Crisis.objects.filter(pk=crisis.pk, acted_at=None, stand_in=None, state__in=standing.OPEN)
    if not waiting.update(stand_in=member):
        return False
    sign(crisis, Step.What.STAND_IN, words=member.name, level=crisis.level)
    standing.forget()
    return True


@transaction.atomic
def name_owner(crisis: Crisis, owner: Member, *, by: Member) -> None:
    Crisis.objects.filter(pk=crisis.pk).update(owner=owner)
    sign(crisis, Step.What.OWNER, words=owner.name, by=by)


@transaction.atomic
def plan_note(crisis: Crisis, at: datetime, *, by: Member) -> None:
    """Say when the next note to everybody is due."""
    Crisis.objects.filter(pk=crisis.pk).update(note_at=at)
    sign(crisis, Step.What.NEXT_NOTE, words=at.isoformat(), by=by)
