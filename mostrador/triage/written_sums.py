"""Sums of money however they are written: "90 €", "EUR 500", "90 (noventa) €", "noventa €"."""

from __future__ import annotations

import re

from mostrador.triage import worded_sums
from mostrador.triage.finding import AMOUNT
from mostrador.triage.worded_sums import Sum

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_WRITTEN = re.compile(
    rf"(?<!\w)(?:eur|usd|gbp|brl|mxn|ars) ?(?:{_NUMBER})(?![\d%])"
    r"|(?<![\w.,])\d[\d.,]* ?\([^\W\d_][^()\n]{2,40}\) ?(?:€|\$|£|(?:euros?|eur|reais|pesos|dollars|pounds)(?!\w))"
)
_FIGURE = re.compile(r"[\d.,]")


def find(folded: str, begin: int, end: int) -> Sum | None:
    """Return the first sum within a part of a text in small letters without accents."""
    written = (pattern.search(folded, begin, end) for pattern in (AMOUNT, _WRITTEN))
    figures = [Sum(one.start(), one.end(), "".join(_FIGURE.findall(one.group()))) for one in written if one]
    worded = worded_sums.find(folded, begin, end)
    return min([*figures, *([worded] if worded else [])], key=lambda one: one.begin, default=None)
