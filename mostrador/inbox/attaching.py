"""Files that come with words. The words never wait for them."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from mostrador.accounts.models import Member
from mostrador.doors.contract import Attached, File, Item
from mostrador.inbox import locking
from mostrador.inbox.events import AttachmentChanged
from mostrador.inbox.models import Attachment, Case, Message
from mostrador.inbox.telling import tell_message
from mostrador.kit import files
from mostrador.kit.words import N_

MOST_BYTES = 25 * 1024 * 1024
MOST_FETCHED = 20
"""Files of one message that are fetched from an address of their own. Each is a knock at somebody's server, tried again
for hours: people send a handful, and one delivery must not keep the house knocking at thousands. Files that came inside
the message, as those of a mail, are not counted."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Shown in place. SVG is a program and is only ever handed out to be kept."""
SOUNDS = frozenset({
    "audio/ogg", "audio/opus", "audio/mpeg", "audio/mp4", "audio/aac", "audio/x-m4a", "audio/wav", "audio/webm",
})  # fmt: skip
"""Heard in place."""


TOO_MANY = N_("Not fetched: they are too many for one message.")


class TooBig(Exception):
    for_people = N_("That file is too big. The limit is 25 MB.")


def note_attachments(item: Item, message: Message) -> list[Attachment]:
    """Write down what came, still to be fetched. A file that the channel already gave us is only bound.

    Beyond `MOST_FETCHED` one line tells how many more there were.
    """
    afar = [place for place, attached in enumerate(item.attachments) if attached.url]
    left = set(afar[MOST_FETCHED:])
    noted = [_note(attached, message) for place, attached in enumerate(item.attachments) if place not in left]
    return [*noted, _note_left(len(left), message)] if left else noted


def upload(member: Member | None, *, name: str, type: str, content: bytes) -> Attachment:
    """Keep a file that is not yet part of a message. Raises `TooBig`."""
    if len(content) > MOST_BYTES:
        raise TooBig
    key = files.new_key()
    files.keep(key, content)
    return Attachment.objects.create(
        key=key, uploaded_by=member, name=name[:200], type=type[:100], size=len(content), state=Attachment.State.KEPT
    )


def free(keys: Sequence[str], *, by: Member | None, key: str | None = None) -> QuerySet[Attachment]:
    """Return one's own uploads that no message carries away; those of the message under this very `key` count too."""
    waits = Q(message=None) | Q(message__state=Message.State.WITHDRAWN)
    if key is not None:
        waits |= Q(message__idempotency_key=key)
    return Attachment.objects.filter(waits, key__in=keys, uploaded_by=by)


@transaction.atomic
def note_fetched(attachment: Attachment, *, file: File) -> None:
    """Its bytes are on disk under its key."""
    attachment.state, attachment.size, attachment.why = Attachment.State.KEPT, len(file.content), ""
    attachment.name, attachment.type = attachment.name or file.name[:200], file.type[:100] or attachment.type
    attachment.save(update_fields=["state", "size", "why", "name", "type"])
    _tell(attachment)


@transaction.atomic
def note_words(attachment: Attachment, *, words: str) -> None:
    """Write down what is said in it, as a machine heard it; where it stands for the whole message, in the lists too."""
    attachment.said = words
    attachment.save(update_fields=["said"])
    message = attachment.message
    if message is not None and message.case is not None and not message.text:
        locking.hold(message.case)
        unheard = Case.objects.filter(pk=message.case.pk, last_words__in=[attachment.type, attachment.name])
        unheard.exclude(last_words="").update(last_words=" ".join(words.split())[:200])
    _tell(attachment)


@transaction.atomic
def note_lost(attachment: Attachment, *, why: str, too_big: bool = False) -> None:
    attachment.state = Attachment.State.TOO_BIG if too_big else Attachment.State.FAILED
    attachment.why = why[:300]
    attachment.save(update_fields=["state", "why"])
    _tell(attachment)


def content(attachment: Attachment) -> bytes:
    return files.bring(attachment.key)


def missing() -> list[str]:
    """Return the keys of files that we should have and that are not on disk."""
    kept = Attachment.objects.filter(state=Attachment.State.KEPT).exclude(size=None)
    return [key for key in kept.values_list("key", flat=True).iterator() if not files.place(key).exists()]


def _note(attached: Attached, message: Message) -> Attachment:
    if uploaded := _already_here(attached):
        uploaded.message = message
        uploaded.save(update_fields=["message"])
        return uploaded
    return Attachment.objects.create(
        message=message,
        key=files.new_key(),
        type=attached.type[:100],
        name=attached.name[:200],
        size=attached.size,
        # What is only words (a place, a contact) has nothing to fetch.
        state=Attachment.State.WANTED if attached.url or attached.ref else Attachment.State.KEPT,
        source={"url": attached.url, "ref": attached.ref},
        content_id=attached.content_id[:200],
        detail=attached.detail[:300],
    )


def _note_left(count: int, message: Message) -> Attachment:
    return Attachment.objects.create(
        message=message, key=files.new_key(), state=Attachment.State.FAILED, source={"left_out": count}, why=TOO_MANY
    )


def _already_here(attached: Attached) -> Attachment | None:
    if not attached.ref.startswith("kept:"):
        return None
    return Attachment.objects.filter(key=attached.ref.removeprefix("kept:"), message=None, uploaded_by=None).first()


def _tell(attachment: Attachment) -> None:
    if attachment.message is not None:
        tell_message(AttachmentChanged, attachment.message, attachment_id=attachment.pk)
