"""They wrote: the message enters its conversation, finds its asunto, and starts the clock it deserves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox import assigning, changing, promising, threading
from mostrador.inbox.attaching import note_attachments
from mostrador.inbox.events import CaseOpened, CaseReopened, MessageReceived
from mostrador.inbox.models import Case, Conversation, Message, Need
from mostrador.inbox.telling import tell_case, tell_message
from mostrador.kit import clock
from mostrador.people.models import Person


@dataclass(frozen=True, kw_only=True)
class NeedFound:
    kind: str
    words: str = ""
    certainty: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A message with all that was thought about it before anything is written."""

    item: Item
    door: Door
    person: Person
    arrived_at: datetime
    needs: tuple[NeedFound, ...] = ()
    needs_answer: bool = True
    asks_for_manager: bool = False
    owed: promising.Owed | None = None
    parcel_id: int | None = None

    @property
    def kind(self) -> str:
        return self.needs[0].kind if self.needs else "other"


@transaction.atomic
def receive(heard: Heard) -> Message | None:
    """Add what they said. Return None if we already have it: channels deliver twice, we listen once."""
    conversation = threading.conversation_for(heard.item, door=heard.door, person=heard.person, at=heard.arrived_at)
    case, fresh = _case_for(heard, conversation)
    try:
        with transaction.atomic():
            message = _write(heard, conversation, case)
    except IntegrityError:  # the unique (door, external id) is the referee
        if fresh:
            case.delete()
        return None
    _note_needs(heard, message)
    note_attachments(heard.item, message)
    if fresh:
        tell_case(CaseOpened, case, kind=case.kind)
    if heard.needs_answer:
        _somebody_waits(heard, case, message, fresh=fresh)
    _heard_from(conversation, message)
    changing.apply_early(message)
    tell_message(MessageReceived, message)
    return message


def _write(heard: Heard, conversation: Conversation, case: Case) -> Message:
    item, shown_at = heard.item, clock.believable(heard.item.sent_at, arrived=heard.arrived_at)
    return Message.objects.create(
        conversation=conversation,
        case=case,
        door=heard.door,
        person=heard.person,
        external_id=item.external_id or None,
        direction=Message.Direction.IN,
        state=Message.State.RECEIVED,
        automatic=item.automatic,
        public=item.public,
        text=item.text,
        html=item.html,
        subject=item.subject[:300],
        cc=list(item.cc),
        reply_to=threading.quoted(item, conversation),
        unsupported=item.why[:200] if item.kind == "unsupported" else "",
        note=item.why[:300] if item.kind != "unsupported" else "",
        parcel_id=heard.parcel_id,
        sent_at=item.sent_at or heard.arrived_at,
        shown_at=shown_at,
        received_at=heard.arrived_at,
    )


def _case_for(heard: Heard, conversation: Conversation) -> tuple[Case, bool]:
    """Return the asunto these words belong to, and whether it is new.

    An open one in the same conversation takes them. Words that need no answer follow the last one, done or not.
    """
    theirs = conversation.cases.select_related("conversation", "owner").order_by("-id")
    going_on = theirs.exclude(state=Case.State.DONE).first()
    last = going_on or (None if heard.needs_answer else theirs.first())
    return (last, False) if last else (_open(heard, conversation), True)


def _open(heard: Heard, conversation: Conversation) -> Case:
    began = clock.believable(heard.item.sent_at, arrived=heard.arrived_at)
    return Case.objects.create(
        conversation=conversation,
        person=heard.person,
        kind=heard.kind,
        state=Case.State.WAITING_US if heard.needs_answer else Case.State.DONE,
        done_at=None if heard.needs_answer else heard.arrived_at,
        owner=assigning.owner_for(heard.door, heard.person, turn=conversation.pk),
        opened_at=began,
        moved_at=began,
        last_words=_words(heard.item),
    )


def _note_needs(heard: Heard, message: Message) -> None:
    Need.objects.bulk_create(
        Need(message=message, case=message.case, kind=need.kind, words=need.words[:200], certainty=need.certainty)
        for need in heard.needs
    )


def _somebody_waits(heard: Heard, case: Case, message: Message, *, fresh: bool) -> None:
    if case.state == Case.State.DONE:
        case.done_at = None
        tell_case(CaseReopened, case)
    case.state = Case.State.WAITING_US
    case.snoozed_until = None
    case.waiting_since = case.waiting_since or message.shown_at
    case.owner = assigning.whoever_is_there(case, heard.door)
    case.asks_for_manager = case.asks_for_manager or heard.asks_for_manager
    case.moved_at, case.last_words, case.last_from_us = message.shown_at, _words(heard.item), False
    case.last_author, case.unread = None, case.unread + 1
    _start_clock(heard, case, message, fresh=fresh)
    case.save()


def _start_clock(heard: Heard, case: Case, message: Message, *, fresh: bool) -> None:
    if heard.owed is None:
        return
    answered = not fresh and case.messages.filter(direction=Message.Direction.OUT, automatic=False).exists()
    made = promising.owe_an_answer(case, message=message, owed=heard.owed, answered_before=answered)
    if made and (case.due_at is None or made.due_at < case.due_at):
        case.due_at, case.promise_began_at = made.due_at, made.began_at


def _heard_from(conversation: Conversation, message: Message) -> None:
    if conversation.last_heard_at and conversation.last_heard_at > message.shown_at:
        return  # an older message that came late does not move the platform's reply window
    conversation.last_heard_at = message.shown_at
    conversation.last_external_id = message.external_id or ""
    conversation.save(update_fields=["last_heard_at", "last_external_id"])


def _words(item: Item) -> str:
    words = item.text or item.subject or item.why or ", ".join(file.name or file.type for file in item.attachments)
    return " ".join(words.split())[:200]
