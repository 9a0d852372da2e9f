"""What the model says of a message: its heads, and the classes of each, in the order in which the weights hold them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

SUBS = tuple(
    f"{kind}.{sub}"
    for kind, subs in {
        "question": "price availability conditions shipping hours payment product account human",
        "purchase": "buy book",
        "order": "status cancel modify return exchange refund invoice",
        "complaint": "defect delivery service billing safety legal privacy",
        "feedback": "suggestion review",
        "praise": "praise thanks",
        "abuse": "insult threat hate sexual troll",
        "spam": "promo scam crypto seo adult tarot",
        "chitchat": "greeting ack smalltalk bye",
    }.items()
    for sub in subs.split()
)
"""Kinds with their subs, of the labels that the training rows carry."""

EXTRAS = (
    "safety", "complaint", "order_status", "help_after_sale", "buy", "price_availability", "wrong_fact", "question",
    "idea", "recommendation", "praise", "greeting",
)  # fmt: skip
"""Needs that a message can bring beside its leading one; words of `needs.py`."""


class Head(Struct, frozen=True):
    """One question put to the model. With one class only it is answered by yes or no."""

    name: str
    classes: tuple[str, ...]

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """Turn raw scores into probabilities: of each class, or of the yes."""
        if len(self.classes) == 1:
            return [sigmoid(scores[0])]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return [power / whole for power in powers]


HEADS = (
    Head("sub", SUBS),
    Head("urgency", ("low", "normal", "high", "critical")),
    Head("tone", ("neg", "neu", "pos")),
    Head("language", ("es", "en", "pt")),
    *(Head(name, ("yes",)) for name in ("abuse", "spam", "manager", "silent")),
    *(Head(f"need.{need}", ("yes",)) for need in EXTRAS),
)
COLUMNS = sum(len(head.classes) for head in HEADS)


def _placed() -> dict[str, slice]:
    places, at = {}, 0
    for head in HEADS:
        places[head.name] = slice(at, at + len(head.classes))
        at += len(head.classes)
    return places


PLACES = _placed()
"""Where each head's classes stand among all columns."""

Told = dict[str, list[float]]
"""The probabilities of every head."""


def opinions(scores: Sequence[float], temperature: Mapping[str, float]) -> Told:
    """Turn the scores of all columns into probabilities, each head as sure as it was found to be right."""
    told = {}
    for head in HEADS:
        heat = temperature[head.name]
        told[head.name] = head.probabilities([score / heat for score in scores[PLACES[head.name]]])
    return told


def by_kind(subs: Sequence[float]) -> dict[str, float]:
    """Add the probabilities of subs up to those of their kinds."""
    kinds: dict[str, float] = {}
    for sub, p in zip(SUBS, subs, strict=True):
        kind = sub.partition(".")[0]
        kinds[kind] = kinds.get(kind, 0.0) + p
    return kinds


def likeliest_sub(kind: str, subs: Sequence[float]) -> str:
    return max((sub for sub in SUBS if sub.startswith(f"{kind}.")), key=lambda sub: subs[SUBS.index(sub)])


def sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
