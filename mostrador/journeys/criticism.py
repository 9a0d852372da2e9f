"""Reading a criticism: its claims one by one, each tied to the order it is about, true, false or not known yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.journeys import permitted
from mostrador.journeys.permitted import Deed
from mostrador.plan import claiming
from mostrador.plan.models import Checked
from mostrador.triage import claims, finding

KINDS = frozenset({"complaint", "wrong_fact", "help_after_sale", "order_status"})
UNKNOWN = ""
LAST = 12  # of their messages are read


class NoSuchClaim(LookupError):
    """Their words claim nothing of the kind."""


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """One claim as it stands. `order` is the number of the order that shows it; "" where none is named."""

    message_id: int
    about: str
    words: str
    order: str
    verdict: str


def read(case: Case) -> list[Claimed]:
    """Return what they claim in an asunto, each thing once, with what was found out about it."""
    if case.kind not in KINDS:
        return []
    said = list(_said(case))
    order = _order(said, case)
    verdicts = dict(_verdicts(said))
    found: dict[str, Claimed] = {}
    for message in said:
        for one in claims.read(message.text):
            known = verdicts.get((message.pk, one.about), UNKNOWN)
            tied = order if one.of_order else ""
            claimed = Claimed(message_id=message.pk, about=one.about, words=one.words, order=tied, verdict=known)
            found.setdefault(one.about, claimed)
    return list(found.values())


def check(case: Case, *, about: str, verdict: str, by: Member) -> None:
    """Say what was found out: true, false, or "" for not known after all. Raises `NoSuchClaim`, `Refused`."""
    claimed = next((one for one in read(case) if one.about == about), None)
    if claimed is None or verdict not in (UNKNOWN, *Checked.Verdict.values):
        raise NoSuchClaim(about)
    deed = Deed(case=case, act="claim", by=by, why=f"{about}: {verdict}")
    told: dict[str, Any] = {"message_id": claimed.message_id, "about": about, "verdict": verdict}
    permitted.do(deed, partial(claiming.judge, case, by=by, **told))


def _said(case: Case) -> Sequence[Message]:
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN, deleted_at=None)
    return list(theirs.only("pk", "text").order_by("-pk")[:LAST])[::-1]


def _order(said: Sequence[Message], case: Case) -> str:
    """Return the order they name, the latest; else the one that the asunto is called by."""
    numbers = [number for message in said for number in finding.find(message.text).order_numbers]
    return next(iter([*reversed(numbers), *finding.find(case.title).order_numbers]), "")


def _verdicts(said: Sequence[Message]) -> list[tuple[tuple[int, str], str]]:
    rows = Checked.objects.filter(message__in=[one.pk for one in said])
    return [
        ((message, about), verdict) for message, about, verdict in rows.values_list("message_id", "about", "verdict")
    ]
