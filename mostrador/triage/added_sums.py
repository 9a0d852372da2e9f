"""Sums that go on from one that is promised: "te devuelvo 10 y además 15 de vale", "$10 back plus a $15 voucher"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mostrador.triage import written_sums
from mostrador.triage.times_over import COUNT, COUPON, WHEN
from mostrador.triage.worded_sums import Sum

Kind = Literal["refund", "discount", "gesture"]
_OFF = r"(?:descuento|rebaja|desconto|discount|off)"
_TOO = r"(?:ademas|tambien|encima|aparte|also|tambem|alem disso|otr[oa]s|outr[oa]s|another|otro|outro|mas|mais|as well)"
_GIVE = r"(?:(?:send|give|offer|get) you|(?:mandar|enviar|dar|regalar|oferecer)-?(?:te|os|le|lhe|vos)?)"
_A = rf"(?:un|una|um|uma|a|{COUNT}(?= {COUPON}))"
_WHAT = (
    rf"(?: {WHEN}| (?:de|del|por|para|do|da|dos|das|pelo|pela|for|of)(?: [^\W\d]+){{1,4}}?)?"  # that the first is for
)
_DATED = rf"(?: {WHEN})? (?:[$€£]|eur )? ?\d[\d.,]*(?: ?€| ?\$| ?£| euros| eur)? {WHEN}(?!\w)"  # "25 € el lunes"
_ON = re.compile(
    rf"{_WHAT}(?:,? (?:y|e|and|plus|mas|mais)(?: {_TOO}(?: de)?,?)*|,(?: {_TOO}(?: de)?)+|,(?={_DATED})| ?\+)"
    rf"(?: {WHEN})?(?: {_GIVE})?(?: {_A})?"
    rf"(?: (?P<thing>{COUPON}|{_OFF})(?: (?:regalo|presente))?(?: (?:de|por|of|for|worth))?)? "
)
_OF = re.compile(rf"(?: (?:de|en|em|in|as|of))?(?: {_A})? (?P<thing>{COUPON}|{_OFF})(?!\w)")
_BARE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?(?![\d%\w]|[.,]\d)")
_ANEW = re.compile(rf"\b{_TOO}\b")
_THEN = re.compile(rf" {WHEN}(?!\w)")
_AGAIN = re.compile(
    r",? (?:y|e|and) (?P<other>otr[oa]|outr[oa]|another(?: one)?)(?: mas| mais| more)?(?= ?(?:[.;!)\n]|$))"
)
"""One more of the same: "un vale de 25 €, otro de 25 € y otro"."""
_RANGE = re.compile(r"\b(?:entre|between)\b")


class Added(NamedTuple):
    """A sum that goes on from another one, where its words begin; `kind` where one of them says it."""

    sum: Sum
    begin: int
    kind: Kind | None


def after(folded: str, first: Sum, *, led_by: str) -> Iterator[Added]:
    """Go through the sums that are added to the first one, in the same breath. A range has none."""
    end = first.end if not _RANGE.search(led_by) else len(folded)
    while (on := _ON.match(folded, end)) and (found := _sum_at(folded, on.end(), of_thing=bool(on["thing"]))):
        of = _OF.match(folded, found.end)
        thing = on["thing"] or (of["thing"] if of else "")
        end = of.end() if of else found.end
        begin = on.start("thing") if on["thing"] else found.begin
        yield Added(Sum(found.begin, end, found.figures), begin, _kind(thing))
        first = found
    if again := _AGAIN.match(folded, end):
        yield Added(Sum(again.start("other"), again.end(), first.figures), again.start("other"), None)


def bare(folded: str, begin: int) -> Sum | None:
    """Return a sum without its currency, where one that is added to it has it: "10 y además 15 € de vale"."""
    found = _BARE.match(folded, begin + 1) if folded.startswith(" ", begin) else None
    first = Sum(found.start(), found.end(), found.group()) if found else None
    return first if first and next(after(folded, first, led_by=""), None) else None


def said_anew(words: str) -> bool:
    """Whether these words before a sum say that it is another one: "y otros 10 €"."""
    return bool(_ANEW.search(words))


def _sum_at(folded: str, begin: int, *, of_thing: bool) -> Sum | None:
    """Return the sum that stands there: with its currency, in words, or bare where it is one of a voucher."""
    written = written_sums.find(folded, begin, begin + 90)
    if written and written.begin == begin:
        return written
    number = _BARE.match(folded, begin)
    if number and (of_thing or _OF.match(folded, number.end()) or _THEN.match(folded, number.end())):
        return Sum(number.start(), number.end(), number.group())
    return None


def _kind(thing: str) -> Kind | None:
    if not thing:
        return None
    return "discount" if re.fullmatch(_OFF, thing) else "gesture"
