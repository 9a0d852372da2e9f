"""What the visitor may see of their conversation: their words, what reached them of ours, and by when we answer.

Never a note, never what is still on its way, never anything of another conversation.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.doors.models import Connection
from mostrador.inbox.models import Attachment, Case, Conversation, Message
from mostrador.journeys import calling_back
from mostrador.kit import clock, saying
from mostrador.widget import visiting
from mostrador.widget.knocking import json_bytes
from mostrador.widget.standing import hours_of, standing

AT_ONCE = 60
REACHED = ("sent", "delivered", "read")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def thread(connection: Connection, visitor: str, *, after: str = "", before: int | None = None) -> dict[str, Any]:
    """Return the conversation as the script draws it; only `same` where nothing changed since `after`.

    `messages` are the newest, oldest first; `before` asks for those older than a message of that id.
    """
    conversation = visiting.conversation_of(connection, visitor)
    told = {**_told(conversation, before), "standing": status(connection, conversation)}
    mark = hashlib.sha256(json_bytes(told)).hexdigest()[:20]
    live = visiting.ticket(conversation) if conversation else ""
    if after == mark:
        return {"same": True, "mark": mark, "live": live}
    return {**told, "mark": mark, "live": live}


def status(connection: Connection, conversation: Conversation | None) -> dict[str, Any]:
    """Return who answers and when."""
    door = conversation.door if conversation else connection.doors.order_by("pk").first()
    if door is None:
        return {"open": False, "line": "", "who": ""}
    now = standing(door, conversation, clock.now())
    return {"open": now.is_open, "line": now.line, "who": now.who}


def shown(conversation: Conversation) -> QuerySet[Message]:
    """Return the messages that this visitor may see."""
    theirs, ours = Q(direction=Message.Direction.IN), Q(direction=Message.Direction.OUT, state__in=REACHED)
    return conversation.messages.filter(theirs | ours)


def is_picture(file: Attachment) -> bool:
    return file.type in PICTURES


def _told(conversation: Conversation | None, before: int | None) -> dict[str, Any]:
    if conversation is None:
        return {"messages": [], "more": False, "unread": 0, "wait": "", "call_back": None}
    rows = _page(conversation, before)
    cases = list(conversation.cases.order_by("-id")[:20])
    return {
        "messages": [_message(message, cases, _last_answer(rows)) for message in rows[-AT_ONCE:]],
        "more": len(rows) > AT_ONCE,
        "unread": shown(conversation).filter(direction="out").exclude(state="read").count(),
        "wait": _wait(conversation, cases),
        "call_back": _call_back(conversation),
    }


def _page(conversation: Conversation, before: int | None) -> list[Message]:
    rows = shown(conversation)
    if before is not None and (edge := rows.filter(pk=before).first()):
        rows = rows.filter(Q(shown_at__lt=edge.shown_at) | Q(shown_at=edge.shown_at, pk__lt=edge.pk))
    newest = rows.order_by("-shown_at", "-id").select_related("author").prefetch_related("attachments")
    return list(newest[: AT_ONCE + 1])[::-1]


def _last_answer(rows: Sequence[Message]) -> datetime | None:
    return max((row.shown_at for row in rows if row.direction == "out" and not row.automatic), default=None)


def _message(message: Message, cases: Sequence[Case], answered_at: datetime | None) -> dict[str, Any]:
    mine = message.direction == Message.Direction.IN
    return {
        "id": message.pk,
        "key": (message.external_id or "").rpartition(":")[2] if mine else "",
        "mine": mine,
        "who": "" if mine or message.author is None else (message.author.name.split() or [""])[0],
        "automatic": message.automatic and not mine,
        "text": "" if message.deleted_at else message.text,
        "at": message.shown_at.isoformat(),
        "read": _was_read(message, cases, answered_at) if mine else message.state == "read",
        "edited": message.edited_at is not None,
        "gone": message.deleted_at is not None,
        "files": [] if message.deleted_at else [file(one) for one in message.attachments.all()],
    }


def _was_read(message: Message, cases: Sequence[Case], answered_at: datetime | None) -> bool:
    """Whether somebody of the team surely saw it: they answered after it, or looked and left nothing unread."""
    if answered_at and answered_at > message.shown_at:
        return True
    case = next((case for case in cases if case.pk == message.case_id), None)
    waits = case is not None and case.state == Case.State.WAITING_US
    return bool(case and waits and case.unread == 0 and case.moved_at >= message.shown_at)


def file(one: Attachment) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name or one.type,
        "size": one.size,
        "picture": is_picture(one),
        "here": one.state == Attachment.State.KEPT,
    }


def _wait(conversation: Conversation, cases: Sequence[Case]) -> str:
    """Say by when we owe them an answer, as the clock of their case has it."""
    due_at = min((case.due_at for case in cases if case.state == "waiting_us" and case.due_at), default=None)
    if due_at is None:
        return ""
    now = clock.now()
    if due_at <= now:
        return _("We are late. You need not write again.")
    with timezone.override(hours_of(conversation.door).zone):
        return _("We answer you %(moment)s at the latest.") % {"moment": saying.moment(due_at, now)}


def _call_back(conversation: Conversation) -> dict[str, Any] | None:
    """Return where they asked to be told, None where the house has no mailbox to tell them from."""
    return {"to": conversation.call_back_to} if calling_back.mailbox() else None
