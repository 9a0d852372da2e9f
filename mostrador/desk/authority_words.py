"""What the plan lets a member do without asking, in their own language: "Puedes devolver hasta 30 € sin preguntar"."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import money, wording
from mostrador.journeys import ranking
from mostrador.plan import keeping, saying

ACTS = ("refund", "discount", "gesture", "reply", "reply_public")


class MayDo(NamedTuple):
    act: str
    words: str
    is_money: bool


def all_of(member: Member) -> list[MayDo]:
    """Return one sentence an act, those of money first."""
    return [of(member, act) for act in ACTS]


def of(member: Member, act: str) -> MayDo:
    """Return the sentence of one act."""
    plan = keeping.current()
    role = ranking.role_of(member, plan) or member.role
    told = saying.limit_words(plan, role, act)
    amount = money.said(told.amount, plan) if told.amount else ""
    return MayDo(act, _(told.msgid) % {"amount": amount, "role": wording.of_role(told.role)}, is_money=bool(amount))
