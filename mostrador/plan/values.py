"""The small values of a plan: each function reads one spot, or says there what is wrong and returns None."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import localedata
from babel.numbers import get_currency_precision, is_currency

from mostrador.kit.words import N_
from mostrador.plan.durations import SpanWrong, span
from mostrador.plan.parts import Act
from mostrador.plan.written import DECIMAL, Spot

NAMED = re.compile(r"[^\W\d][\w-]*")  # a part that goes by a name: it stands in addresses too
LONGEST_NAME = 40
NO_NAME = N_("Begin with a letter, and go on with letters, digits, dashes and _ alone.")
TOO_LONG = N_("A name has 40 letters at most.")
LINE_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,19}")
LANGUAGE = re.compile(r"[a-z]{2}")
LARGEST = Decimal(10**9)


def text(spot: Spot) -> str | None:
    """Read words; a bare number or date is taken as it would be written."""
    if isinstance(spot.value, bool) or spot.value is None or not isinstance(spot.value, str | int | float | date):
        spot.error(f"{spot.name} must be words", "Put them between quotes.")
        return None
    return str(spot.value)


def word(spot: Spot) -> str | None:
    """Read one name. YAML takes a bare no, yes, on or off for something else."""
    if not isinstance(spot.value, str) or not spot.value.strip():
        spot.error(f"{spot.name} must be a name", "Write one, between quotes when it reads like a number, yes or no.")
        return None
    return spot.value


def words(spot: Spot) -> tuple[str, ...]:
    return tuple(found for one in spot.items() if (found := word(one)) is not None)


def line_id(spot: Spot) -> str | None:
    found = word(spot)
    if found is not None and not LINE_ID.fullmatch(found):
        spot.error(f"`{found}` is no id", "Write a letter and then at most 19 letters, digits, points or dashes: L01.")
        return None
    return found


def yes(spot: Spot) -> bool | None:
    """Read true or false."""
    if not isinstance(spot.value, bool):
        spot.error(f"{spot.name} is neither true nor false", "Write `true` or `false`.")
        return None
    return spot.value


def whole(spot: Spot) -> int | None:
    if isinstance(spot.value, bool) or not isinstance(spot.value, int) or spot.value < 0:
        _refuse(spot, f"{spot.name} must be a whole number", "Write one that is not negative.")
        return None
    return int(spot.value)


def some(spot: Spot) -> int | None:
    """Read a whole number above 0."""
    found = whole(spot)
    if found == 0:
        spot.error(f"{spot.name} must be 1 at least", "Write one, or take it out.")
        return None
    return found


def choice(spot: Spot, *, known: Collection[str]) -> str | None:
    if spot.value not in known:
        spot.error(f"{spot.name} cannot be `{spot.value}`", f"One of {', '.join(known)}.")
        return None
    return str(spot.value)


def choices(spot: Spot, *, known: Collection[str]) -> tuple[str, ...]:
    """Read a list of names, each one of those known."""
    return tuple(found for one in spot.items() if (found := choice(one, known=known)) is not None)


def share(spot: Spot) -> float | None:
    found = number(spot.bare or spot.value)
    if found is None or not 0 <= found <= 1:
        _refuse(spot, f"{spot.name} is no share", "Write a number between 0 and 1: 0.2.")
        return None
    return float(found)


def positive(spot: Spot) -> float | None:
    found = number(spot.bare or spot.value)
    if found is None or found <= 0:
        _refuse(spot, f"{spot.name} must be a number above 0", "Write one: 3.")
        return None
    return float(found)


def length(spot: Spot) -> timedelta | None:
    if spot.value is None:
        spot.error(f"{spot.name} is empty", "Write how long: 15m.")
        return None
    try:
        return span(spot.value)
    except SpanWrong as wrong:
        what, _, fix = str(wrong).partition(". ")
        spot.error(what, fix)
        return None


def target(spot: Spot) -> timedelta | None:
    """Read a span in which somebody must do something: more than none."""
    found = length(spot)
    if found is not None and not found:
        spot.error(f"{spot.name} leaves no time at all", "Write how long: 15m.")
        return None
    return found


def day(spot: Spot) -> date | None:
    if not isinstance(spot.value, date) or isinstance(spot.value, datetime):
        spot.error(f"{spot.name} must be a date", "Write it like 2026-03-02.")
        return None
    return spot.value


def days(spot: Spot) -> frozenset[date]:
    return frozenset(found for one in spot.items() if (found := day(one)) is not None)


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())  # it walks the system's folders anew each time


def timezone(spot: Spot) -> str | None:
    if spot.value not in _timezones():
        spot.error(f"`{spot.value}` is no time zone", "Write one like Europe/Madrid or America/Montevideo.")
        return None
    return str(spot.value)


def no_name(called: str) -> str:
    """Say why a part cannot be called so; nothing where it can."""
    if len(called) > LONGEST_NAME:
        return TOO_LONG
    return "" if NAMED.fullmatch(called) else NO_NAME


def is_language(code: str) -> bool:
    return bool(LANGUAGE.fullmatch(code)) and localedata.exists(code)


def language(spot: Spot) -> str | None:
    code = str(spot.value)
    if not is_language(code):
        spot.error(f"`{spot.value}` is no language", "Write its two letters: es, en, pt.")
        return None
    return code


def currency(spot: Spot) -> str | None:
    if not isinstance(spot.value, str) or not is_currency(spot.value):
        spot.error(f"`{spot.value}` is no currency", "Write its three letters: EUR, MXN, UYU.")
        return None
    return spot.value


def decimals(code: str) -> int:
    """Return how many decimals the currency has: 2 for EUR, 0 for CLP."""
    return int(get_currency_precision(code))


def coins(spot: Spot, *, decimals: int) -> int | None:
    """Read an amount of money into the currency's smallest coin."""
    found = sum_of(spot.bare, decimals)
    if found is None:
        _refuse(
            spot, f"{spot.name} is no amount of money", f"Write a number with at most {decimals} decimals: 30, or 1000."
        )
    return found


def sum_of(written: str, decimals: int) -> int | None:
    """Read a sum as a plan writes it; `1.000` is none where a coin has two decimals, as many mean a thousand by it."""
    amount = number(written)
    if amount is None or not 0 <= amount <= LARGEST or len(written.partition(".")[2]) > decimals:
        return None
    return int(amount.scaleb(decimals))


def _refuse(spot: Spot, what: str, fix: str) -> None:
    """Say what is wrong with a number; where one was meant and is not written like one, say that."""
    if isinstance(spot.value, str) and spot.bare[:1].isdigit():
        spot.error(
            f"`{spot.bare}` is not written like a number",
            "Write it in digits alone, none of them a zero before the others, and a point only before decimals: 30.",
        )
    else:
        spot.error(what, fix)


def acts(spot: Spot) -> tuple[Act, ...]:
    return tuple(act for one in spot.items() for act in _acts(one))


def _acts(spot: Spot) -> list[Act]:
    value: Any = spot.plain()
    if isinstance(value, str) and value:
        return [Act(value)]
    if isinstance(value, dict) and value:
        return [Act(str(key), inner) for key, inner in value.items()]
    spot.error("an act is one word, or a word with what it is done with", "Write `[acknowledge, open: case]`.")
    return []


def number(value: Any) -> Decimal | None:
    """Read a number as it was written, in digits and at most one point; None for anything else."""
    return Decimal(value) if isinstance(value, str) and DECIMAL.fullmatch(value) else None
