"""Amounts as people write and read them: "20 €", "8,50 €"; in the rows, whole coins."""

import re
from decimal import Decimal, InvalidOperation

from babel import numbers
from django.utils.translation import get_language

from mostrador.kit.words import N_
from mostrador.plan.shape import Plan

WRITTEN = re.compile(r"\d{1,7}(?:[.,]\d{1,3})?")


class NotAnAmount(ValueError):
    for_people = N_("Write how much, in figures: 25 or 8.50.")


def said(coins: int, plan: Plan) -> str:
    """Write an amount: "20 €" where it is whole, else "8,50 €"."""
    whole = Decimal(coins).scaleb(-plan.locale.decimals)
    language = get_language() or "es"
    if whole == whole.to_integral_value():
        return numbers.format_currency(
            whole, plan.locale.currency, locale=language, currency_digits=False, format="#,##0 ¤"
        )
    return numbers.format_currency(whole, plan.locale.currency, locale=language)


def read(text: str, plan: Plan) -> int:
    """Read "25", "25,50" or "25.5 €" into the smallest coin. Raises `NotAnAmount`."""
    bare = text.replace("€", "").replace(plan.locale.currency, "").strip()
    if not WRITTEN.fullmatch(bare):
        raise NotAnAmount
    try:
        coins = Decimal(bare.replace(",", ".")).scaleb(plan.locale.decimals)
    except InvalidOperation as wrong:
        raise NotAnAmount from wrong
    if coins <= 0 or coins % 1:
        raise NotAnAmount
    return int(coins)
