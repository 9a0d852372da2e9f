"""Putting two asuntos together, with what it takes to part them again in one tap."""

from typing import Any

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import locking, promising, remembering, standing
from mostrador.inbox.events import CaseChanged, CaseDone, CaseReopened
from mostrador.inbox.grouping import NotTheSamePerson, empty
from mostrador.inbox.models import Case, Joining, Message, Need, Promise
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.words import N_

JOINED = (
    "state", "done_at", "snoozed_until", "waiting_since", "asks_for_manager", "answered_at", "unread", "moved_at",
    "last_words", "last_from_us", "last_author",
)  # fmt: skip
BELONGS = (Message, Need, Promise)


class MovedOn(Exception):
    for_people = N_("What was joined has been moved on since. Move each message where it belongs.")


@transaction.atomic
def join(case: Case, *, into: Case, by: Member) -> Joining:
    """Put all of `case` into another one of the same person. Raises `NotTheSamePerson`."""
    if case.person.head_id != into.person.head_id:
        raise NotTheSamePerson
    locking.hold(case, into)
    joining = _note(case, into, by)
    for kind in BELONGS:
        kind.objects.filter(case=case).update(case=into)
    for one in (case, into):  # what the page showed may be some time ago
        one.refresh_from_db(fields=[*JOINED, "also_elsewhere"])
    _put_together(case, into)
    into.also_elsewhere |= case.also_elsewhere or case.conversation_id != into.conversation_id
    into.save(update_fields=[*JOINED, "also_elsewhere"])
    promising.refresh(into)
    empty(case)
    joining.into_after = remembering.as_it_is(into, JOINED)
    joining.save(update_fields=["into_after"])
    tell_case(CaseDone, case, by=by, why="joined")
    tell_case(CaseChanged, into, by=by)
    return joining


@transaction.atomic
def part(joining: Joining, *, by: Member) -> None:
    """Take them apart again, each as it was; what was said since stays where it was said. Raises `MovedOn`."""
    case, into = joining.case, joining.into
    locking.hold(case, into)
    if not Joining.objects.filter(pk=joining.pk, parted_at=None).update(parted_at=clock.now()):
        return  # somebody was quicker
    if _give_back(joining) == 0 or case.messages.exclude(pk__in=joining.belonged["message"]).exists():
        transaction.set_rollback(True)
        raise MovedOn
    remembering.bring_back(case, joining.case_before)
    _as_before(joining, into)
    for one in (case, into):
        promising.refresh(one)
    tell_case(CaseReopened, case, by=by)
    tell_case(CaseChanged, into, by=by)


def _note(case: Case, into: Case, by: Member) -> Joining:
    return Joining.objects.create(
        case=case,
        into=into,
        by=by,
        at=clock.now(),
        case_before=remembering.as_it_is(case, JOINED),
        into_before=remembering.as_it_is(into, JOINED),
        belonged={_name(kind): list(kind.objects.filter(case=case).values_list("pk", flat=True)) for kind in BELONGS},
    )


def _give_back(joining: Joining) -> int:
    """Return how many messages are where they were before."""
    given = [
        kind.objects.filter(case=joining.into_id, pk__in=joining.belonged[_name(kind)]).update(case=joining.case_id)
        for kind in BELONGS
    ]
    return int(given[0])


def _name(kind: type) -> str:
    return kind.__name__.lower()


def _as_before(joining: Joining, into: Case) -> None:
    """Where nothing has happened since it is as it was, else as what is left in it says."""
    now: dict[str, Any] = remembering.as_it_is(into, JOINED)
    if {**now, "unread": 0} == {**joining.into_after, "unread": 0}:  # to be looked at changes nothing
        remembering.bring_back(into, joining.into_before)
    else:
        into.refresh_from_db()
        standing.stand(into)


def _put_together(case: Case, into: Case) -> None:
    """The joined asunto owes what either owed, and shows the words that came last."""
    into.waiting_since = min(filter(None, [case.waiting_since, into.waiting_since]), default=None)
    if into.waiting_since:
        into.state, into.done_at, into.snoozed_until = Case.State.WAITING_US, None, None
    elif into.state == Case.State.DONE and case.state != Case.State.DONE:
        into.state, into.done_at, into.snoozed_until = case.state, None, case.snoozed_until
    into.asks_for_manager = into.asks_for_manager or case.asks_for_manager
    into.answered_at = min(filter(None, [case.answered_at, into.answered_at]), default=None)
    into.unread += case.unread
    if case.moved_at > into.moved_at:
        into.moved_at, into.last_words = case.moved_at, case.last_words
        into.last_from_us, into.last_author = case.last_from_us, case.last_author
