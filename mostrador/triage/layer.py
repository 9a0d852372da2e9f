"""A thin layer over the shipped weights, learnt from one shop's corrections: how much more probable each answer gets.

It moves what the shipped model says and knows nothing alone: a message without a word that it learnt is sorted as ever.
Where the shipped model or a rule sees danger, law, privacy or a threat it is not asked at all, and it can neither take
the call for somebody in charge away nor the answer that somebody waits for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from mostrador.triage import traits
from mostrador.triage.finest import HIDDEN
from mostrador.triage.heads import SUBS, Told
from mostrador.triage.needs import leading_need
from mostrador.triage.reading import Read

NEEDS = tuple(dict.fromkeys(leading_need(sub) for sub in SUBS))
LEVELS = ("low", "normal", "high")  # critical is for the rules and the shipped weights alone
ANSWERS = {"need": NEEDS, "urgency": LEVELS, "tone": ("neg", "neu", "pos"), "abuse": ("yes",)} | dict.fromkeys(
    HIDDEN, ("yes",)
)
"""What is learnt, with the answers to each; the last ones are needs that hide in a sub of another name."""


def _placed() -> dict[str, slice]:
    places, at = {}, 0
    for name, answers in ANSWERS.items():
        places[name] = slice(at, at + len(answers))
        at += len(answers)
    return places


AT = _placed()
WIDTH = sum(len(answers) for answers in ANSWERS.values())
_SUB_AT = [NEEDS.index(leading_need(sub)) for sub in SUBS]
Traits = list[tuple[int, float]]
"""The traits of a message that can be learnt from, each with how much it counts there."""


class Layer(Struct, frozen=True):
    """What was learnt, by trait: how much each of `WIDTH` answers gains, in log odds."""

    base: str  # the version of the weights that it stands on
    gains: dict[int, list[float]]

    def gained(self, message: Read) -> list[float] | None:
        """Return what each answer gains in this message; None where it says nothing that was learnt."""
        known = [(self.gains[trait], much) for trait, much in looked_at(message) if trait in self.gains]
        if not known:
            return None
        return [sum(gains[at] * much for gains, much in known) for at in range(WIDTH)]


def looked_at(message: Read) -> Traits:
    """Return its words, pairs of words and signs; a long message counts no more than a short one."""
    words = [traits.row(f"w {known.partition('|')[0]}") for known in message.spoken]
    rows = sorted({*words, *(traits.row(pair) for pair in traits.pairs(message.spoken)), *message.signs})
    much = 1 / math.sqrt(len(rows)) if rows else 0.0
    return [(row, much) for row in rows]


def moved(told: Told, gained: Sequence[float]) -> Told:
    """Return the probabilities of all heads after the gains."""
    new = dict(told)
    needs = gained[AT["need"]]
    new["sub"] = shared(told["sub"], [needs[at] for at in _SUB_AT])
    new["urgency"] = [*shared(told["urgency"][:3], gained[AT["urgency"]]), told["urgency"][3]]
    new["tone"] = shared(told["tone"], gained[AT["tone"]])
    new["abuse"] = [likelier(told["abuse"][0], gained[AT["abuse"].start])]
    for need in HIDDEN:
        new[f"need.{need}"] = [likelier(told[f"need.{need}"][0], gained[AT[need].start])]
    return new


def shared(before: Sequence[float], gained: Sequence[float]) -> list[float]:
    """Return probabilities that add up to what they did, each made more probable by its gain."""
    whole, top = sum(before), max(gained)
    powers = [p * math.exp(gain - top) for p, gain in zip(before, gained, strict=True)]
    sums = sum(powers)
    return [power * whole / sums for power in powers] if sums else list(before)


def likelier(p: float, gain: float) -> float:
    odds = p / max(1e-9, 1 - p) * math.exp(max(-30.0, min(30.0, gain)))
    return odds / (1 + odds)


def before(told: Told) -> Mapping[str, list[float]]:
    """Return what the shipped model says of each thing that is learnt, in the order of `ANSWERS`."""
    needs = [0.0] * len(NEEDS)
    for at, p in zip(_SUB_AT, told["sub"], strict=True):
        needs[at] += p
    return {
        "need": needs, "urgency": shared(told["urgency"][:3], [0.0] * 3), "tone": told["tone"], "abuse": told["abuse"],
        **{need: told[f"need.{need}"] for need in HIDDEN},
    }  # fmt: skip


def packed(layer: Layer) -> bytes:
    return msgspec.json.encode(layer)


def opened(written: bytes | str) -> Layer:
    """Raises `msgspec.DecodeError`."""
    return msgspec.json.decode(written, type=Layer)
