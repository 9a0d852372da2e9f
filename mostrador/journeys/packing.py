"""Wraps a part as its channel needs it: the words, the files, whom and what it answers."""

from django.db.models import QuerySet

from mostrador.doors.contract import File, Outgoing
from mostrador.doors.said_here import PREFIX
from mostrador.inbox import threading
from mostrador.inbox.models import Attachment, Message, Part
from mostrador.kit import files
from mostrador.kit.prepared import prepared


def packed(part: Part) -> Outgoing:
    """Return the part as its channel needs it. Raises `OSError` where a file of it is gone."""
    message, conversation = part.message, part.message.conversation
    return Outgoing(
        idempotency_key=part.idempotency_key,
        message_id=str(message.pk),
        what=part.what,  # type: ignore[arg-type]  # checked by what it is read from
        door=conversation.door.external_id,
        to=conversation.address_value,
        to_name=conversation.person.name,
        thread=conversation.thread,
        text=part.text,
        said_at=message.received_at,
        subject=conversation.subject,
        files=tuple(_file(each) for each in Attachment.objects.filter(pk__in=part.files)) if part.files else (),
        public=message.public,
        reply_to=_answered(message),
        quotes=message.reply_to is not None,
        references=_references(message),
        of=_first_id(message) if part.what != "message" else "",
        automatic=message.automatic,
        from_name=message.author.name if message.author else "",
        cc=tuple(address for address in message.cc if not address.startswith("bcc:")),
        bcc=tuple(address.removeprefix("bcc:") for address in message.cc if address.startswith("bcc:")),
        reply_token=threading.reply_token(conversation),
    )


def _file(attachment: Attachment) -> File:
    return File(name=attachment.name, type=attachment.type, content=files.bring(attachment.key))


def _answered(message: Message) -> str:
    if message.reply_to is not None:
        return message.reply_to.external_id or ""
    return message.conversation.last_external_id


def _references(message: Message) -> tuple[str, ...]:
    """Return the ids of the thread so far, oldest first: mail needs them, others ignore them."""
    return tuple(
        reversed(
            [each for each in _ids_beside(message.conversation_id, message.pk) if each and not each.startswith(PREFIX)]
        )
    )


@prepared
def _ids_beside(conversation: int, message: int) -> QuerySet[Message, str | None]:
    known = Message.objects.filter(conversation=conversation).exclude(external_id=None)
    others = known.exclude(pk=message).exclude(direction="note")
    return others.order_by("-shown_at", "-id").values_list("external_id", flat=True)[:20]


def _first_id(message: Message) -> str:
    first = message.parts.filter(what="message").order_by("position").first()
    return first.external_id if first else ""
