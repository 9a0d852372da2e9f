"""What the plan lets a member do without asking, in their own language: "Puedes devolver hasta 30 € sin preguntar"."""

from decimal import Decimal
from typing import NamedTuple

from babel import numbers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.plan import keeping, saying
from mostrador.plan.shape import Plan

ACTS = ("refund", "discount", "gesture", "reply", "reply_public")


class MayDo(NamedTuple):
    act: str
    words: str
    is_money: bool


def all_of(member: Member) -> list[MayDo]:
    """Return one sentence an act, those of money first."""
    plan = keeping.current()
    return [_one(plan, member.role, act) for act in ACTS]


def _one(plan: Plan, role: str, act: str) -> MayDo:
    told = saying.limit_words(plan, role, act)
    amount = _money(told.amount, plan) if told.amount else ""
    return MayDo(act, _(told.msgid) % {"amount": amount, "role": told.role}, is_money=bool(amount))


def _money(coins: int, plan: Plan) -> str:
    """Write an amount as people do: "20 €", "8,50 €"."""
    whole = Decimal(coins).scaleb(-plan.locale.decimals)
    language = get_language() or "es"
    if whole == whole.to_integral_value():
        return numbers.format_currency(
            whole, plan.locale.currency, locale=language, currency_digits=False, format="#,##0 ¤"
        )
    return numbers.format_currency(whole, plan.locale.currency, locale=language)
