"""What the plan lets a member do without asking, in their own language: "Puedes devolver hasta 30 € sin preguntar"."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import money, wording
from mostrador.inbox.models import Case
from mostrador.journeys import ranking
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.plan import keeping, phrases, saying, spending
from mostrador.plan.acting import MONEY

ACTS = {
    "refund": phrases.ACTS["remedy: refund"], "discount": phrases.ACTS["remedy: discount"],
    "gesture": phrases.ACTS["gesture"], "reply": phrases.MAY["reply"], "reply_public": phrases.MAY["reply_public"],
}  # fmt: skip
REFUSED = {saying.ASK: N_("To %(act)s you ask %(role)s"), saying.NOBODY: N_("The plan lets nobody %(act)s")}


class MayDo(NamedTuple):
    act: str
    words: str
    holds: bool


def all_of(member: Member, case: Case | None = None) -> list[MayDo]:
    """Return one sentence an act, those of money first: what is left of it this month, and in this asunto."""
    return [of(member, act, case) for act in ACTS]


def of(member: Member, act: str, case: Case | None = None) -> MayDo:
    """Return the sentence of one act."""
    plan = keeping.current()
    role = ranking.role_of(member, plan) or member.role
    spent = spending.spent(plan, at=clock.now()).get(role, 0) if act in MONEY else 0
    here = spending.in_case(case, role=role, kind=act) if case is not None and act in MONEY else 0
    told = saying.limit_words(plan, role, act, spent=spent, in_case=here)
    amount = money.said(told.amount, plan) if told.amount else ""
    filled = {"act": _(ACTS[act]), "amount": amount, "role": wording.of_role(told.role)}
    holds = told.msgid not in (*REFUSED, saying.ONLY_READ)
    return MayDo(act, _(REFUSED.get(told.msgid, told.msgid)) % filled, holds=holds)
