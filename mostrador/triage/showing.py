"""The words of a message that show a need: a phrase that somebody wrote down for it, else those that weigh most."""

from __future__ import annotations

from collections.abc import Sequence

from mostrador.triage.reading import Read

LONGEST = 8  # words quoted
LOOKED_AT = 120  # words
_EDGES = frozenset(".,;:!?¡¿()…-\"'«»")


def quoted(message: Read, need: str, shares: Sequence[float]) -> str:
    """Return the words as they were written. `shares` tells what each token adds to the need."""
    hits = [hit for hit in message.hits if hit.phrase.group.partition(".")[0] == need]
    if hits:
        best = max(hits, key=lambda hit: (hit.phrase.strength, hit.last - hit.first))
        return _between(message, best.first, best.last)
    first, last = _heaviest(shares[:LOOKED_AT])
    while first < last and message.tokens[first].word in _EDGES:
        first += 1
    while last > first and message.tokens[last].word in _EDGES:
        last -= 1
    return _between(message, first, last) if message.tokens else ""


def _between(message: Read, first: int, last: int) -> str:
    return message.text[message.tokens[first].start : message.tokens[last].end]


def _heaviest(shares: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last of the run of words that weighs most above the message's middle."""
    middle = sum(shares) / len(shares) if shares else 0.0
    best, place = float("-inf"), (0, 0)
    for first in range(len(shares)):
        weight = 0.0
        for last in range(first, min(len(shares), first + LONGEST)):
            weight += shares[last] - middle
            if weight > best:
                best, place = weight, (first, last)
    return place
