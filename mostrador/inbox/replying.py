"""We answer: the words are on disk before anybody is told that they are on their way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import drafting, locking, promising, remembering, resolving
from mostrador.inbox.events import MessageQueued
from mostrador.inbox.models import Attachment, Case, Message, Part
from mostrador.inbox.models.messages import TRIED_FOR
from mostrador.inbox.noting import NothingToSay
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock, wake
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_

BROUGHT_BACK = ("state", "waiting_since", "done_at", "snoozed_until", "asks_for_manager", "answered_at")
CHANGED = [*BROUGHT_BACK, "unread", "moved_at", "last_from_us", "last_author", "last_words"]


class SameKeyOtherWords(Exception):
    """The idempotency key was used before, with another body or for somebody else."""

    for_people = N_("This was already sent with other words.")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is to be said. `parts` is how the channel cuts it: (text, how many of the files)."""

    text: str
    key: str
    by: Member | None
    parts: Sequence[tuple[str, int]]
    files: Sequence[Attachment] = ()
    public: bool = False
    automatic: bool = False
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    leaves_after: timedelta = timedelta(0)
    tail: str = ""  # what the house adds under them: no part of what the key stands for
    reply_to: Message | None = None
    said_at: datetime = field(default_factory=clock.now)

    @property
    def digest(self) -> str:
        body = [self.text, str(self.public), *[file.key for file in self.files], *self.cc, *self.bcc]
        return hashlib.sha256("\0".join(body).encode()).hexdigest()


@transaction.atomic
def reply(case: Case, words: Words) -> Message:
    """Queue an answer. The same key with the same words returns the message that is already there.

    Raises `SameKeyOtherWords` and `NothingToSay`. A machine's words never stop a clock.
    """
    if not words.text.strip() and not words.files:
        raise NothingToSay
    locking.hold_to_speak(case.conversation)
    for known in _known(words.key):
        return _same(known, words, case)
    message = _write(case, words)
    _cut(message, words)
    if not words.automatic:
        _they_have_the_turn(case, message, words)
    tell_message(MessageQueued, message, by=words.by)
    transaction.on_commit(_tap)
    return message


@prepared
def _known(key: str) -> QuerySet[Message, Message]:
    return Message.objects.filter(idempotency_key=key).select_related("conversation")


def _same(known: Message, words: Words, case: Case) -> Message:
    if known.body_digest != words.digest or known.conversation_id != case.conversation_id:
        raise SameKeyOtherWords
    return known


def _write(case: Case, words: Words) -> Message:
    conversation = case.conversation
    message = Message.objects.create(
        conversation=conversation,
        case=case,
        door_id=conversation.door_id,
        direction=Message.Direction.OUT,
        state=Message.State.QUEUED,
        author=words.by,
        automatic=words.automatic,
        public=words.public,
        text="\n\n".join(filter(None, (words.text.strip(), words.tail))),
        cc=[*words.cc, *[f"bcc:{address}" for address in words.bcc]],
        reply_to=words.reply_to,
        idempotency_key=words.key,
        case_before=None if words.automatic else remembering.as_it_is(case, BROUGHT_BACK),
        body_digest=words.digest,
        sent_at=words.said_at,
        shown_at=words.said_at,
        received_at=words.said_at,
    )
    if words.files:
        Attachment.objects.filter(pk__in=[file.pk for file in words.files]).update(message=message)
    return message


def _cut(message: Message, words: Words) -> None:
    files, rows = list(words.files), []
    for position, (text, how_many) in enumerate(words.parts):
        mine, files = files[:how_many], files[how_many:]
        rows.append(
            Part(
                message=message,
                door_id=message.door_id,
                conversation_id=message.conversation_id,
                position=position,
                text=text,
                files=[file.pk for file in mine],
                idempotency_key=f"{message.pk}.{position}",
                next_try_at=words.said_at + words.leaves_after,
                give_up_at=words.said_at + words.leaves_after + TRIED_FOR,
            )
        )
    Part.objects.bulk_create(rows)


def _they_have_the_turn(case: Case, message: Message, words: Words) -> None:
    promising.answer_given(case, message=message, at=words.said_at, by=words.by)
    resolving.goes_on(case, message=message)
    case.state, case.waiting_since, case.asks_for_manager = Case.State.WAITING_THEM, None, False
    case.done_at, case.snoozed_until, case.unread = None, None, 0
    case.answered_at = case.answered_at or words.said_at
    case.moved_at, case.last_from_us, case.last_author = words.said_at, True, words.by
    case.last_words = " ".join(words.text.split())[:200]
    # Only what an answer changes: meanwhile a colleague may have named it or handed it over.
    case.save(update_fields=CHANGED)
    if words.by and Case.objects.filter(pk=case.pk, owner=None).update(owner=words.by):
        case.owner = words.by
    promising.refresh(case)
    if words.by:
        drafting.drop(case.conversation, by=words.by)


def _tap() -> None:
    wake.up("parts")
