"""Amounts as people write them, "25", "25,50", "1.250 €", "$1,250.50", as whole coins."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency

from mostrador.plan.shape import Locale as Place

WRITTEN = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,3})?")
"""Thousands apart: in every language a mark before exactly three figures is one; no amount has three decimals."""
THOUSAND = 3  # figures; where a currency has as many decimals, a mark before three of them is its own


NO_COINS = re.compile(r"[.,]0+")


def said(amount: Decimal, currency: str, language: str) -> str:
    """Write an amount as that language does, without its coins where it is whole: "600 €", "8,50 €"; "€600"."""
    written = Locale.parse(language).currency_formats["standard"].pattern
    return format_currency(
        amount, currency, locale=language, currency_digits=bool(amount % 1),
        format=written if amount % 1 else NO_COINS.sub("", written),
    )  # fmt: skip


def written(coins: int, locale: Place) -> str:
    """Write coins as a plan does: "30", "8.5"."""
    return f"{Decimal(coins).scaleb(-locale.decimals).normalize():f}"


def coins(bare: str, locale: Place) -> int | None:
    """Return a number without its currency in the smallest coin, which may be none; None where it is no amount."""
    if grouped := GROUPED.fullmatch(bare) if locale.decimals < THOUSAND else None:
        bare = bare.replace(grouped[1], "")
    if not WRITTEN.fullmatch(bare):
        return None
    found = Decimal(bare.replace(",", ".")).scaleb(locale.decimals)
    return int(found) if not found % 1 else None
