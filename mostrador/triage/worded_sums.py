"""Sums of money written in words: "doscientos euros", "duzentos e cinquenta reais", "two hundred pounds"."""

from __future__ import annotations

import re

from msgspec import Struct
from text_to_num import text2num

LANGUAGES = ("es", "pt", "en")
MOST_WORDS = 10  # "mil novecientos noventa y nueve" has five
THOUSAND = 1_000
MONEY = re.compile(r"(?<!\w)(?:euros?|pavos|pesos?|reais|real|dolar(?:es)?|dollars?|pounds?|quid|libras?)(?!\w)|€")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CENTS = re.compile(r" (?:con|com|y|e|and) ((?:[^\W\d_]+ ?){1,3}?)(?: (?:centimos?|centavos?|cents?|pence))?(?!\w)")
_ACCENTED = {"veintidos": "veintidós", "veintitres": "veintitrés"}


class Sum(Struct, frozen=True):
    """Where a sum stands in a text, and the same in figures: "1250", "40,50"."""

    begin: int
    end: int
    figures: str


def find(folded: str, begin: int, end: int) -> Sum | None:
    """Return the first sum in words within a part of a text in small letters without accents."""
    for money in MONEY.finditer(folded, begin, end):
        words = list(_WORD.finditer(folded, begin, money.start()))[-MOST_WORDS:]
        if words and not folded[words[-1].end() : money.start()].strip(" "):
            for first in range(len(words)):
                amount = _amount(words[first:])
                if amount is not None:
                    cents, stop = _cents(folded, money.end(), end)
                    return Sum(words[first].start(), stop, f"{amount}{cents}")
    return None


def _amount(words: list[re.Match[str]]) -> int | None:
    """Return the number that words are; a figure may stand before a thousand: "2 mil"."""
    said = [one.group() for one in words]
    if said[0].isdigit() and len(said) == 2 and len(said[0]) < 4:
        times = _number(said[1])
        return int(said[0]) * THOUSAND if times == THOUSAND else None
    return None if any(map(str.isdigit, said)) else _number(" ".join(said))


def _cents(folded: str, begin: int, end: int) -> tuple[str, int]:
    told = _CENTS.match(folded, begin, end)
    amount = _number(told.group(1).strip()) if told else None
    return (f",{amount:02}", told.end()) if told and amount is not None and 0 < amount < 100 else ("", begin)


def _number(words: str) -> int | None:
    said = " ".join(_ACCENTED.get(one, one) for one in words.split(" "))
    for language in LANGUAGES:
        try:
            return int(text2num(said, language))
        except ValueError:
            continue
    return None
