"""What the check of a plan finds, in the reader's language: each finding is matched with the sentence it was made of.

The check itself speaks English, as its file and its command do. A sentence that is not here stays English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from mostrador.kit.words import N_
from mostrador.plan import phrases
from mostrador.plan.finding_sentences import SENTENCES

SPOKEN = frozenset({
    "%(a)s may do `%(b)s` and no gate stands over it, but the law does: %(c)s",
    "%(a)s may do `%(b)s` at %(d)s and no gate stands over it, but the law does: %(c)s",
    "%(a)s may less than %(b)s below: `%(c)s`",
    "%(a)s may not %(b)s, which %(c)s below may",
    "%(a)s may %(b)s more at once than in a month",
})  # fmt: skip
"""Sentences that say what one may: as people say it, where the translation does not quote the plan's own word."""
SAID: Mapping[str, str] = {
    **phrases.ACTS, **phrases.MAY, "refund": N_("refund"), "discount": N_("give a discount"),
    "gesture": N_("give something"), "month": N_("give so much in a month"),
}  # fmt: skip
HOLE = re.compile(r"%\\\(([a-d])\\\)s")


def told(text: str, say: Callable[[str], str]) -> str:
    """Return a finding's reason or fix as `say` has it; so is what stands in its holes where it is a sentence."""
    for msgid, shape in _shapes():
        if found := shape.fullmatch(text):
            return say(msgid) % {name: _part(msgid, name, part, say) for name, part in found.groupdict().items()}
    return text


def _part(msgid: str, name: str, part: str, say: Callable[[str], str]) -> str:
    if msgid not in SPOKEN or f"`%({name})s`" in say(msgid):
        return told(part, say)
    return ", ".join(say(SAID[one]) if one in SAID else told(one, say) for one in part.split(", "))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the sentences as patterns, those with most words of their own first."""
    return tuple((one, _shape(one)) for one in sorted(SENTENCES, key=lambda one: -len(HOLE.sub("", re.escape(one)))))


def _shape(msgid: str) -> re.Pattern[str]:
    return re.compile(HOLE.sub(lambda hole: f"(?P<{hole[1]}>.*?)", re.escape(msgid)), re.DOTALL)
