"""They write: what the chat says becomes a parcel on disk, exactly once, before the browser hears yes."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from mostrador.doors import accepting, ingest
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.models import Connection
from mostrador.inbox.models import Attachment, Conversation, Message, Part
from mostrador.kit import clock, house, sealing
from mostrador.widget.identifying import Vouched
from mostrador.widget.knocking import Refused, json_bytes

LONGEST_TEXT = 4_000
MOST_FILES = 5
ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
BELIEVED_FOR = timedelta(days=7)  # written without signal, sent when it came back


def say(connection: Connection, visitor: str, told: dict[str, Any], *, vouched: Vouched | None, language: str) -> None:
    """Take one message of the visitor's. Saying the same id again changes nothing. Raises `Refused`."""
    number, text = told.get("id"), told.get("text", "")
    if not isinstance(number, str) or not ID.fullmatch(number):
        raise Refused(400, "no_id", "A message has an id of 8 to 64 letters and digits.")
    if not isinstance(text, str):
        raise Refused(400, "no_text", "The text is not a text.")
    name = f"{visitor}:{number}"
    files = _files(visitor, told.get("files") or [], name)
    if len(text) > LONGEST_TEXT:
        raise Refused(413, "too_long", _("That is too long. Send it in several messages."))
    if not text.strip() and not files:
        raise Refused(400, "empty", _("There is nothing to send yet."))
    _accept(connection, name, {
        "id": number, "visitor": visitor, "text": text, "sent_at": _moment(told.get("sent_at")).isoformat(),
        "attachments": files, "page": _page(told.get("page")), "language": language,
        "name": vouched.name if vouched else "", "email": vouched.email if vouched else "",
        "identified": vouched is not None, "asks_for": "person" if told.get("asks_for") == "person" else "",
    })  # fmt: skip


def saw(connection: Connection, visitor: str, conversation: Conversation, *, upto: int) -> int:
    """They have read our messages up to that id; return how many were news. Told like any other platform tells it."""
    unread = _not_read(conversation).filter(pk__lte=upto)
    known = Part.objects.filter(message__in=unread).exclude(external_id="").order_by("pk")
    seen = list(known.values_list("external_id", flat=True)[:200])
    if seen:
        # Named by what was read, so that a later look at the same end still tells what came in between.
        now, event = clock.now(), f"{visitor}:read:{hashlib.sha256(repr(seen).encode()).hexdigest()[:32]}"
        _accept(connection, event, {
            "kind": "receipt", "id": event, "visitor": visitor, "state": "read", "of": seen, "sent_at": now.isoformat(),
        })  # fmt: skip
    return len(seen)


def file_word(visitor: str, attachment: Attachment) -> str:
    """Return the word with which the visitor, and nobody else, may send a file that they uploaded."""
    return sealing.sign(f"upload {visitor}", attachment.key)


def _not_read(conversation: Conversation) -> Any:
    left = [Message.State.SENT, Message.State.DELIVERED]
    return conversation.messages.filter(direction=Message.Direction.OUT, state__in=left)


def _accept(connection: Connection, key: str, body: dict[str, Any]) -> None:
    raw = json_bytes(body)
    knock = Parcel(url=f"{house.public_url()}/chat/{connection.key}", headers={"content-type": "application/json"})
    try:
        accepting.accept(connection, [Piece(key=key, body=raw)], parcel=knock)
    except ingest.Busy as busy:
        raise Refused(503, "busy", _("We could not take it just now. It is sent again by itself.")) from busy


def _files(visitor: str, words: Any, name: str) -> list[dict[str, Any]]:
    """Return the uploaded files that a message called `name` carries: the visitor's own, and in no other message."""
    if not isinstance(words, list) or len(words) > MOST_FILES:
        raise Refused(400, "too_many", _("Five files at a time are the most."))
    keys = [sealing.signed(f"upload {visitor}", word) if isinstance(word, str) else None for word in words]
    free = Q(message=None) | Q(message__external_id=name)
    known = Attachment.objects.filter(free, key__in=[key for key in keys if key], uploaded_by=None)
    found = {file.key: file for file in known}
    if any(key not in found for key in keys):
        raise Refused(400, "no_file", _("That file is not here any more. Attach it again."))
    return [_told(found[key]) for key in keys if key]


def _told(file: Attachment) -> dict[str, Any]:
    return {"key": file.key, "name": file.name, "type": file.type, "size": file.size}


def _page(told: Any) -> str:
    return told.split("#")[0].split("?")[0][:300] if isinstance(told, str) else ""


def _moment(told: Any) -> datetime:
    """Return when they wrote it, where their clock can be believed."""
    now = clock.now()
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else now
        believable = moment.tzinfo is not None and now - BELIEVED_FOR < moment <= now
    except (ValueError, OverflowError):
        return now
    return moment if believable else now
