"""Splitting and moving: undone by joining and by moving back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from mostrador.accounts.models import Member
from mostrador.inbox import locking, promising, resolving, standing
from mostrador.inbox.events import CaseChanged, CaseOpened
from mostrador.inbox.models import Case, Message, Need, Promise
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_


class NotTheSamePerson(Exception):
    for_people = N_("These belong to two different people. Say first that they are the same person.")


class NothingStays(Exception):
    for_people = N_("It is the first thing they said in this errand: nothing of theirs would stay behind.")


def first_heard(cases: Iterable[int]) -> dict[int, datetime]:
    """Return the time of what each of these asuntos was told first by them; one that never was is left out."""
    return dict(_first_heard(list(cases)))


@prepared
def _first_heard(cases: Sequence[int]) -> QuerySet[Case, tuple[int, datetime]]:
    # The first that came: the earliest that is shown would have to be looked for among all of a long thread.
    theirs = Message.objects.filter(case=OuterRef("pk"), direction=Message.Direction.IN).order_by("pk")
    told = Case.objects.filter(pk__in=cases).annotate(at=Subquery(theirs.values("shown_at")[:1]))
    return told.exclude(at=None).values_list("pk", "at")


@transaction.atomic
def split(message: Message, *, by: Member) -> Case:
    """Give a message, with what came after it from them, an asunto of its own. Raises `NothingStays`."""
    locking.hold_conversations([message.conversation_id])
    old = message.case
    if old is not None and not old.messages.filter(direction="in", shown_at__lt=message.shown_at).exists():
        raise NothingStays
    later = message.conversation.messages.filter(case=old, shown_at__gte=message.shown_at)
    need = message.needs.order_by("id").first()
    new = Case.objects.create(
        conversation=message.conversation,
        door_id=message.conversation.door_id,
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
    if old is not None:
        _share_the_clocks(message, old, new)
        standing.stand(old)
        tell_case(CaseChanged, old, by=by)
    standing.stand(new)
    tell_case(CaseOpened, new, by=by, kind=new.kind)
    return new


def _share_the_clocks(message: Message, old: Case, new: Case) -> None:
    """One clock ran for all they had said: both asuntos are owed an answer, and to be done, by then."""
    if message.direction != "in":
        return
    for about, states in ((Promise.About.ANSWER, [Promise.State.RUNNING]), (Promise.About.RESOLVE, resolving.OPEN)):
        owed = Promise.objects.filter(about=about, state__in=states)
        shared = owed.filter(case=old).order_by("began_at").first()
        if shared is not None and not owed.filter(case=new).exists():
            shared.pk, shared.case, shared.message = None, new, message
            shared.save(force_insert=True)


@transaction.atomic
def move(message: Message, *, to: Case, by: Member) -> None:
    """Put one message into another asunto of the same person. Raises `NotTheSamePerson`."""
    old = message.case
    if to.person.head_id != message.conversation.person.head_id:
        raise NotTheSamePerson
    locking.hold_conversations([message.conversation_id, to.conversation_id])
    message.case = to
    message.save(update_fields=["case"])
    if message.conversation_id != to.conversation_id and not to.also_elsewhere:
        to.also_elsewhere = True
        to.save(update_fields=["also_elsewhere"])
    Need.objects.filter(message=message).update(case=to)
    _promises_of(message, old).update(case=to)
    if old is not None and _took_the_wait_along(message, old):
        _waits_here(message, to)
    for changed in filter(None, [old, to]):
        promising.refresh(changed)
        tell_case(CaseChanged, changed, by=by)


def _promises_of(message: Message, old: Case | None) -> QuerySet[Promise]:
    """Return what goes along with a message: the promise to be done only where it leaves nothing of theirs behind."""
    made = Promise.objects.filter(message=message, case=old)
    if old is not None and old.messages.filter(direction="in", shown_at__gt=message.shown_at).exists():
        return made.exclude(about=Promise.About.RESOLVE)
    return made


def _took_the_wait_along(message: Message, old: Case) -> bool:
    """Whether a message that just left its asunto was waited for there; if it was the last such, nobody waits now."""
    old.refresh_from_db(fields=["state", "waiting_since"])
    if old.waiting_since is None or message.direction != "in" or message.shown_at < old.waiting_since:
        return False
    theirs = old.messages.filter(direction="in", shown_at__gte=old.waiting_since).order_by("shown_at")
    if first := theirs.first():
        old.waiting_since = first.shown_at
        old.save(update_fields=["waiting_since"])
    else:
        _nobody_waits(old)
    return True


def _nobody_waits(case: Case) -> None:
    """What is left was answered, and it is their turn; or it was over before, and is again."""
    last = case.messages.exclude(direction="note").exclude(state="withdrawn").order_by("-shown_at", "-id").first()
    if last is None or last.direction == "in":
        empty(case)
        return
    case.waiting_since = None
    case.state = Case.State.SNOOZED if case.state == Case.State.SNOOZED else Case.State.WAITING_THEM
    case.save(update_fields=["state", "waiting_since"])


def _waits_here(message: Message, case: Case) -> None:
    case.refresh_from_db(fields=["waiting_since"])
    case.waiting_since = min(filter(None, [case.waiting_since, message.shown_at]))
    case.state, case.done_at, case.snoozed_until = Case.State.WAITING_US, None, None
    case.save(update_fields=["waiting_since", "state", "done_at", "snoozed_until"])


def empty(case: Case) -> None:
    """Nothing is left in it to be done."""
    now = clock.now()
    Case.objects.filter(pk=case.pk).update(
        state=Case.State.DONE, done_at=now, moved_at=now, waiting_since=None, due_at=None, told_due_at=None, unread=0,
        promise_began_at=None, snoozed_until=None, asks_for_manager=False,
    )  # fmt: skip
    case.refresh_from_db()
