"""What goes along with the messages of a thread: files, reactions, what they answer, how they left. Asked once each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from mostrador.inbox.models import Attachment, Message, Part, Reaction
from mostrador.kit.prepared import prepared

State = Message.State
NOT_THERE_YET = frozenset({State.QUEUED, State.SENDING, State.FAILED, State.UNSURE})
"""Of these the parts tell more than the message does."""
Hung = TypeVar("Hung", Attachment, Part, Reaction)


@dataclass(frozen=True, kw_only=True)
class Along:
    """By the message's id; what a message answers by its own id."""

    files: Mapping[int, list[Attachment]]
    reactions: Mapping[int, list[Reaction]]
    parts: Mapping[int, list[Part]]
    answered: Mapping[int, Message]


def of(messages: Sequence[Message]) -> Along:
    numbers = [one.pk for one in messages]
    return Along(
        files=_by_message(_files(numbers)), reactions=_by_message(_reactions(numbers)),
        parts=_by_message(_parts([one.pk for one in messages if one.state in NOT_THERE_YET])),
        answered=_answered(messages),
    )  # fmt: skip


def _by_message(hung: Iterable[Hung]) -> Mapping[int, list[Hung]]:
    found: dict[int, list[Hung]] = defaultdict(list)
    for one in hung:
        if one.message_id is not None:
            found[one.message_id].append(one)
    return found


def _answered(messages: Sequence[Message]) -> Mapping[int, Message]:
    here = {one.pk: one for one in messages}
    before = {one.reply_to_id for one in messages if one.reply_to_id is not None}
    return {**{one.pk: one for one in _older(sorted(before - here.keys()))}, **here}


@prepared
def _files(messages: Sequence[int]) -> QuerySet[Attachment, Attachment]:
    return Attachment.objects.filter(message__in=messages).order_by("pk")


@prepared
def _reactions(messages: Sequence[int]) -> QuerySet[Reaction, Reaction]:
    return Reaction.objects.filter(message__in=messages).order_by("pk")


@prepared
def _parts(messages: Sequence[int]) -> QuerySet[Part, Part]:
    return Part.objects.filter(message__in=messages).order_by("pk")


@prepared
def _older(messages: Sequence[int]) -> QuerySet[Message, Message]:
    return Message.objects.filter(pk__in=messages)
