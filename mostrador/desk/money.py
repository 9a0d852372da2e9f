"""Amounts as people write and read them: "20 €", "8,50 €"; in the rows, whole coins."""

import re
from decimal import Decimal
from functools import lru_cache

from babel import numbers
from django.utils.translation import get_language

from mostrador.kit.words import N_
from mostrador.plan.shape import Plan

WRITTEN = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,3})?")
"""Thousands apart: in every language a mark before exactly three figures is one; no amount has three decimals."""
THOUSAND = 3  # figures; where a currency has as many decimals, a mark before three of them is its own


class NotAnAmount(ValueError):
    for_people = N_("Write how much, in figures: 25 or 8.50.")


def said(coins: int, plan: Plan) -> str:
    """Write an amount: "20 €" where it is whole, else "8,50 €"."""
    return _said(Decimal(coins).scaleb(-plan.locale.decimals), plan.locale.currency, get_language() or "es")


@lru_cache(maxsize=500)  # the same limits stand on every page, and Babel reads its pattern each time
def _said(whole: Decimal, currency: str, language: str) -> str:
    if whole == whole.to_integral_value():
        return numbers.format_currency(whole, currency, locale=language, currency_digits=False, format="#,##0 ¤")
    return numbers.format_currency(whole, currency, locale=language)


def read(text: str, plan: Plan) -> int:
    """Read "25", "25,50", "1.250 €" or "1,250.50" into the smallest coin. Raises `NotAnAmount`."""
    bare = "".join(text.replace("€", "").replace(plan.locale.currency, "").split())
    if grouped := GROUPED.fullmatch(bare) if plan.locale.decimals < THOUSAND else None:
        bare = bare.replace(grouped[1], "")
    if not WRITTEN.fullmatch(bare):
        raise NotAnAmount
    coins = Decimal(bare.replace(",", ".")).scaleb(plan.locale.decimals)
    if coins <= 0 or coins % 1:
        raise NotAnAmount
    return int(coins)
