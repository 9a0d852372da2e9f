"""Joining, splitting and moving, each undone by its opposite."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import promising
from mostrador.inbox.events import CaseChanged, CaseDone, CaseOpened
from mostrador.inbox.models import Case, Message, Need, Promise
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.words import N_


class NotTheSamePerson(Exception):
    for_people = N_("These belong to two different people. Say first that they are the same person.")


@transaction.atomic
def join(case: Case, *, into: Case, by: Member) -> None:
    """Put all of `case` into another one of the same person. Raises `NotTheSamePerson`."""
    if case.person.head_id != into.person.head_id:
        raise NotTheSamePerson
    Message.objects.filter(case=case).update(case=into)
    Need.objects.filter(case=case).update(case=into)
    Promise.objects.filter(case=case).update(case=into)
    into.waiting_since = min(filter(None, [case.waiting_since, into.waiting_since]), default=None)
    if into.waiting_since:
        into.state, into.done_at = Case.State.WAITING_US, None
    into.asks_for_manager = into.asks_for_manager or case.asks_for_manager
    into.save()
    promising.refresh(into)
    _empty(case)
    tell_case(CaseDone, case, by=by, why="joined")
    tell_case(CaseChanged, into, by=by)


@transaction.atomic
def split(message: Message, *, by: Member) -> Case:
    """Give a message, with what came after it from them, an asunto of its own."""
    old = message.case
    later = message.conversation.messages.filter(case=old, shown_at__gte=message.shown_at)
    need = message.needs.order_by("id").first()
    new = Case.objects.create(
        conversation=message.conversation,
        person=message.conversation.person,
        kind=need.kind if need else "other",
        state=Case.State.WAITING_US,
        owner=old.owner if old else by,
        opened_at=message.shown_at,
        waiting_since=message.shown_at,
        moved_at=clock.now(),
        last_words=" ".join(message.text.split())[:200],
    )
    Need.objects.filter(message__in=later).update(case=new)
    Promise.objects.filter(message__in=later, case=old).update(case=new)
    later.update(case=new)
    promising.refresh(new)
    if old is not None:
        promising.refresh(old)
        tell_case(CaseChanged, old, by=by)
    tell_case(CaseOpened, new, by=by, kind=new.kind)
    return new


@transaction.atomic
def move(message: Message, *, to: Case, by: Member) -> None:
    """Put one message into another asunto of the same person. Raises `NotTheSamePerson`."""
    old = message.case
    if to.person.head_id != message.conversation.person.head_id:
        raise NotTheSamePerson
    message.case = to
    message.save(update_fields=["case"])
    Need.objects.filter(message=message).update(case=to)
    Promise.objects.filter(message=message, case=old).update(case=to)
    for changed in filter(None, [old, to]):
        promising.refresh(changed)
        tell_case(CaseChanged, changed, by=by)


def _empty(case: Case) -> None:
    now = clock.now()
    Case.objects.filter(pk=case.pk).update(
        state=Case.State.DONE, done_at=now, moved_at=now, waiting_since=None, due_at=None, told_due_at=None, unread=0
    )
    case.refresh_from_db()
