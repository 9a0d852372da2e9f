"""Whose it is: an owner at once, a stand-in where the owner is away, and handing over with a word."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.db.models import Max, QuerySet

from mostrador.accounts import on_shift
from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox import locking, noting
from mostrador.inbox.events import CaseAssigned
from mostrador.inbox.models import Case, Conversation
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_

Meant = Callable[[Member], int | None]
"""How near a member is to whom the plan means: 0 for them, 1 for who stands in for them, None for others."""


class CannotTakeIt(Exception):
    for_people = N_("They cannot answer here: choose somebody who can.")


class Owners:
    """Chooses who should have errands, for a batch: everything is looked up once."""

    def __init__(self, person_ids: Iterable[int]) -> None:
        self._persons = set(person_ids)
        self._teams: dict[int, list[Member]] = {}

    def choose(self, door: Door, conversation: Conversation, *, meant: Meant | None = None) -> Member | None:
        """Return whoever had this person's last errand, or their stand-in; else the next in turn.

        With `meant`, only those it is meant for, while any of them is at work. While nobody is, whoever comes first.
        None when everybody is away: then the errand is everybody's, and the clock calls.
        """
        team = self._team(door)
        able = _nearest(_here(team) or _coming_first(team), meant)
        before = self._before.get(conversation.person_id)
        had_it = next((member for member in team if member.pk == before), None)
        if had_it is not None and (found := standing_in(had_it, able)):
            return found
        return able[conversation.pk % len(able)] if able else None

    def instead_of(self, member: Member, conversation: Conversation) -> Member | None:
        """Return who stands in for them there, else the next in turn; None when nobody is at work."""
        able = [one for one in _here(self._team(conversation.door)) if one.pk != member.pk]
        return standing_in(member, able) or (able[conversation.pk % len(able)] if able else None)

    @cached_property
    def _before(self) -> dict[int, int | None]:
        """For each person the owner of their latest errand; asked only when somebody opens a new one."""
        return dict(_owned_before(self._persons))

    def _team(self, door: Door) -> list[Member]:
        if door.pk not in self._teams:
            self._teams[door.pk] = team_of(door)
        return self._teams[door.pk]


@prepared
def _owned_before(persons: Collection[int]) -> QuerySet[Case, tuple[int, int | None]]:
    latest = Case.objects.filter(person__in=persons).values("person").annotate(last=Max("pk")).values("last")
    return Case.objects.filter(pk__in=latest).exclude(owner=None).values_list("person_id", "owner_id")


def _nearest(able: list[Member], meant: Meant | None) -> list[Member]:
    """Return those whom it is meant for most, or all of them where it is meant for none of them."""
    if meant is None:
        return able
    ranked = [(rank, member) for member in able if (rank := meant(member)) is not None]
    nearest = min((rank for rank, _member in ranked), default=None)
    return [member for rank, member in ranked if rank == nearest] or able


def _here(team: Sequence[Member]) -> list[Member]:
    return [member for member in team if member.is_here]


def _coming_first(team: Sequence[Member]) -> list[Member]:
    """Return whose shift begins next of those who are not away."""
    now = clock.now()
    coming = [(back, member) for member in team if (back := on_shift.back_at(member, now))]
    first = min((back for back, _member in coming), default=None)
    return [member for back, member in coming if back == first]


def team_of(door: Door) -> list[Member]:
    """Return who may answer at this door, at work or away, in a fixed order."""
    named = set(_named_at(door.pk))
    return [member for member in _able() if not named or member.pk in named or member.runs_the_house]


@prepared
def _able() -> QuerySet[Member, Member]:
    return Member.objects.filter(is_active=True).exclude(role="viewer").order_by("pk")


@prepared
def _named_at(door: int) -> QuerySet[Member, int]:
    return Member.objects.filter(door=door).values_list("pk", flat=True)


def standing_in(member: Member, able: Sequence[Member]) -> Member | None:
    """Return the member if they are among the able, else whoever stands in for them, if they are."""
    wanted = (member.pk, member.stand_in_id)
    return next((one for number in wanted for one in able if one.pk == number), None)


@transaction.atomic
def assign(case: Case, *, to: Member | None, by: Member | None, note: str = "") -> None:
    """Give it to somebody, with a note that the customer never sees. Raises `CannotTakeIt`."""
    if to is not None and not (to.may_write and Case.objects.visible_to(to).filter(pk=case.pk).exists()):
        raise CannotTakeIt
    locking.hold_to_speak(case.conversation)
    case.owner = to
    case.save(update_fields=["owner"])
    if note.strip() and by is not None:
        noting.write(case, text=note, by=by)
    tell_case(CaseAssigned, case, by=by, owner_id=to.pk if to else None)


def hand_on(member: Member, *, due_before: datetime | None = None) -> Iterator[tuple[Case, Member]]:
    """Give what waits for us, and was theirs, to their stand-in where they may, else to the next in turn.

    With `due_before` only what falls due before they are back: the rest waits for them.
    Yield each with its new owner, in a transaction of its own that is still open: somebody may be answering one of
    them.
    """
    around = "conversation__door__connection", "person"
    theirs = Case.objects.filter(owner=member, state=Case.State.WAITING_US).select_related(*around)
    if due_before is not None:
        theirs = theirs.filter(due_at__lt=due_before)
    for case in theirs.order_by("due_at", "pk"):
        found = Owners([]).instead_of(member, case.conversation)
        if found is not None:
            with transaction.atomic():
                if _hand(case, member, found):
                    yield case, found


def _hand(case: Case, member: Member, found: Member) -> bool:
    locking.hold_to_speak(case.conversation)
    moved = Case.objects.filter(pk=case.pk, owner=member).update(owner=found)
    if moved:
        tell_case(CaseAssigned, case, owner_id=found.pk)
    return bool(moved)


def take(case: Case, *, by: Member) -> None:
    assign(case, to=by, by=by)
