"""What the other side does to messages afterwards: edits, deletions, reactions, receipts. None opens anything."""

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox import delivering, locking
from mostrador.inbox.events import MessageDeleted, MessageEdited, MessageReacted
from mostrador.inbox.models import Early, Message, Part, Reaction
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person


@transaction.atomic
def apply(item: Item, *, door: Door, person: Person | None) -> bool:
    """Apply a change to the message it names. What came before its message waits for it; return whether it applied."""
    locking.hold_doors([door.pk])
    if item.kind == "receipt":
        return _receipt(item, door)
    message = _message(item, door)
    if message is None:
        _keep_early(item, door)
        return False
    if locking.hold_conversations([message.conversation_id]):
        message.refresh_from_db()
    {"edited": _edit, "deleted": _delete, "reaction": _react}[item.kind](item, message, person)
    return True


def apply_early(message: Message) -> None:
    """Apply what had come before this message did, in the order in which it came."""
    for early in _early(message.door_id, message.external_id or ""):
        apply(msgspec.convert(early.item, Item), door=message.door, person=message.person)
        early.delete()


@transaction.atomic
def apply_early_to(part: Part, *, external_id: str) -> None:
    """Apply what they did to words of ours before we heard the platform's id of them. The door must be held by then."""
    for early in _early(part.message.door_id, external_id):
        apply(msgspec.convert(early.item, Item), door=part.message.door, person=None)
        early.delete()


@prepared
def _early(door: int, of: str) -> QuerySet[Early, Early]:
    return Early.objects.filter(door=door, of=of).order_by("id")


def _keep_early(item: Item, door: Door) -> None:
    Early.objects.create(door=door, of=item.of[:255], item=msgspec.to_builtins(item), at=clock.now())


def _edit(item: Item, message: Message, person: Person | None) -> None:
    at = item.sent_at or clock.now()
    if message.deleted_at or (message.edited_at and message.edited_at > at):
        return  # the newer words stay
    message.text, message.edited_at = item.text or message.text, at
    message.html = item.html
    message.save(update_fields=["text", "html", "edited_at"])
    tell_message(MessageEdited, message)


def _delete(item: Item, message: Message, person: Person | None) -> None:
    if message.deleted_at:
        return
    # What its author took back is not kept: only that there was something.
    message.deleted_at, message.text, message.html = item.sent_at or clock.now(), "", ""
    message.save(update_fields=["deleted_at", "text", "html"])
    message.needs.update(words="")
    tell_message(MessageDeleted, message)


def _react(item: Item, message: Message, person: Person | None) -> None:
    who = person or message.conversation.person
    if item.emoji:
        Reaction.objects.update_or_create(
            message=message, person=who, defaults={"emoji": item.emoji[:40], "at": item.sent_at or clock.now()}
        )
    else:
        Reaction.objects.filter(message=message, person=who).delete()
    tell_message(MessageReacted, message)


def _receipt(item: Item, door: Door) -> bool:
    if item.state == "delayed":
        return True  # the platform still tries: nothing has changed for anybody
    parts = list(delivering.parts_of(door.pk, item.of)) if item.of else _until(item, door)
    if not parts and item.of and delivering.leaving_by(door.pk):
        _keep_early(item, door)  # it overtook the platform's own answer to us
    delivering.note_receipt(parts, state=item.state, why=item.why)
    return bool(parts)


def _until(item: Item, door: Door) -> list[Part]:
    """Return what we sent to that thread until the moment the receipt speaks of."""
    moved = Part.objects.filter(
        message__door=door,
        message__conversation__thread=item.thread,
        sent_at__lte=item.upto or clock.now(),
        state__in=["sent", "delivered"],
    )
    return list(moved.select_related("message__conversation", "message__case__conversation")[:500])


def _message(item: Item, door: Door) -> Message | None:
    named = Message.objects.filter(door=door, external_id=item.of).select_related("conversation__person", "door")
    if message := named.order_by("direction").first():
        return message
    part = delivering.parts_of(door.pk, item.of).first()
    return part.message if part else None
