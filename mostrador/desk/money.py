"""Amounts as people write and read them: "20 €", "8,50 €"; in the rows, whole coins."""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import get_language

from mostrador.kit.words import N_
from mostrador.plan import amounts
from mostrador.plan.shape import Plan


class NotAnAmount(ValueError):
    for_people = N_("Write how much, in figures: 25 or 8.50.")


def said(coins: int, plan: Plan) -> str:
    """Write an amount: "20 €" where it is whole, else "8,50 €"."""
    return _said(Decimal(coins).scaleb(-plan.locale.decimals), plan.locale.currency, get_language() or "es")


@lru_cache(maxsize=500)  # the same limits stand on every page, and Babel reads its pattern each time
def _said(whole: Decimal, currency: str, language: str) -> str:
    return amounts.said(whole, currency, language[:2])


def read(text: str, plan: Plan) -> int:
    """Read "25", "25,50", "1.250 €" or "1,250.50" into the smallest coin. Raises `NotAnAmount`."""
    if not (coins := limit(text, plan)):
        raise NotAnAmount
    return coins


def limit(text: str, plan: Plan) -> int | None:
    """Read what somebody may give, which may be nothing at all; None where it is no amount."""
    bare = "".join(text.replace("€", "").replace(plan.locale.currency, "").split())
    return amounts.coins(bare, plan.locale)
