"""One message as the thread's macros want it: whose it is, its words, what is folded, its state, its trouble."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.desk import quoting, wording
from mostrador.desk.along import Along
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.attaching import PICTURES, SOUNDS
from mostrador.inbox.models import Attachment, Message, Part, Reaction
from mostrador.kit import saying
from mostrador.kit.addressing import address

Shown = dict[str, Any]
State = Message.State
MOST_SHOWN = 20_000
"""Characters of one message in a thread: some seven printed pages. The rest is behind an address of its own."""
LAID_OUT = re.compile(r"<\s*(table|img)\b", re.IGNORECASE)
QUIETLY = {"hx-swap": "none"}
"""Forms of the thread answer with fresh regions; nothing is put in the place of the button."""


def bubble(message: Message, along: Along, *, around: Surroundings, together: bool = False) -> Shown:
    """Return what `macros/bubble.html` draws for a message of theirs or ours."""
    text, folded = quoting.split(message.text[:MOST_SHOWN]) if message.deleted_at is None else ("", "")
    door = around.doors.get(message.door_id)
    shown: Shown = {
        "kind": "message", "id": f"message-{message.pk}", "number": message.pk, "case_id": message.case_id,
        "text": text, "folded": folded, "cut_url": _cut(message),
        "frame_url": address("desk:mail", message.pk) if _is_laid_out(message) else "",
        "subject": message.subject if door and message.direction == Message.Direction.IN else "",
        "ours": message.direction == Message.Direction.OUT, "public": message.public, "automatic": message.automatic,
        "deleted": message.deleted_at is not None, "edited": message.edited_at is not None,
        "unsupported": message.unsupported, "quote": _answered(message, along), "together": together,
        "attachments": [attached(file) for file in along.files.get(message.pk, ())] or (),
        "reactions": _reactions(along.reactions.get(message.pk, ())) or (), "author": _author(message, around),
        "time": saying.clock_time(message.shown_at), "at": message.shown_at, "state": message.state,
        "place": _place(message, door.name if door else ""), "remark": message.note, "cc": ", ".join(message.cc),
        "whole_url": address("desk:mail", message.pk) if message.html and not message.deleted_at else "",
    }  # fmt: skip
    return {**shown, **_fate(message, along.parts.get(message.pk, ()), around)}


def note(message: Message, *, around: Surroundings) -> Shown:
    """Return what `macros/bubble.html` draws for a colleague's words."""
    author = around.members.get(message.author_id or 0, _("The house"))
    return {
        "kind": "note", "id": f"message-{message.pk}", "number": message.pk, "author": author,
        "key": f"member-{message.author_id}", "text": message.text[:MOST_SHOWN], "cut_url": _cut(message),
        "time": saying.clock_time(message.shown_at),
    }  # fmt: skip


def attached(file: Attachment) -> Shown:
    """Return what `attachments` of the macros draws. What is only words, such as a place, is a file without address."""
    kinds = {Attachment.State.WANTED: "waiting", Attachment.State.FAILED: "failed", Attachment.State.TOO_BIG: "failed"}
    url = address("desk:file", file.key)
    is_voice = file.state == Attachment.State.KEPT and file.type in SOUNDS and file.size
    is_picture = file.state == Attachment.State.KEPT and file.type in PICTURES and file.size
    return {
        "kind": kinds.get(Attachment.State(file.state), "picture" if is_picture else "voice" if is_voice else
                          "file" if file.size else "words"),
        "url": url, "name": _named(file), "alt": file.name or _("Picture"),
        "size": wording.size(file.size) if file.size else "", "why": _(file.why) if file.why else "",
        "detail": file.detail, "said": file.said,
    }  # fmt: skip


def _named(file: Attachment) -> str:
    if file.left_out:
        return ngettext("and %(count)s more file", "and %(count)s more files", file.left_out) % {
            "count": saying.number(file.left_out)
        }
    voice = _("Voice note") if file.type in SOUNDS else ""
    return file.name or file.detail or voice or _("File")


def _cut(message: Message) -> str:
    """Return where the whole text is, for one that is too long for a thread."""
    is_cut = len(message.text) > MOST_SHOWN and message.deleted_at is None
    return address("desk:message_text", message.pk) if is_cut else ""


def _is_laid_out(message: Message) -> bool:
    """Whether the text alone would lose something: the mail has pictures or tables, or no text at all."""
    return bool(message.html) and (not message.text.strip() or LAID_OUT.search(message.html) is not None)


def _author(message: Message, around: Surroundings) -> str:
    if message.direction == Message.Direction.IN:
        return ""
    if message.elsewhere and not message.author_id:
        return _("written outside Mostrador")
    return around.members.get(message.author_id or 0, "")


def _place(message: Message, door: str) -> str:
    return door if message.direction == Message.Direction.IN else ""


def _answered(message: Message, along: Along) -> str:
    before = along.answered.get(message.reply_to_id or 0)
    if before is None or before.deleted_at or before.conversation_id != message.conversation_id:
        return ""
    return quoting.split(before.text[:MOST_SHOWN])[0][:140]


def _reactions(reactions: Sequence[Reaction]) -> list[Shown]:
    """Return each emoji once, with its number."""
    counted: dict[str, int] = {}
    for reaction in reactions:
        counted[reaction.emoji] = counted.get(reaction.emoji, 0) + 1
    return [{"emoji": emoji, "count": count, "who": ""} for emoji, count in counted.items()]


def _fate(message: Message, parts: Sequence[Part], around: Surroundings) -> Shown:
    """Return the strip or the emptying ring of a message of ours that did not simply leave."""
    if message.direction != Message.Direction.OUT or message.deleted_at:
        return {}
    door = around.doors.get(message.door_id)
    where = door.name if door else _("the other side")
    part = _telling_part(message, parts)
    match message.state:
        case State.QUEUED:
            return _queued(message, part, around, where)
        case State.SENDING if part is not None and part.unsure_since:
            words = _("The line broke. We ask %(door)s whether it arrived; it will not leave twice.") % {"door": where}
            return {**_strip(message, "unsure", words), "state_words": _("it may not have arrived")}
        case State.FAILED:
            why = _(part.why) if part and part.why else _("%(door)s refused it.") % {"door": where}
            words = _not_there(part) % {"why": closed(why)}
            fate = _("did not arrive") if part and part.sent_at else _("did not leave")
            return {**_strip(message, "failed", words, (_("Try again"), "retry")), "state_words": fate}
        case State.UNSURE:
            return {**_unsure(message, parts, where), "state_words": _("it may not have arrived")}
    return {}


def _unsure(message: Message, parts: Sequence[Part], where: str) -> Shown:
    words = _("We do not know whether it arrived. Look at %(door)s before you repeat it.") % {"door": where}
    if any(part.state == State.QUEUED for part in parts):
        words = " ".join([words, _("The rest of it waits for what you say.")])
    said = (_("Yes, it arrived"), "arrived"), (_("Send again"), "again"), (_("It did not arrive"), "lost")
    return _strip(message, "unsure", words, *said)


def _not_there(part: Part | None) -> str:
    """Tell what never left from what left and came back, as a mail does days later."""
    if part is not None and part.sent_at is not None:
        return _("It did not arrive: %(why)s Your text is kept.")
    if part is not None and part.give_up_at is not None:
        return _("We tried for a whole day, and it did not leave: %(why)s Your text is kept.")
    return _("It did not leave: %(why)s Your text is kept.")


def _queued(message: Message, part: Part | None, around: Surroundings, where: str) -> Shown:
    if part is None or part.next_try_at is None:
        return {}
    door = around.doors.get(message.door_id)
    if door is not None and door.closed:
        words = _("%(door)s is closed. Your text is kept; it leaves when the door is opened again.") % {"door": where}
        return {**_strip(message, "failed", words), "state_words": _("has not left yet")}
    held = around.held.get(message.door_id)
    next_try_at = max(part.next_try_at, held.held_until or part.next_try_at) if held else part.next_try_at
    if next_try_at <= around.now:
        return {}
    if part.tries == 0 and part.next_try_at > around.now:
        return {"undo": _undo(message, part.next_try_at, around.now), "can_undo": message.author_id == around.member.pk}
    told_why = part.why or (held.why if held else "")
    why = _(told_why) if told_why else _("%(door)s does not answer.") % {"door": where}
    words = _("It has not left: %(why)s Your text is kept; we try again at %(time)s.")
    told = words % {"why": closed(why), "time": saying.clock_time(next_try_at)}
    return {**_strip(message, "failed", told, (_("Try now"), "retry")), "state_words": _("has not left yet")}


def _undo(message: Message, until: datetime, now: datetime) -> Shown:
    seconds = max(1, round((until - now).total_seconds()))
    url = address("desk:withdrawal", message.pk)
    return {"url": url, "seconds": seconds, "until": until, "extra": {"hx-post": url, **QUIETLY}}


def _strip(message: Message, kind: str, words: str, *acts: tuple[str, str]) -> Shown:
    offered = [_act(message, word, how) for word, how in acts]
    return {"trouble": {"kind": kind, "words": words, "acts": offered}}


def _act(message: Message, word: str, how: str) -> Shown:
    url = address("desk:delivery", message.pk)
    fields = {"how": how}
    return {"word": word, "url": url, "post": True, "fields": fields, "extra": {"hx-post": url, **QUIETLY}}


def _telling_part(message: Message, parts: Sequence[Part]) -> Part | None:
    """Return the part whose state the message tells."""
    told = sorted((part for part in parts if part.what == "message"), key=lambda part: part.position)
    same = [part for part in told if part.state == message.state]
    return next(iter(same or told), None)


def closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
