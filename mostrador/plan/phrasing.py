"""A condition and an act of the plan as people say them: "se quejan y no es culpa nuestra", "pedir perdón"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mostrador.plan import doing, phrases
from mostrador.plan.matching import EITHER, NEITHER
from mostrador.plan.parts import Act
from mostrador.plan.texts import HUMAN
from mostrador.plan.voice import Voice

TO_SOMEBODY = frozenset(word for word, kind in doing.VOCABULARY.items() if kind == doing.ROLE)


def act(one: Act, voice: Voice) -> str:
    if one.word == "reply" and one.value in HUMAN:
        return voice(phrases.ANSWER)
    known = phrases.ACTS.get(str(one)) or (phrases.ACTS.get(one.word) if one.value is None else None)
    if known:
        return voice(known)
    value = voice.role(str(one.value)) if one.word in TO_SOMEBODY else str(one.value).replace("_", " ")
    shape = phrases.WITH.get(one.word)
    return voice(shape, value=value) if shape else str(one).replace("_", " ")


def conditions(written: Mapping[str, Any], voice: Voice) -> str:
    """Say what a line waits for: "they complain and it is our fault"."""
    return voice.listed([_condition(word, value, voice) for word, value in written.items()])


def _condition(word: str, value: Any, voice: Voice) -> str:
    if word == "doors":
        return voice(phrases.BY_DOORS, doors=voice.listed([str(one) for one in each(value)]))
    if isinstance(value, dict):
        return _group(word, value, voice)
    return " / ".join(phrase(word, one, voice) for one in each(value))


def each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _group(word: str, written: Mapping[str, Any], voice: Voice) -> str:
    if word == NEITHER:
        return _neither(written, voice)
    inner = [_inside(known, value, voice) for known, value in written.items()]
    return voice(phrases.EITHER, conditions=" / ".join(inner)) if word == EITHER else voice.listed(inner)


def _inside(word: str, value: Any, voice: Voice) -> str:
    """Say a condition of a group; what is a group itself stands between brackets."""
    said = _condition(word, value, voice)
    return f"({said})" if isinstance(value, dict) else said


def _neither(written: Mapping[str, Any], voice: Voice) -> str:
    """Say what must not be so as people do: "no es público ni se quejan"."""
    turned, said = [], []
    for word, value in written.items():
        for one in [value] if word == "doors" else each(value):
            other = _otherwise(word, one, voice)
            turned.append(other) if other else said.append(_inside(word, one, voice))
    noes = [voice(phrases.NOR if number else phrases.NOT, condition=one) for number, one in enumerate(said)]
    return voice.listed([*turned, *([" ".join(noes)] if noes else [])])


def _otherwise(word: str, value: Any, voice: Voice) -> str:
    """Say the contrary of a condition where it has words of its own."""
    if isinstance(value, bool):
        return phrase(word, not value, voice)
    known = phrases.OTHERWISE.get(f"{word}: {value}")
    return voice(known) if known else ""


def phrase(word: str, value: Any, voice: Voice) -> str:
    plain = ("true" if value else "false") if isinstance(value, bool) else value
    known = phrases.CONDITIONS.get(f"{word}: {plain}")
    return voice(known) if known else act(Act(word, plain), voice)
