"""Which conversation do these words belong to? The channel's thread, or the mail they answer: never a subject."""

from datetime import datetime

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox.models import Conversation, Message, Part
from mostrador.kit import sealing
from mostrador.people.models import Person

REPLY = "mail-reply"
"""The purpose that reply references are signed for."""


def conversation_for(item: Item, *, door: Door, person: Person, at: datetime) -> Conversation:
    """Return the conversation, opened if need be.

    A reference to an earlier message counts only when who writes already takes part in that conversation:
    whoever merely knows or guesses an id opens a conversation of their own.
    """
    found = _referred(item, door) if item.references or item.reply_token else None
    if found and takes_part(item, person, found):
        return found
    opened, _ = Conversation.objects.get_or_create(
        door=door,
        thread=(item.thread or str(person.pk))[:255],
        person=person,
        defaults={
            "address_value": item.author.id if item.author else "",
            "public": item.public,
            "subject": item.subject[:300],
            "opened_at": at,
        },
    )
    return opened


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
    return next((known[reference] for reference in item.references if reference in known), None)
