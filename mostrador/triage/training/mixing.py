"""Two messages of one need each, put together: they teach the heads that hear further needs, and nothing else.

Rows of two needs are few, and a head that only ever saw one need at a time hears the louder one alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from mostrador.triage.training.rows import SEED, Row

COUNT = 3_000
LONGEST = 110  # characters of each: who wrote more seldom says two things
_PAIRED = (
    ("praise", "complaint"), ("praise", "question"), ("praise", "idea"), ("praise", "buy"), ("praise", "order_status"),
    ("complaint", "question"), ("complaint", "help_after_sale"), ("complaint", "order_status"), ("complaint", "idea"),
    ("order_status", "question"), ("order_status", "buy"), ("help_after_sale", "question"), ("buy", "question"),
    ("help_after_sale", "price_availability"), ("buy", "price_availability"), ("price_availability", "praise"),
    ("recommendation", "praise"), ("recommendation", "question"), ("greeting", "buy"), ("safety", "question"),
)  # fmt: skip
"""Needs that people bring together."""
_JOINTS = {
    "es": (". ", ". ", ". ", "\n", ", pero ", ". Y otra cosa, ", " y ", "! ", "... ", ", por cierto, "),
    "en": (". ", ". ", ". ", "\n", ", but ", ". Also, ", " and ", "! ", "... ", ", by the way "),
    "pt": (". ", ". ", ". ", "\n", ", mas ", ". E outra coisa, ", " e ", "! ", "... ", ", aliás "),
}


def mixed(rows: Sequence[Row]) -> list[Row]:
    """Return pairs of the authored rows of one need, the same each time; they say nothing but their needs."""
    dice = random.Random(SEED)  # noqa: S311 – chooses rows, guards nothing
    alone = _alone(rows)
    found = []
    for _ in range(COUNT):
        language, needs = dice.choice(sorted(_JOINTS)), list(dice.choice(_PAIRED))
        dice.shuffle(needs)
        theirs = [alone.get((language, need), []) for need in needs]
        if all(theirs):
            found.append(_joined(dice.choice(theirs[0]), dice.choice(theirs[1]), dice.choice(_JOINTS[language])))
    return found


def _alone(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.authored and row.needs and len(row.needs) == 1 and not row.abuse and len(row.text) <= LONGEST:
            found.setdefault((row.language, next(iter(row.needs))), []).append(row)
    return found


def _joined(first: Row, second: Row, joint: str) -> Row:
    """Return both in one. Who goes on within a sentence writes no capital, and no two full stops."""
    before = first.text if joint == "\n" else first.text.rstrip(" .…,;")
    after = second.text if joint[0] in ".!\n" and not joint.endswith(", ") else _lowered(second.text)
    joint = joint.lstrip(".!,") if before[-1:] in "?!" and joint[0] in ".!," else joint
    return Row(
        text=before + joint + after, language=first.language, source="mixed", authored=True,
        needs=(first.needs or frozenset()) | (second.needs or frozenset()),
    )  # fmt: skip


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
