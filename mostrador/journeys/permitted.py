"""What one does in an asunto besides answering and giving: as far as the plan lets them, and with its receipt.

One way for all of it: who has it, its end, its names and tags, our word kept or dropped, what was written down done by
hand. What changed nothing has no receipt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.db import transaction
from msgspec import structs

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.journeys import advising, asking, ranking
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit.models import Event
from mostrador.plan import authority, keeping, receipting
from mostrador.plan.authority import Ruling
from mostrador.plan.models import Asking, Receipt
from mostrador.plan.shape import Plan

Done = TypeVar("Done")
ACTS = {
    "assign": "assign", "finish": "finish", "no_answer": "finish", "reopen": "finish", "snooze": "snooze",
    "wake": "snooze", "tag": "tag", "untag": "tag", "rename": "rename", "need": "sort", "agree": "sort",
    "fault": "sort",
    "evidence": "sort", "claim": "sort", "join": "group", "part": "group", "split": "group", "move": "group",
    "promise": "promise",
    "promise_kept": "settle", "promise_dropped": "settle", "handed_over": "settle", "given_back": "settle",
    "noted_done": "settle", "noted_not_needed": "settle", "noted_again": "settle", "edit": "edit",
    "take_back": "take_back", "yes": "settle", "no": "settle", "fact": "know", "fact_forgotten": "know",
    "consent": "know", "consent_taken_back": "know",
}  # fmt: skip
"""What is done, and the word of `may:` that allows it."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing done in an asunto. `line` is the plan's, where it is not that of the asunto itself."""

    case: Case
    act: str
    by: Member
    why: str = ""
    line: str = ""
    message: Message | None = None
    tells: bool = True  # a fact in the ledger shows that it was done; else what the verb returns
    told: Mapping[str, Any] | None = None  # what it takes to do it once somebody said yes; None: nobody is asked
    safety: str = ""  # why it is done although one should ask first
    gates: tuple[str, ...] = ()  # of the plan's law that stand over it
    warned: bool = False  # and one went on in spite of one
    asks: bool = False  # one of them asks whoever stands above


def may_alone(act: str, by: Member) -> bool:
    """Whether somebody may do this without asking."""
    plan = keeping.current()
    return authority.may(plan, ranking.role_of(by, plan) or by.role, ACTS[act]).verdict == "allow"


def do(deed: Deed, verb: Callable[[], Done]) -> Done:
    """Do it, and write the receipt. Raises `Refused`, and whatever the verb raises: then there is no receipt.

    What one may not do alone is asked of whoever may (`HasToAsk`), or done for safety and looked at within a day.
    """
    plan, by = keeping.current(), deed.by
    ruling = authority.may(plan, ranking.role_of(by, plan) or by.role, ACTS[deed.act])
    above = authority.above_of(plan, ruling.role)[:1] if deed.asks and ruling.verdict == "allow" else ()
    if above:
        ruling = structs.replace(ruling, verdict="ask", ask_of=above[0])
    if ruling.verdict == "allow":
        ground = Receipt.Ground.WARNED if deed.warned else Receipt.Ground.OWN
        return _done(deed, verb, plan, ruling, ground=ground, why=deed.why)
    if deed.safety.strip() and ruling.role:
        return _for_safety(deed, verb, plan, ruling)
    if ruling.verdict == "ask" and deed.told is not None:
        raise HasToAsk(_ask(deed, deed.told, ruling))
    raise Refused(ruling.why, line=ruling.line)


@transaction.atomic
def _for_safety(deed: Deed, verb: Callable[[], Done], plan: Plan, ruling: Ruling) -> Done:
    done = _done(deed, verb, plan, ruling, ground=Receipt.Ground.SAFETY, why=deed.safety)
    act, receipt = ACTS[deed.act], deed.case.receipts.latest("pk")
    asking.review(deed.case, act=act, by=deed.by, why=deed.safety, key=f"review deed {receipt.pk}", line=receipt.line)
    return done


@transaction.atomic
def done_after_yes(deed: Deed, verb: Callable[[], Done], *, role: str) -> Done:
    """Do what was asked for: somebody in `role` said yes."""
    plan = keeping.current()
    ruling = Ruling(verdict="allow", line=f"authority.{role}", why="", role=role)
    return _done(deed, verb, plan, ruling, ground=Receipt.Ground.ASKED, why=deed.why)


def _ask(deed: Deed, told: Mapping[str, Any], ruling: Ruling) -> Asking:
    same = f"{deed.act} {deed.case.pk} {sha256(repr(sorted(told.items())).encode()).hexdigest()[:24]}"
    ended = Asking.objects.filter(key__startswith=same).exclude(state=Asking.State.WAITING).count()
    line = deed.line or advising.advice(deed.case).line
    return asking.ask(deed.case, act=ACTS[deed.act], by=deed.by, role=ruling.ask_of, key=f"{same} {ended}", line=line,
                      why=deed.why, told=told)  # fmt: skip


@transaction.atomic
def _done(
    deed: Deed, verb: Callable[[], Done], plan: Plan, ruling: Ruling, *, ground: Receipt.Ground, why: str
) -> Done:
    by, line = deed.by, deed.line or advising.advice(deed.case, plan).line
    before = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    done = verb()
    if Event.objects.filter(pk__gt=before, member=by.pk).exists() if deed.tells else done:
        receipting.note(
            deed.case, act=deed.act, plan=plan, by=by, role=ruling.role, line=line, why=why, message=deed.message,
            ground=ground, gates=deed.gates,
        )  # fmt: skip
    return done
