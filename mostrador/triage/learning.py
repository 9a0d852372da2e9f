"""From a shop's own labels to a layer over the shipped weights. Deterministic, and held back where it is not better.

Runs as `python -m mostrador.triage.learning`, a process that ends: labels come in as one JSON object, what was learnt
and how well it did goes out as another. Small steps along the error, each pulled back towards the shipped weights.
"""

from __future__ import annotations

import math
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from mostrador.triage import asked, sorting, tempering
from mostrador.triage.finest import HIDDEN
from mostrador.triage.layer import ANSWERS, AT, NEEDS, WIDTH, Layer, Traits, before, looked_at
from mostrador.triage.reading import read
from mostrador.triage.weights import shipped

ROUNDS = 12
STEP = 0.6
PULL = 0.02  # of its way back to the shipped weights that each touched number goes in a round
QUIET_COUNTS = 0.25  # a message that was answered and not corrected, beside one that somebody judged
SEEN = 2  # messages that a word must be in: what one person wrote once is not learnt
HELD = 200  # labelled messages that it is judged by, none of which it has seen then
LEAST_HELD, LEAST_SEEN = 40, 50
MOST_TURNED = 0.1  # of the messages that nobody corrected, what it may tell otherwise
KINDLY = 0.9  # what training aims at for the answer that a person gave
_NICE = 10


class Label(Struct, frozen=True):
    """One message with what people said of it; of a quiet one, nothing."""

    text: str
    said: dict[str, str] = {}
    public: bool = False


class Lesson(Struct, frozen=True):
    """All labels in the order in which people gave them, and messages that were answered and not corrected."""

    labels: list[Label]
    quiet: list[Label] = []
    since: int = 0  # how many of the labels the layer in force had seen
    in_force: Layer | None = None


class Learnt(Struct, frozen=True, kw_only=True):
    """A layer made of all labels, and how one made of the earlier ones did on the later ones."""

    layer: Layer
    held: int = 0  # messages it was judged by
    asked: int = 0  # labels on those
    right_before: int = 0  # as shipped
    right: int = 0
    newer: int = 0  # labels on messages that the layer in force had not seen either
    newer_right_before: int = 0  # with the one in force
    newer_right: int = 0
    quiet: int = 0
    turned: int = 0  # quiet ones told otherwise than as shipped

    @property
    def why_not(self) -> str:
        """Return why it must not be in force; empty where it may."""
        if self.held < LEAST_HELD:
            return "few"
        if self.right < self.right_before or self.newer_right < self.newer_right_before:
            return "worse"
        return "restless" if self.turned > self.quiet * MOST_TURNED else ""


class _Row(NamedTuple):
    traits: Traits
    aims: Mapping[str, list[float]]
    before: Mapping[str, list[float]]
    counts: float


def learn(lesson: Lesson) -> Learnt:
    """Learn from all labels; judge by what comes after what was learnt from."""
    layer = fit(lesson.labels, lesson.quiet)
    held = min(HELD, len(lesson.labels) // 2)
    if len(lesson.labels) - held < LEAST_SEEN:
        return Learnt(layer=layer)
    earlier, later = lesson.labels[:-held], lesson.labels[-held:]
    judged = fit(earlier, lesson.quiet)
    fresh = lesson.labels[max(lesson.since, 1) :] if lesson.in_force else []
    younger = fit(lesson.labels[: -len(fresh)], lesson.quiet) if fresh and len(fresh) < len(lesson.labels) else None
    return Learnt(
        layer=layer, held=held, asked=sum(len(one.said) for one in later), right_before=right(later, None),
        right=right(later, judged), newer=sum(len(one.said) for one in fresh),
        newer_right_before=right(fresh, lesson.in_force) if younger else 0,
        newer_right=right(fresh, younger) if younger else 0,
        quiet=len(lesson.quiet), turned=_turned(lesson.quiet, judged),
    )  # fmt: skip


def right(labels: Sequence[Label], layer: Layer | None) -> int:
    """Return how many labels are said so by the machine, with or without a layer."""
    found = 0
    for one in labels:
        opinion = sorting.sort(one.text, public=one.public, layer=layer)
        found += sum(asked.said(opinion, about).value == value for about, value in one.said.items())
    return found


def _turned(quiet: Sequence[Label], layer: Layer) -> int:
    return sum(_need(one, None) != _need(one, layer) for one in quiet)


def _need(one: Label, layer: Layer | None) -> str:
    return asked.said(sorting.sort(one.text, public=one.public, layer=layer), "need").value


def fit(labels: Sequence[Label], quiet: Sequence[Label] = ()) -> Layer:
    """Fit a layer; the same labels in the same order give the same numbers."""
    rows = [_row(one) for one in [*labels, *quiet]]
    known = Counter(trait for row in rows[: len(labels)] for trait, _much in row.traits)
    gains = {trait: [0.0] * WIDTH for trait in sorted(known) if known[trait] >= SEEN}
    for round_ in range(ROUNDS):
        for row in rows:
            _step(row, gains, STEP / (1 + round_ / ROUNDS))
    kept = {trait: [round(gain, 4) for gain in gained] for trait, gained in gains.items() if any(gained)}
    return Layer(shipped().version, kept)


def _row(one: Label) -> _Row:
    message, light = read(one.text, public=one.public), shipped()
    said = before(tempering.probabilities(light, message))
    aims = {name: aim for name in ANSWERS if (aim := _aim(name, one.said)) is not None} if one.said else said
    return _Row(looked_at(message), aims, said, 1.0 if one.said else QUIET_COUNTS)


def _aim(name: str, said: Mapping[str, str]) -> list[float] | None:
    """Return what training aims at for one thing that is learnt; None where nobody said anything of it."""
    need = said.get("need")
    if name == "need":
        return _one_of(NEEDS, HIDDEN.get(need, need)) if need else None
    if name in HIDDEN:
        return None if need not in (name, HIDDEN[name]) else [KINDLY if need == name else 1 - KINDLY]
    told = {"critical": "high"}.get(said.get(name, ""), said.get(name))
    if name == "abuse":
        return None if told is None else [KINDLY if told == "yes" else 1 - KINDLY]
    return _one_of(ANSWERS[name], told) if told else None


def _one_of(answers: Sequence[str], said: str) -> list[float] | None:
    if said not in answers:
        return None  # something else: it says what it is not, and that is too little to go by
    rest = (1 - KINDLY) / (len(answers) - 1)
    return [KINDLY if answer == said else rest for answer in answers]


def _step(row: _Row, gains: dict[int, list[float]], step: float) -> None:
    """Move what this message's words gain a little towards what was said of it, and a little back."""
    known = [(gains[trait], much) for trait, much in row.traits if trait in gains]
    if not known:
        return
    gained = [sum(gain[at] * much for gain, much in known) for at in range(WIDTH)]
    error = [0.0] * WIDTH
    for name, aim in row.aims.items():
        place = AT[name]
        error[place] = [a - p for a, p in zip(aim, _after(row.before[name], gained[place]), strict=True)]
    for gain, much in known:
        pushed = step * row.counts * much
        gain[:] = [g * (1 - PULL) + pushed * e for g, e in zip(gain, error, strict=True)]


def _after(said: Sequence[float], gained: Sequence[float]) -> list[float]:
    if len(said) == 1:
        p = said[0] * math.exp(max(-30.0, min(30.0, gained[0])))
        return [p / (p + 1 - said[0])]
    powers = [p * math.exp(gain) for p, gain in zip(said, gained, strict=True)]
    whole = sum(powers)
    return [power / whole for power in powers]


def main() -> None:
    os.nice(_NICE)
    lesson = msgspec.json.decode(sys.stdin.buffer.read(), type=Lesson)
    sys.stdout.buffer.write(msgspec.json.encode(learn(lesson)))


if __name__ == "__main__":
    main()
