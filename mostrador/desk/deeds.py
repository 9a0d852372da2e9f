"""What was done in an asunto besides talking, as lines between its messages: each says who, what, and by which line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mostrador.desk import allowed, care, criticised, leave, money, wording
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case
from mostrador.journeys import labelling
from mostrador.kit import saying
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.plan.models import Given, Receipt
from mostrador.plan.phrases_beside import TROLL_SIGNS

Shown = dict[str, Any]
MOST = 100
SAID = {
    labelling.ACT: N_("%(name)s called them a troll"), labelling.WRONG: N_("%(name)s took it back: no troll"),
    "evidence": N_("%(name)s noted a sign"), "finish": N_("%(name)s finished it"),
    "no_answer": N_("%(name)s left it without an answer"), "reopen": N_("%(name)s opened it again"),
    "snooze": N_("%(name)s put it off"), "wake": N_("%(name)s took it up again"),
    "tag": N_("%(name)s tagged it %(why)s"), "untag": N_("%(name)s took the tag %(why)s off"),
    "rename": N_("%(name)s called it %(why)s"), "need": N_("%(name)s said that it is about %(why)s"),
    "agree": N_("%(name)s found the machine right"),
    "fault": N_("%(name)s said whose fault it was: %(why)s"), "join": N_("%(name)s put two errands together"),
    "part": N_("%(name)s took them apart again"), "split": N_("%(name)s gave a message an errand of its own"),
    "move": N_("%(name)s moved a message here"), "promise": N_("%(name)s gave our word: %(why)s"),
    "promise_kept": N_("%(name)s kept our word: %(why)s"), "promise_dropped": N_("%(name)s dropped our word: %(why)s"),
    "handed_over": N_("%(name)s handed over %(why)s"), "given_back": N_("%(name)s said that %(why)s were not given"),
    "noted_done": N_("%(name)s did it by hand: %(why)s"),
    "noted_not_needed": N_("%(name)s found it not needed: %(why)s"),
    "claim": N_("%(name)s checked what they say: %(why)s"),
    "noted_again": N_("%(name)s put it on the list again: %(why)s"), "no": N_("%(name)s said no"),
    "yes": N_("%(name)s found it right"),
    "fact": N_("%(name)s kept what they told us"), "fact_forgotten": N_("%(name)s forgot what they had told us"),
    "consent": N_("%(name)s noted: %(why)s"),
    "consent_taken_back": N_("%(name)s noted that it holds no longer: %(why)s"),
}  # fmt: skip
"""What a receipt says of an act, in words; `why` is what the receipt has beside it."""
ALONE = frozenset(act for act, words in SAID.items() if "%(why)s" not in words)
TAKEN, LEFT, HANDED = N_("%(name)s took it"), N_("%(name)s left it to everybody"), N_("%(name)s handed it to %(why)s")
COVERED = N_("The plan handed it to %(why)s, who is there")


def between(case: Case, around: Surroundings) -> tuple[list[Shown], dict[int, Shown]]:
    """Return the deeds of an asunto in their order, each with its moment; and by what each answer left."""
    rows = list(reversed(_receipts(case.pk)))
    said = {one.message_id: _permit(one, case) for one in reversed(rows) if one.message_id is not None}
    return [_deed(one, case, around) for one in rows if one.message_id is None], said


def _permit(one: Receipt, case: Case) -> Shown:
    """Return by what something was allowed, and where that is explained."""
    why_url = leave.why_url(one.line or f"authority.{one.role}", case)
    return {"receipt": leave.receipt_words(one), "why_url": why_url}


@prepared
def _receipts(case: int) -> QuerySet[Receipt, Receipt]:
    return Receipt.objects.filter(case=case).select_related("given").order_by("-at", "-pk")[:MOST]


def up_to(deeds: list[Shown], at: datetime | None) -> list[Shown]:
    """Take out of `deeds` what was done before that moment; all of them for None."""
    ready = [one for one in deeds if at is None or one["at"] < at]
    deeds[:] = deeds[len(ready) :]
    return ready


def since(deeds: Sequence[Shown], at: datetime | None) -> list[Shown]:
    """Return what was done from the first message shown on: what is older stands with the older messages."""
    return [one for one in deeds if at is None or one["at"] >= at]


def _deed(one: Receipt, case: Case, around: Surroundings) -> Shown:
    given: Given | None = getattr(one, "given", None)
    words = _given(given, around) if given is not None else _done(one, around)
    when = saying.stamp(one.at, around.now)
    return {
        "kind": "deed", "at": one.at, "glyph": "hand-coins" if given is not None else "clipboard-check",
        "words": f"{words} · {when}", "struck": _is_struck(given), **_permit(one, case),
    }  # fmt: skip


def _is_struck(given: Given | None) -> bool:
    return given is not None and given.state == Given.State.TAKEN_BACK


def _given(one: Given, around: Surroundings) -> str:
    told = leave.PROMISED if one.state == Given.State.PROMISED else leave.GAVE
    name = wording.first_name(around.members.get(one.member_id or 0, ""))
    return _(told[one.kind]) % {"name": name, "amount": money.said(one.amount, keeping.current())}


def _done(one: Receipt, around: Surroundings) -> str:
    name = wording.first_name(around.members.get(one.member_id or 0, ""))
    if one.act == "assign":
        return _assigned(one, name)
    if one.act in SAID:
        words = _(SAID[one.act]) % {"name": name, "why": _why(one)}
        return words + (f" · {saying.quoted(_why(one))}" if one.why and one.act in ALONE else "")
    told = {"name": name, "act": care.words_of(one.act)}
    words = _("%(name)s did: %(act)s") if name else _("The plan: %(act)s")
    return words % told + (f" · {saying.quoted(one.why)}" if one.why else "")


def _assigned(one: Receipt, name: str) -> str:
    to = wording.first_name(one.why)
    if not name:
        return _(COVERED) % {"why": to}
    return _(LEFT if not to else TAKEN if to == name else HANDED) % {"name": name, "why": to}


def _why(one: Receipt) -> str:
    if one.act == "need":
        return wording.need(one.why)
    if one.act == "fault":
        return str(Case.Fault(one.why).label) if one.why in Case.Fault.values else one.why
    if one.act == "claim":
        return criticised.checked_words(one.why)
    if one.act in ("evidence", labelling.ACT):
        return " · ".join(_(TROLL_SIGNS.get(sign, sign)) for sign in one.why.split(", "))
    if one.act.startswith("consent"):
        return _(allowed.CONSENTS.get(one.why, one.why))
    return one.why
