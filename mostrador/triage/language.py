"""Which of our three languages a message is in: what the model hears in it, and, of a word or two, what came before."""

from __future__ import annotations

from collections.abc import Sequence

from mostrador.triage.heads import HEADS, opinions
from mostrador.triage.reading import read
from mostrador.triage.weights import shipped

LANGUAGES = next(head.classes for head in HEADS if head.name == "language")
FEW = 3  # words below which what the person wrote in before counts
AS_MUCH_AS = {0: 30.0, 1: 12.0, 2: 6.0}  # times more probable than the others, by the number of words
LATER = 1.5


def spoken(text: str, *, hint: str = "") -> str:
    """Return the likeliest language of a text."""
    message, light = read(text), shipped()
    heard = opinions(light.scores(message.spoken, message.signs), light.told["temperature"])["language"]
    told = settle(heard, words=message.word_count, hint=hint)
    return max(told, key=lambda one: told[one])


def settle(heard: Sequence[float], *, words: int, hint: str = "") -> dict[str, float]:
    """Return the probability of each language; `hint` is what the person wrote in before."""
    if not words:
        heard = [1 / len(LANGUAGES)] * len(LANGUAGES)
    weighed = {
        language: p * (AS_MUCH_AS.get(words, LATER) if language == hint else 1.0)
        for language, p in zip(LANGUAGES, heard, strict=True)
    }
    whole = sum(weighed.values())
    return {language: p / whole for language, p in weighed.items()}
