"""They wrote: the message enters its conversation, finds its asunto, and starts the clock it deserves.

Messages are received many at a time: what a batch can ask once is asked once, and every table is written once.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox import changing, locking, owing, threading
from mostrador.inbox.assigning import Meant
from mostrador.inbox.attaching import note_attachments
from mostrador.inbox.errands import Errands
from mostrador.inbox.models import Conversation, Early, Message, Need
from mostrador.kit import clock, ledger, rows
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person

_Id = tuple[int, str]
"""A door, and the id a message has there."""


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
    abuse: bool = False
    tone: str = ""
    raises: tuple[str, ...] = ()  # matters of law
    off_topic: bool = False  # under a post, about something else
    had_open_case: bool = False
    line: str = ""
    owed: owing.Owed | None = None
    meant: Meant | None = None  # whom the plan gives it to
    at_once: bool = False  # … also where somebody has it already
    calls: bool = False  # its line calls somebody
    parcel_id: int | None = None

    @property
    def kind(self) -> str:
        return self.needs[0].kind if self.needs else "other"

    @property
    def shown_at(self) -> datetime:
        return clock.believable(self.item.sent_at, arrived=self.arrived_at)


def receive(heard: Heard) -> Message | None:
    """Add what they said. Return None if we already have it: channels deliver twice, we listen once."""
    return receive_all([heard])[0]


@transaction.atomic(savepoint=False)
def receive_all(heard: Sequence[Heard]) -> list[Message | None]:
    """Add what many said, in this order; None for each that we already have.

    The unique pair of door and external id is the referee where another worker was quicker: raises `IntegrityError`,
    and the batch is to be tried again.
    """
    return [message for batch in _batches(heard) for message in _receive(batch)]


def _batches(heard: Sequence[Heard]) -> Iterator[list[Heard]]:
    """Cut before every message that points at an earlier one: that one must be on the page by then."""
    batch: list[Heard] = []
    for one in heard:
        if batch and threading.refers(one.item):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _receive(heard: Sequence[Heard]) -> list[Message | None]:
    locking.hold_doors({one.door.pk for one in heard})
    known, early = _known(heard)
    fresh = _first_of_each(heard, known)
    conversations = threading.conversations_for([(one.item, one.door, one.person, one.arrived_at) for one in fresh])
    locking.hold_conversations(conversation.pk for conversation in conversations)
    errands = Errands(conversations)
    messages = [_message(one, conversation, errands) for one, conversation in zip(fresh, conversations, strict=True)]
    errands.write_cases()
    _write(messages)
    _note_needs(fresh, messages)
    ledger.record_all(errands.write_promises_and_tell())
    _heard_from([message for one, message in zip(fresh, messages, strict=True) if not one.item.here])
    _what_came_with_them(fresh, messages, early)
    written = {id(one): message for one, message in zip(fresh, messages, strict=True)}
    return [written.get(id(one)) for one in heard]


def _known(heard: Sequence[Heard]) -> tuple[set[_Id], set[_Id]]:
    """Return which of these ids we have, and which of them something came for before they did."""
    ids = {one.item.external_id for one in heard if one.item.external_id}
    found = _known_or_early({one.door.pk for one in heard}, ids)
    return {(door, id) for door, id, early in found if not early}, {(door, id) for door, id, early in found if early}


@prepared
def _known_or_early(doors: Collection[int], ids: Collection[str]) -> QuerySet[Any, tuple[int, str, int]]:
    # Ids of ours do not count: where each side numbers its own messages, their 7 is not our 7.
    known = Message.objects.filter(door__in=doors, external_id__in=ids, direction=Message.Direction.IN)
    early = Early.objects.filter(door__in=doors, of__in=ids)
    return known.values_list("door_id", "external_id", Value(0)).union(
        early.values_list("door_id", "of", Value(1)), all=True
    )


def _first_of_each(heard: Sequence[Heard], known: set[_Id]) -> list[Heard]:
    """Leave out what we have, also from earlier in the same batch."""
    seen, fresh = set(known), []
    for one in heard:
        key = (one.door.pk, one.item.external_id)
        if key not in seen:
            fresh.append(one)
        if one.item.external_id:
            seen.add(key)
    return fresh


def _message(heard: Heard, conversation: Conversation, errands: Errands) -> Message:
    item, answered = heard.item, threading.quoted(heard.item, conversation)
    message = Message(
        conversation=conversation,
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
        reply_to=answered,
        unsupported=item.why[:200] if item.kind == "unsupported" else "",
        note=item.why[:300] if item.kind != "unsupported" else "",
        parcel_id=heard.parcel_id,
        line=heard.line,
        needs_answer=heard.needs_answer,
        asks_for_manager=heard.asks_for_manager,
        abuse=heard.abuse,
        tone=heard.tone,
        raises=" ".join(heard.raises),
        off_topic=heard.off_topic,
        had_open_case=heard.had_open_case,
        sent_at=item.sent_at or heard.arrived_at,
        shown_at=_shown_at(heard, answered),
        received_at=heard.arrived_at,
    )
    errands.take(
        message,
        kind=heard.kind,
        needs_answer=heard.needs_answer,
        asks_for_manager=heard.asks_for_manager,
        owed=heard.owed,
        words=_words(item),
        meant=heard.meant,
        at_once=heard.at_once,
        calls=heard.calls,
    )
    return message


def _shown_at(heard: Heard, answered: Message | None) -> datetime:
    """Their clock is not ours, and a mail's counts whole seconds: an answer stands below our words that it answers."""
    if answered is None or answered.direction != Message.Direction.OUT:
        return heard.shown_at
    return max(heard.shown_at, answered.shown_at)


def _write(messages: Sequence[Message]) -> None:
    for message in messages:
        message.case = message.case  # its id is known only now
    rows.insert_all(messages)


def _note_needs(fresh: Sequence[Heard], messages: Sequence[Message]) -> None:
    rows.insert_all([
        Need(message_id=message.pk, case_id=message.case_id, kind=need.kind, words=need.words[:200],
             certainty=need.certainty)
        for heard, message in zip(fresh, messages, strict=True)
        for need in heard.needs
    ])  # fmt: skip


def _heard_from(messages: Sequence[Message]) -> None:
    """Move each conversation's reply window; an older message that came late does not move it back."""
    moved: dict[int, Conversation] = {}
    for message in messages:
        conversation = message.conversation
        if conversation.last_heard_at is None or conversation.last_heard_at <= message.shown_at:
            conversation.last_heard_at = message.shown_at
            conversation.last_external_id = message.external_id or ""
            moved[conversation.pk] = conversation
    rows.update_all(list(moved.values()), ["last_heard_at", "last_external_id"])


def _what_came_with_them(fresh: Sequence[Heard], messages: Sequence[Message], early: set[_Id]) -> None:
    for heard, message in zip(fresh, messages, strict=True):
        if heard.item.attachments:
            note_attachments(heard.item, message)
    for message in messages:
        if (message.door_id, message.external_id) in early:
            changing.apply_early(message)


def _words(item: Item) -> str:
    words = item.text or item.subject or item.why or ", ".join(file.name or file.type for file in item.attachments)
    return " ".join(words.split())[:200]
