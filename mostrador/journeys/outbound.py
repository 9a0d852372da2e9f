"""We answer: the plan and the channel are asked first, then the words are on disk and on their way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.doors.contract import MayWrite, Writing
from mostrador.doors.models import Connection
from mostrador.inbox import attaching, correcting, promising, replying, slipping
from mostrador.inbox.models import Attachment, Case, Message
from mostrador.journeys import advising, asking, facts, gating, permitted, ranking, slip_telling, tact, windows
from mostrador.journeys.gating import Passed, Warned
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.plan import authority, deciding, keeping, receipting, texts
from mostrador.plan.models import Asking, Receipt

NOBODY = N_("You may look here, but not answer.")
CLOSED = N_("This door is closed: nothing can leave by it.")
BLOCKED = N_("They asked not to be written to here.")
TOO_LONG = N_("Too long for this channel: %(length)s of %(limit)s.")
AUTOMATIC = "reply: automatic"
WINDOW = "window"
NO_GATES = Passed()
WINDOW_OVER = N_("The reply window of this door is over: it may never reach them.")
LEFT_BLANK = N_("Fill in what the plan leaves blank: %(blanks)s.")
TOO_BIG = N_("That file is too big for this channel.")


@dataclass(frozen=True, kw_only=True)
class Permission:
    """What stands beside the reply box: whether one may write, who will see it, within what, and who says so."""

    allowed: bool
    why: str  # marked with N_; empty when allowed
    surface: Literal["public", "private"]
    line: str
    channel: MayWrite
    role: str = ""  # of the plan, whose authority it is
    asks: str = ""  # the role that is asked before it leaves; empty: nobody
    beyond: bool = False  # the plan lets nobody do it: only safety does
    closes_at: datetime | None = None  # when the platform's reply window ends

    @property
    def text_limit(self) -> int | None:
        return self.channel.text_limit

    @property
    def file_limit_bytes(self) -> int | None:
        return self.channel.file_limit_bytes

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
    plan = keeping.current()
    ruling = authority.may(plan, ranking.role_of(by, plan) or by.role, act_of(case))
    shut = _why_not(case, by, channel)
    why = shut or (ruling.why if ruling.verdict == "block" else "")
    return Permission(
        allowed=not why,
        why=why,
        beyond=not shut and ruling.verdict == "block" and bool(ruling.role),
        surface="public" if conversation.public else "private",
        line=ruling.line,
        channel=channel,
        role=ruling.role,
        asks=ruling.ask_of if ruling.verdict == "ask" else "",
        closes_at=windows.closes_at(
            channel, facts.of_place(conversation), plan=plan, heard_at=conversation.last_heard_at
        ),
    )


def act_of(case: Case) -> str:
    """Return what the plan calls answering there."""
    return "reply_public" if case.conversation.public else "reply"


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
    leave: Asking | None = None,
    sends: Sequence[str] = (),
    went_on: bool = False,
    safety: str = "",
    slip: bool = False,
) -> Message:
    """Answer an asunto. `files` are keys of uploaded attachments, `told` our word: what we will do, by when.

    From the desk it waits for second thoughts as long as the channel says; `at_once` skips that. `leave` is the
    question to which somebody said yes; `safety` is why it leaves although one should ask first, and is looked at
    within a day. `sends` is what the words carry, as the plan words it (marketing, catalogue); `went_on` says that a
    warning was read; with `slip` they are told of their receipt, once. Raises `Refused`, `HasToAsk`,
    `replying.SameKeyOtherWords`, `noting.NothingToSay`, `promising.InThePast`.
    """
    passed = gating.check(
        case, gating.of_words(text, sends=sends, automatic=automatic), text=text, went_on=went_on or leave is not None
    )
    may = _check(case, by, text, safety=safety) if by is not None else None
    line, read = advising.advice(case).line, went_on or leave is not None or bool(safety.strip())
    if by is not None:
        passed = passed.warned_of(tact.check(case, text, by=by, line=line, key=key, went_on=read, sends=sends))
    if may is not None and _window_is_over(case, may, went_on=read):
        passed = passed.warned_of((WINDOW,))
    if may is not None and by is not None and leave is None and (role := _whom_to_ask(may, passed, safety)):
        raise HasToAsk(_ask(case, by, role, key, text=text, files=list(files), cc=list(cc), bcc=list(bcc),
                            sends=list(sends), told=[told[0], told[1].isoformat()] if told else None))  # fmt: skip
    grant = _Grant(line, may, leave, passed, safety)
    attached = _attached(files, by, key)
    speaks = case.conversation.door.speaks
    tail = slip_telling.line(case, text=text, files=len(attached)) if slip and by is not None else ""
    words = replying.Words(
        text=text,
        key=key,
        by=by,
        parts=speaks.parts(slip_telling.under(text, tail), len(attached)),
        files=attached,
        public=case.conversation.public,
        automatic=automatic,
        tail=tail,
        cc=tuple(cc),
        bcc=tuple(bcc),
        leaves_after=timedelta(seconds=0 if at_once or by is None else speaks.undo_seconds),
    )
    with transaction.atomic():
        message = replying.reply(case, words)
        if tail:
            slipping.note_told(slipping.slip_of(case), by=message, words=tail)
        if told and by is not None and not case.promises.filter(message=message).exists():
            promising.promise(case, what=told[0], due_at=told[1], by=by, message=message)
        _note_the_grant(case, message, grant, by)
    return message


def answer_asked(asked: Asking) -> Message:
    """Let an answer leave to which somebody said yes, in the name of who wrote it."""
    told, word = asked.told, asked.told.get("told")
    due_at = datetime.fromisoformat(word[1]) if word else None
    return answer(
        asked.case, by=asked.asked_by, text=told["text"], key=f"asked:{asked.pk}", files=told["files"], cc=told["cc"],
        bcc=told["bcc"], at_once=True, leave=asked, sends=told.get("sends", ()), slip=True,
        told=(word[0], due_at) if due_at and due_at > clock.now() else None,
    )  # fmt: skip


def change(message: Message, *, text: str, by: Member, safety: str = "", went_on: bool = False) -> None:
    """Say otherwise what was said: law and tone stand over these words too; `went_on` says that a warning was read.

    Raises `Refused`, `HasToAsk`, `correcting.CannotChange`.
    """
    case, passed = message.case, Passed()
    if case is not None:
        read = went_on or bool(safety.strip())
        passed = gating.check(case, gating.of_words(text), text=text, went_on=read)
        passed = passed.warned_of(tact.check_words(case, text, by=by, went_on=read))
    verb = partial(correcting.change, message, text=text, by=by)
    _of_ours(message, "edit", verb, by=by, safety=safety, passed=passed, text=text)


def unsay(message: Message, *, by: Member, safety: str = "") -> None:
    """Take back what was said, where the channel can. Raises `Refused`, `HasToAsk`, `correcting.CannotChange`."""
    _of_ours(message, "take_back", partial(correcting.take_back, message, by=by), by=by, safety=safety)


def _of_ours(
    message: Message, act: str, verb: Callable[[], None], *, by: Member, safety: str, passed: Passed = NO_GATES,
    **told: str,
) -> None:  # fmt: skip
    if message.case is None:
        verb()
        return
    needed = {"message": message.pk, **told}
    deed = Deed(case=message.case, act=act, by=by, message=message, told=needed, safety=safety, gates=passed.gates,
                warned=bool(passed.warned), asks=bool(passed.ask))  # fmt: skip
    permitted.do(deed, verb)


def _why_not(case: Case, by: Member, channel: MayWrite) -> str:
    if not by.may_write:
        return NOBODY
    if case.conversation.door.connection.state == Connection.State.CLOSED:
        return CLOSED
    if case.person.blocked_at:
        return BLOCKED
    return "" if channel.allowed else channel.why


@dataclass(frozen=True)
class _Grant:
    """By what an answer may leave: the line of its errand, the role's own right, or somebody's yes."""

    line: str
    may: Permission | None
    leave: Asking | None
    passed: Passed
    safety: str = ""

    def ground(self) -> str:
        if self.leave is not None:
            return "asked"
        if self.safety and self.may is not None and (self.may.asks or self.may.beyond):
            return "safety"
        return "warned" if self.passed.warned else "own"


def _whom_to_ask(may: Permission, passed: Passed, safety: str) -> str:
    """Return the role that is asked first: whoever may, or for a matter of law the next above; safety asks nobody."""
    if passed.ask:
        above = authority.above_of(keeping.current(), may.role)
        return above[0] if above else ""
    return "" if safety.strip() else may.asks


def _ask(case: Case, by: Member, role: str, key: str, **told: object) -> Asking:
    line = advising.advice(case).line
    return asking.ask(case, act=act_of(case), by=by, role=role, key=f"reply {key}"[:200], line=line, told=told)


def _note_the_grant(case: Case, message: Message, grant: _Grant, by: Member | None) -> None:
    """Write the receipt; an answer that was known before has its own."""
    if _receipts(message.pk):
        return
    act, plan = act_of(case), keeping.current()
    if by is None or grant.may is None:
        receipting.note(case, act=AUTOMATIC, plan=plan, by=by, line=grant.line, ground="plan", message=message,
                        gates=grant.passed.gates)  # fmt: skip
        return
    role, ground = grant.may.role, grant.ground()
    if grant.leave is not None and grant.leave.answered_by is not None:
        role = ranking.role_of(grant.leave.answered_by, plan)
    receipting.note(
        case, act=act, plan=plan, by=by, role=role, line=grant.line, ground=ground, message=message,
        gates=grant.passed.gates, why=grant.safety if ground == "safety" else "",
    )  # fmt: skip
    if ground == "safety":
        asking.review(case, act=act, by=by, why=grant.safety, key=f"review {message.pk}", line=grant.line)


@prepared
def _receipts(message: int) -> QuerySet[Receipt, int]:
    return Receipt.objects.filter(message=message).values_list("pk", flat=True)[:1]


def _check(case: Case, by: Member, text: str, *, safety: str = "") -> Permission:
    may = permission(case, by=by)
    if not may.allowed and not (safety.strip() and may.beyond):
        instead = "" if may.channel.allowed else gating.elsewhere(keeping.current(), case)
        raise Refused(may.why, line=may.line, instead=instead)
    if left := texts.left_blank(keeping.current(), text):
        raise Refused(LEFT_BLANK, blanks=", ".join(left))
    length = case.conversation.door.speaks.length(text)
    # A text that the channel itself cuts into parts has no limit of its own here.
    if may.text_limit and len(case.conversation.door.speaks.parts(text, 0)) == 1 and length > may.text_limit:
        raise Refused(TOO_LONG, length=length, limit=may.text_limit)
    return may


def _window_is_over(case: Case, may: Permission, *, went_on: bool) -> bool:
    """Whether it leaves after the plan's reply window, knowingly. Raises `Warned` with the door to go on at."""
    if may.closes_at is None or may.closes_at > clock.now():
        return False
    if not went_on:
        plan = keeping.current()
        door = deciding.clock(plan, facts.of_place(case.conversation)).key
        raise Warned(WINDOW_OVER, verdict="ask", line=f"doors.{door}", instead=gating.elsewhere(plan, case))
    return True


def _attached(keys: Sequence[str], by: Member | None, key: str) -> list[Attachment]:
    """Return one's own uploads, in the order given; what was sent before, with another `key`, is not sent as new."""
    found = {one.key: one for one in attaching.free(keys, by=by, key=key)} if keys else {}
    return [found[each] for each in keys if each in found]
