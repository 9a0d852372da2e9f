"""What was done in an asunto besides talking, as lines between its messages: each says who, what, and by which line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mostrador.desk import care, leave, money, wording
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case
from mostrador.journeys import labelling
from mostrador.kit import saying
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.plan.models import Given, Receipt

Shown = dict[str, Any]
MOST = 100
LABELS = {
    labelling.ACT: N_("%(name)s called them a troll"), labelling.WRONG: N_("%(name)s took it back: no troll"),
}  # fmt: skip


def between(case: Case, around: Surroundings) -> list[Shown]:
    """Return the deeds of an asunto in their order, each with the moment it belongs at."""
    return [_deed(one, case, around) for one in reversed(_receipts(case.pk))]


@prepared
def _receipts(case: int) -> QuerySet[Receipt, Receipt]:
    done = Receipt.objects.filter(case=case, message=None).select_related("given")
    return done.order_by("-at", "-pk")[:MOST]


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
        "words": f"{words} · {when}", "receipt": leave.receipt_words(one), "struck": _is_struck(given),
        "why_url": leave.why_url(one.line or f"authority.{one.role}", case),
    }  # fmt: skip


def _is_struck(given: Given | None) -> bool:
    return given is not None and given.state == Given.State.TAKEN_BACK


def _given(one: Given, around: Surroundings) -> str:
    told = leave.PROMISED if one.state == Given.State.PROMISED else leave.GAVE
    name = wording.first_name(around.members.get(one.member_id or 0, ""))
    return _(told[one.kind]) % {"name": name, "amount": money.said(one.amount, keeping.current())}


def _done(one: Receipt, around: Surroundings) -> str:
    name = wording.first_name(around.members.get(one.member_id or 0, ""))
    if one.act in LABELS:
        return _(LABELS[one.act]) % {"name": name}
    told = {"name": name, "act": care.words_of(one.act)}
    words = _("%(name)s did: %(act)s") if name else _("The plan: %(act)s")
    return words % told + (f" · {saying.quoted(one.why)}" if one.why else "")
