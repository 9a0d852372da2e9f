"""What is queued leaves, part by part, outside any transaction; whatever happens is written down."""

import logging
import threading

from django.db import transaction

from mostrador.doors import opening
from mostrador.doors.contract import File, NeedsSignIn, Outgoing, Receipt, SendFailed, SendUnsure, Unreachable
from mostrador.doors.models import Connection
from mostrador.inbox import changing, delivering
from mostrador.inbox import threading as threads
from mostrador.inbox.models import Attachment, Message, Part
from mostrador.kit import failpoints, files, wake
from mostrador.kit.egress import NoWay

log = logging.getLogger(__name__)


def deliver_next() -> bool:
    """Send the next part that may leave; return False when there is none."""
    part = delivering.claim()
    if part is None:
        return False
    failpoints.reached("sender.claimed")
    deliver(part)
    return True


def deliver(part: Part) -> None:
    """Hand one claimed part to its platform and write down what became of it."""
    connection = part.message.conversation.door.connection
    try:
        leaving = outgoing(part)
        failpoints.reached("sender.before_send")
        receipt = connection.speaks.send(connection.secrets, leaving)
        failpoints.reached("sender.sent")
    except SendFailed as failed:
        delivering.note_failed(part, why=failed.why, try_again=failed.try_again, after=failed.after)
    except (Unreachable, NoWay) as failed:
        delivering.note_failed(part, why=str(failed), try_again=True, after=getattr(failed, "after", None))
    except NeedsSignIn as failed:
        opening.note_trouble(connection, why=str(failed), state=Connection.State.NEEDS_SIGN_IN)
        delivering.note_failed(part, why=str(failed), try_again=True)
    except SendUnsure as unsure:
        delivering.note_unsure(part, why=str(unsure))
    except Exception as error:  # nobody can tell how far it came: never again blindly
        log.exception("part=%s could not be sent", part.pk)
        delivering.note_unsure(part, why=f"{type(error).__name__}: {error}")
    else:
        note_taken(part, receipt)
        failpoints.reached("sender.noted")


def outgoing(part: Part) -> Outgoing:
    """Return the part as its channel needs it."""
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
        subject=conversation.subject,
        files=tuple(_file(each) for each in Attachment.objects.filter(pk__in=part.files)),
        public=message.public,
        reply_to=_answered(message),
        quotes=message.reply_to is not None,
        references=_references(message),
        of=_first_id(message) if part.what != "message" else "",
        automatic=message.automatic,
        from_name=message.author.name if message.author else "",
        cc=tuple(address for address in message.cc if not address.startswith("bcc:")),
        bcc=tuple(address.removeprefix("bcc:") for address in message.cc if address.startswith("bcc:")),
        reply_token=threads.reply_token(conversation),
    )


@transaction.atomic
def note_taken(part: Part, receipt: Receipt) -> None:
    """The platform has it, under a name of its own: what it said under that name before we knew it counts now."""
    delivering.note_sent(part, external_id=receipt.external_id, at=receipt.sent_at, state=receipt.state or "sent")
    if receipt.external_id:
        changing.apply_early_to(part, external_id=receipt.external_id)


def work_until(stopping: threading.Event) -> None:
    """Send what becomes ready, until told to stop."""
    bell = wake.Bell("parts")
    while not stopping.is_set():
        if not deliver_next():
            bell.wait(0.5)
    bell.close()


def _file(attachment: Attachment) -> File:
    return File(name=attachment.name, type=attachment.type, content=files.bring(attachment.key))


def _answered(message: Message) -> str:
    if message.reply_to is not None:
        return message.reply_to.external_id or ""
    return message.conversation.last_external_id


def _references(message: Message) -> tuple[str, ...]:
    """Return the ids of the thread so far, oldest first: mail needs them, others ignore them."""
    earlier = message.conversation.messages.exclude(external_id=None).exclude(pk=message.pk).exclude(direction="note")
    ids = list(earlier.order_by("-shown_at", "-id").values_list("external_id", flat=True)[:20])
    return tuple(reversed([each for each in ids if each]))


def _first_id(message: Message) -> str:
    first = message.parts.filter(what="message").order_by("position").first()
    return first.external_id if first else ""
