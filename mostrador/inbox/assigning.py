"""Whose it is: an owner at once, a stand-in where the owner is away, and handing over with a word."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox import noting
from mostrador.inbox.events import CaseAssigned
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.people.models import Person


class CannotTakeIt(Exception):
    for_people = "They cannot answer here: choose somebody who can."


def owner_for(door: Door, person: Person, *, turn: int) -> Member | None:
    """Return who should have a new errand: whoever had this person's last, or their stand-in; else the next.

    None when nobody is at work: then the errand is everybody's, and the clock calls.
    """
    able = [member for member in team_of(door) if not member.away]
    last = Case.objects.filter(person=person).exclude(owner=None).order_by("-id").values_list("owner_id", flat=True)
    if found := standing_in(last.first(), able):
        return found
    return able[turn % len(able)] if able else None


def whoever_is_there(case: Case, door: Door) -> Member | None:
    """Return the owner of an errand that goes on, or whoever stands in while they are away."""
    if case.owner is not None and not case.owner.away and case.owner.is_active:
        return case.owner
    return owner_for(door, case.person, turn=case.pk) or case.owner


def team_of(door: Door) -> list[Member]:
    """Return who may answer at this door, at work or away, in a fixed order."""
    able = Member.objects.filter(is_active=True).exclude(role="viewer").order_by("pk")
    named = list(door.members.values_list("pk", flat=True))
    return [member for member in able if not named or member.pk in named or member.runs_the_house]


def standing_in(member_id: int | None, able: list[Member]) -> Member | None:
    """Return the member if they are among the able, else whoever stands in for them, if they are."""
    by_id = {member.pk: member for member in able}
    if member_id in by_id or member_id is None:
        return by_id.get(member_id) if member_id else None
    stand_in = Member.objects.filter(pk=member_id).values_list("stand_in_id", flat=True).first()
    return by_id.get(stand_in) if stand_in else None


@transaction.atomic
def assign(case: Case, *, to: Member | None, by: Member, note: str = "") -> None:
    """Give it to somebody, with a note that the customer never sees. Raises `CannotTakeIt`."""
    if to is not None and not (to.may_write and Case.objects.visible_to(to).filter(pk=case.pk).exists()):
        raise CannotTakeIt
    case.owner = to
    case.save(update_fields=["owner"])
    if note.strip():
        noting.write(case, text=note, by=by)
    tell_case(CaseAssigned, case, by=by, owner_id=to.pk if to else None)


def take(case: Case, *, by: Member) -> None:
    assign(case, to=by, by=by)
