"""Changing or taking back our own words where the channel can."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import locking
from mostrador.inbox.events import MessageDeleted, MessageEdited
from mostrador.inbox.models import Message, Part
from mostrador.inbox.models.messages import TRIED_FOR
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock, wake
from mostrador.kit.words import N_

ARRIVED = ("sent", "delivered", "read")


class CannotChange(Exception):
    for_people = N_("This cannot be changed here any more.")


@transaction.atomic
def change(message: Message, *, text: str, by: Member) -> None:
    """Say it otherwise, here and at the platform. Raises `CannotChange`."""
    locking.hold_conversations([message.conversation_id])
    part = _only_part(message, able=message.door.speaks.can_edit)
    message.text, message.edited_at = text.strip(), clock.now()
    message.save(update_fields=["text", "edited_at"])
    _send(part, what="edit", text=message.text)
    tell_message(MessageEdited, message, by=by)


@transaction.atomic
def take_back(message: Message, *, by: Member) -> None:
    """Unsay it, here and at the platform. Raises `CannotChange`."""
    locking.hold_conversations([message.conversation_id])
    part = _only_part(message, able=message.door.speaks.can_delete)
    message.deleted_at = clock.now()
    message.save(update_fields=["deleted_at"])
    _send(part, what="delete", text="")
    tell_message(MessageDeleted, message, by=by)


def did_not_arrive(part: Part) -> None:
    """The platform refused the change: show again what they can read, unless a newer change is on its way."""
    message = part.message
    changes = message.parts.exclude(what="message")
    if changes.filter(pk__gt=part.pk).exclude(state=Part.State.FAILED).exists():
        return
    if part.what == "delete":
        message.deleted_at = None
    else:
        arrived = message.parts.filter(state__in=ARRIVED).exclude(what="delete").order_by("pk").last()
        message.text = arrived.text if arrived else message.text
        message.edited_at = arrived.sent_at if arrived and arrived.what == "edit" else None
    message.save(update_fields=["deleted_at", "text", "edited_at"])
    tell_message(MessageEdited, message)


def _only_part(message: Message, *, able: bool) -> Part:
    parts = list(message.parts.filter(what="message", state__in=ARRIVED))
    if not able or len(parts) != 1 or message.direction != "out" or message.deleted_at:
        raise CannotChange
    return parts[0]


def _send(part: Part, *, what: str, text: str) -> None:
    position = part.message.parts.filter(what=what).count()
    part.message.parts.create(
        door_id=part.message.door_id,
        conversation_id=part.message.conversation_id,
        position=position,
        what=what,
        text=text,
        idempotency_key=f"{part.message_id}.{what}.{position}",
        next_try_at=clock.now(),
        give_up_at=clock.now() + TRIED_FOR,
    )
    transaction.on_commit(lambda: wake.up("parts"))
