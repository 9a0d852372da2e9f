"""A message taken apart where a new thing begins: "riquísimo el tinto, pero llegó una botella rota. ¿Me la cambiáis?"

Each clause is asked alone what it needs, of the light model. A message of one clause costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mostrador.triage import net, traits
from mostrador.triage.heads import HEADS, PLACES, by_kind, likeliest_sub
from mostrador.triage.matching import Hit
from mostrador.triage.needs import leading_need
from mostrador.triage.reading import Read
from mostrador.triage.weights import Light

MOST = 6  # clauses looked at
SHORTEST = 2  # words: "todo genial" is a clause
LONGEST = 120  # tokens: who wrote more said so often enough
ENDS = frozenset(".!?;…")
TURNS = frozenset({"pero", "but", "mas", "porem", "aunque", "however", "though", "embora", "eso", "btw", "alias"})
ASIDES = {("por", "cierto"), ("by", "the"), ("ja", "agora"), ("a", "proposito"), ("de", "paso"), ("one", "thing")}
SURE = 0.6  # a clause is believed from here
COURTESY = frozenset({"ack", "greeting"})
ASKING = frozenset({"question", "price_availability"})
ALONE = ASKING | {"complaint", "praise", "order_status", "help_after_sale"}
"""Needs that a clause can show by itself; the others need the whole message."""


class Shown(Struct, frozen=True):
    """A need that one clause shows, and how surely."""

    p: float
    sub: str
    clause: Read


def needs(message: Read, light: Light) -> dict[str, Shown]:
    """Return what the clauses need, each need once. Nothing for a message of one clause."""
    found: dict[str, Shown] = {}
    for clause in apart(message):
        need, shown = _of(clause, light)
        if _plain(need, shown) and shown.p >= (found[need].p if need in found else SURE):
            found[need] = shown
    return found


def _of(clause: Read, light: Light) -> tuple[str, Shown]:
    told = PLACES["sub"]
    heat = light.told["temperature"]["sub"]
    subs = HEADS[0].probabilities([score / heat for score in light.scores(clause.spoken, clause.signs)[told]])
    kinds = by_kind(subs)
    kind = max(kinds, key=lambda each: kinds[each])
    sub = likeliest_sub(kind, subs)
    return leading_need(sub), Shown(kinds[kind], sub, clause)


def _plain(need: str, shown: Shown) -> bool:
    """Say whether the clause also looks like it: a question asks, praise has a word of praise and is no mere thanks."""
    clause = shown.clause
    if need in ASKING:
        return clause.tokens[-1].word == "?"
    if need == "praise":
        glad = any(hit.phrase.group in ("praise", "recommendation") for hit in clause.hits)
        return glad and shown.sub != "praise.thanks" and not net.denied(clause)
    return need in ALONE


def apart(message: Read) -> list[Read]:
    """Return the clauses, each read by itself; none where there is but one."""
    if len(message.tokens) > LONGEST:
        return []
    clauses = [_cut(message, first, last) for first, last in _ranges(message)]
    clauses = [clause for clause in clauses if clause.word_count >= SHORTEST][:MOST]
    return [clause for clause in clauses if _says_something(clause)] if len(clauses) > 1 else []


def _says_something(clause: Read) -> bool:
    """Say whether asking the model is worth it: a question, or a phrase of more than courtesy."""
    return clause.tokens[-1].word == "?" or any(hit.phrase.group not in COURTESY for hit in clause.hits)


def _ranges(message: Read) -> Iterator[tuple[int, int]]:
    first, tokens = 0, message.tokens
    for at in range(1, len(tokens)):
        if _begins(message, at):
            yield first, at
            first = at
    if first:
        yield first, len(tokens)


def _begins(message: Read, at: int) -> bool:
    """Say whether a new clause begins with this token."""
    before, here = message.tokens[at - 1], message.tokens[at]
    if before.word in ENDS:
        return here.word not in ENDS
    if here.word in TURNS or "\n" in message.text[before.end : here.start]:
        return True
    return at + 1 < len(message.tokens) and (here.word, message.tokens[at + 1].word) in ASIDES


def _cut(message: Read, first: int, last: int) -> Read:
    tokens = message.tokens[first:last]
    hits = [
        Hit(phrase=hit.phrase, first=hit.first - first, last=hit.last - first)
        for hit in message.hits
        if first <= hit.first and hit.last < last
    ]
    text = message.text[tokens[0].start : tokens[-1].end]
    signs = traits.signs(text, sorted({hit.phrase.group for hit in hits}))
    return Read(message.text, tokens, message.spoken[first:last], hits, signs)
