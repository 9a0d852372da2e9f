"""We answer: the plan and the channel are asked first, then the words are on disk and on their way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.doors.contract import MayWrite, Writing
from mostrador.doors.models import Connection
from mostrador.inbox import attaching, promising, replying
from mostrador.inbox.models import Attachment, Case, Message
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.plan import authority, keeping

NOBODY = N_("You may look here, but not answer.")
CLOSED = N_("This door is closed: nothing can leave by it.")
BLOCKED = N_("They asked not to be written to here.")
TOO_LONG = N_("Too long for this channel: %(length)s of %(limit)s.")
TOO_BIG = N_("That file is too big for this channel.")


class Refused(Exception):
    """It may not be said, or not like this. `line` names the plan's line where one says so."""

    def __init__(self, for_people: str, *, verdict: Literal["block", "ask"] = "block", line: str = "", **words: object):
        super().__init__(for_people)
        self.for_people, self.verdict, self.line, self.words = for_people, verdict, line, words


@dataclass(frozen=True, kw_only=True)
class Permission:
    """What stands beside the reply box: whether one may write, who will see it, within what, and who says so."""

    allowed: bool
    why: str  # marked with N_; empty when allowed
    surface: Literal["public", "private"]
    line: str
    channel: MayWrite

    @property
    def text_limit(self) -> int | None:
        return self.channel.text_limit

    @property
    def file_limit_bytes(self) -> int | None:
        return self.channel.file_limit_bytes

    @property
    def closes_at(self) -> datetime | None:
        return self.channel.closes_at

    @property
    def cost(self) -> str:
        return self.channel.cost


def permission(case: Case, *, by: Member, now: datetime | None = None) -> Permission:
    """Return whether `by` may answer this asunto now, and within what."""
    conversation = case.conversation
    speaks = conversation.door.speaks
    writing = Writing(
        public=conversation.public, last_heard_at=conversation.last_heard_at, now=now or clock.now(), automatic=False
    )
    channel = speaks.can_answer(writing)
    act = "reply_public" if conversation.public else "reply"
    ruling = authority.may(keeping.current(), by.role, act)
    why = _why_not(case, by, channel) or ("" if ruling.verdict in ("allow", "warn") else ruling.why)
    return Permission(
        allowed=not why,
        why=why,
        surface="public" if conversation.public else "private",
        line=ruling.line,
        channel=channel,
    )


def answer(
    case: Case,
    *,
    by: Member | None,
    text: str,
    key: str,
    files: Sequence[str] = (),
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    told: tuple[str, datetime] | None = None,
    automatic: bool = False,
    at_once: bool = False,
) -> Message:
    """Answer an asunto. `files` are keys of uploaded attachments, `told` our word: what we will do, by when.

    From the desk it waits for second thoughts as long as the channel says; `at_once` skips that.
    Raises `Refused`, `replying.SameKeyOtherWords`, `noting.NothingToSay`, `promising.InThePast`.
    """
    if by is not None:
        _check(case, by, text)
    attached = _attached(files, by, key)
    speaks = case.conversation.door.speaks
    words = replying.Words(
        text=text,
        key=key,
        by=by,
        parts=speaks.parts(text.strip(), len(attached)),
        files=attached,
        public=case.conversation.public,
        automatic=automatic,
        cc=tuple(cc),
        bcc=tuple(bcc),
        leaves_after=timedelta(seconds=0 if at_once or by is None else speaks.undo_seconds),
    )
    with transaction.atomic():
        message = replying.reply(case, words)
        if told and by is not None and not case.promises.filter(message=message).exists():
            promising.promise(case, what=told[0], due_at=told[1], by=by, message=message)
    return message


def _why_not(case: Case, by: Member, channel: MayWrite) -> str:
    if not by.may_write:
        return NOBODY
    if case.conversation.door.connection.state == Connection.State.CLOSED:
        return CLOSED
    if case.person.blocked_at:
        return BLOCKED
    return "" if channel.allowed else channel.why


def _check(case: Case, by: Member, text: str) -> None:
    may = permission(case, by=by)
    if not may.allowed:
        raise Refused(may.why, line=may.line)
    length = case.conversation.door.speaks.length(text)
    # A text that the channel itself cuts into parts has no limit of its own here.
    if may.text_limit and len(case.conversation.door.speaks.parts(text, 0)) == 1 and length > may.text_limit:
        raise Refused(TOO_LONG, length=length, limit=may.text_limit)


def _attached(keys: Sequence[str], by: Member | None, key: str) -> list[Attachment]:
    """Return one's own uploads, in the order given; what was sent before, with another `key`, is not sent as new."""
    found = {one.key: one for one in attaching.free(keys, by=by, key=key)}
    return [found[each] for each in keys if each in found]
