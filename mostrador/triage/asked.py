"""What is asked of a message one by one, what can be said of each, and what the machine says of it."""

from __future__ import annotations

from typing import NamedTuple

from mostrador.kit.words import N_
from mostrador.triage.needs import LABELS
from mostrador.triage.opinion import Opinion
from mostrador.triage.sorting import UNKNOWN

WORDS = {
    "need": LABELS,
    "urgency": {
        "low": N_("can wait"), "normal": N_("normal"), "high": N_("urgent"), "critical": N_("at once: harm or law")
    },
    "tone": {"neg": N_("angry or sad"), "neu": N_("neutral"), "pos": N_("glad")},
    "abuse": {"no": N_("no insult"), "yes": N_("insults or threatens")},
    "language": {"es": N_("Spanish"), "en": N_("English"), "pt": N_("Portuguese")},
}  # fmt: skip
"""Each thing asked, with what can be said of it; the first names are those of `Correction.About`."""


class Said(NamedTuple):
    """One answer, and how probable the machine takes it to be."""

    value: str
    p: float
    model: str = ""  # which version of it says so; empty: not known


def said(opinion: Opinion, about: str) -> Said:
    match about:
        case "need":
            return Said(opinion.needs[0].kind, opinion.needs[0].p) if opinion.needs else Said("other", UNKNOWN)
        case "urgency":
            return Said(opinion.urgency, opinion.urgency_p)
        case "tone":
            return Said(opinion.tone, opinion.tone_p)
        case "abuse":
            return Said("yes", opinion.abuse_p) if opinion.abuse else Said("no", 1 - opinion.abuse_p)
    return Said(opinion.language, opinion.language_p)


def may_be(about: str, value: str) -> bool:
    """Whether this can be said of that."""
    return value in WORDS.get(about, {})
