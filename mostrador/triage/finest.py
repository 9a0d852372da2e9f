"""Of a need that somebody named, the sub that training asks for: the likeliest of those that mean it."""

from __future__ import annotations

from mostrador.triage.heads import SUBS, opinions
from mostrador.triage.needs import leading_need
from mostrador.triage.reading import read
from mostrador.triage.weights import shipped

HIDDEN = {"wrong_fact": "idea", "recommendation": "praise"}
"""Needs that have no sub of their own, and whose they borrow."""


def subs_of(need: str) -> tuple[str, ...]:
    """Return the subs that mean a need, whole names; none for what is nothing that training knows."""
    meant = HIDDEN.get(need, need)
    return tuple(sub for sub in SUBS if leading_need(sub) == meant)


def sub_of(text: str, need: str, *, public: bool = False) -> str | None:
    """Return the last part of the likeliest one's name."""
    message, light = read(text, public=public), shipped()
    told = opinions(light.scores(message.spoken, message.signs), light.told["temperature"])["sub"]
    best = max(subs_of(need), key=lambda sub: told[SUBS.index(sub)], default=None)
    return best.partition(".")[2] if best else None
