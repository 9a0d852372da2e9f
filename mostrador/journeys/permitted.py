"""What one does in an asunto besides answering and giving: as far as the plan lets them, and with its receipt.

One way for all of it: who has it, its end, its names and tags, our word kept or dropped, what was written down done by
hand. What changed nothing has no receipt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.journeys import advising, ranking
from mostrador.journeys.refusing import Refused
from mostrador.kit.models import Event
from mostrador.plan import authority, keeping, receipting

Done = TypeVar("Done")
ACTS = {
    "assign": "assign", "finish": "finish", "no_answer": "finish", "reopen": "finish", "snooze": "snooze",
    "wake": "snooze", "tag": "tag", "untag": "tag", "rename": "rename", "need": "sort", "agree": "sort",
    "fault": "sort",
    "evidence": "sort", "claim": "sort", "join": "group", "part": "group", "split": "group", "move": "group",
    "promise": "promise",
    "promise_kept": "settle", "promise_dropped": "settle", "handed_over": "settle", "given_back": "settle",
    "noted_done": "settle", "noted_not_needed": "settle", "noted_again": "settle", "edit": "edit",
    "take_back": "take_back", "no": "settle", "fact": "know", "fact_forgotten": "know", "consent": "know",
    "consent_taken_back": "know",
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


@transaction.atomic
def do(deed: Deed, verb: Callable[[], Done]) -> Done:
    """Do it, and write the receipt. Raises `Refused`, and whatever the verb raises: then there is no receipt."""
    plan, by = keeping.current(), deed.by
    ruling = authority.may(plan, ranking.role_of(by, plan) or by.role, ACTS[deed.act])
    if ruling.verdict != "allow":
        raise Refused(ruling.why, line=ruling.line)
    line = deed.line or advising.advice(deed.case, plan).line
    before = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    done = verb()
    if Event.objects.filter(pk__gt=before, member=by.pk).exists() if deed.tells else done:
        receipting.note(
            deed.case, act=deed.act, plan=plan, by=by, role=ruling.role, line=line, why=deed.why, message=deed.message
        )
    return done
