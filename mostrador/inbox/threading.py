"""Which conversation do these words belong to? The channel's thread, or the mail they answer: never a subject."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox.models import Conversation, Message, Notice, Part
from mostrador.kit import rows, sealing
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person

REPLY = "mail-reply"
"""The purpose that reply references are signed for."""


Words = tuple[Item, Door, Person, datetime]
"""What somebody said, at which door, who it was, and when it arrived."""
_Key = tuple[int, str, int]


def conversation_for(item: Item, *, door: Door, person: Person, at: datetime) -> Conversation:
    """Return the conversation of one item. See `conversations_for`."""
    return conversations_for([(item, door, person, at)])[0]


def conversations_for(words: Sequence[Words]) -> list[Conversation]:
    """Return the conversation of each, opened if need be; the same one is the same object.

    A reference to an earlier message counts only when who writes already takes part in that conversation:
    whoever merely knows or guesses an id opens a conversation of their own.
    """
    referred = {index: found for index, each in enumerate(words) if (found := _referred_to(*each[:3]))}
    by_key = _by_key([each for index, each in enumerate(words) if index not in referred])
    return [referred.get(index) or by_key[_key(*each[:3])] for index, each in enumerate(words)]


def refers(item: Item) -> bool:
    """Whether the item points at an earlier message, which must be written before it can be found."""
    return bool(item.references or item.reply_token or item.reply_to)


def _by_key(words: Sequence[Words]) -> dict[_Key, Conversation]:
    """Read the conversations of these threads and persons, and open those that are not there yet."""
    asked = {_key(item, door, person): (item, door, person, at) for item, door, person, at in words}
    doors, threads, persons = zip(*asked, strict=True) if asked else ((), (), ())
    met = _known({*doors}, {*threads}, {*persons})
    found = {(row.door_id, row.thread, row.person_id): row for row in met}
    fresh = {key: _fresh(key, *each) for key, each in asked.items() if key not in found}
    rows.insert_all(list(fresh.values()))
    return {**found, **fresh}


@prepared
def _known(
    doors: Collection[int], threads: Collection[str], persons: Collection[int]
) -> QuerySet[Conversation, Conversation]:
    theirs = Conversation.objects.filter(door__in=doors, thread__in=threads, person__in=persons)
    return theirs.select_related("person")


def _key(item: Item, door: Door, person: Person) -> _Key:
    return door.pk, (item.thread or str(person.pk))[:255], person.pk


def _fresh(key: _Key, item: Item, door: Door, person: Person, at: datetime) -> Conversation:
    return Conversation(
        door=door,
        thread=key[1],
        person=person,
        address_value=item.author.id if item.author else "",
        public=item.public,
        subject=item.subject[:300],
        opened_at=at,
    )


def _referred_to(item: Item, door: Door, person: Person) -> Conversation | None:
    found = _referred(item, door) if item.references or item.reply_token else None
    return found if found and takes_part(item, person, found) else None


def takes_part(item: Item, person: Person, conversation: Conversation) -> bool:
    """Whether who writes is the customer of that conversation, gave us that address, or was copied in by somebody."""
    author = item.author.id if item.author else ""
    if person.head_id == conversation.person.head_id or (author and author == conversation.call_back_to):
        return True
    copied = conversation.messages.exclude(cc=[]).values_list("cc", flat=True)[:50]
    return any(author in each for each in copied)


def quoted(item: Item, conversation: Conversation) -> Message | None:
    """Return the message that this one quotes, if it stands in the same conversation."""
    if not item.reply_to:
        return None
    theirs = conversation.messages.filter(external_id=item.reply_to).first()
    ours = Part.objects.filter(message__conversation=conversation, external_id=item.reply_to).first()
    return theirs or (ours.message if ours else None)


def reply_token(conversation: Conversation) -> str:
    """Return the signed reference that an answer carries so that the next one finds its way back."""
    return sealing.sign(REPLY, str(conversation.pk))


def _referred(item: Item, door: Door) -> Conversation | None:
    words = sealing.signed(REPLY, item.reply_token) if item.reply_token else None
    if words and words.isdigit():
        return Conversation.objects.filter(pk=int(words)).select_related("person").first()
    known = {
        message.external_id: message.conversation
        for message in Message.objects.filter(door=door, external_id__in=item.references).select_related(
            "conversation__person"
        )
    }
    return next((known[reference] for reference in item.references if reference in known), None) or _told_of(item)


def _told_of(item: Item) -> Conversation | None:
    """Return the conversation whose answer was told by the mail that this one answers."""
    notice = Notice.objects.filter(external_id__in=item.references).select_related("conversation__person").first()
    return notice.conversation if notice else None
