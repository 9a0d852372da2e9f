"""What the models are worth on the rows of a folder, source by source: `mostrador triage score`.

A sample of each source is scored, the same each time. Beside it stands how many of its rows taught each model: figures
over rows that taught flatter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from mostrador.triage import sorting
from mostrador.triage.opinion import Deeper, Opinion
from mostrador.triage.training import rows
from mostrador.triage.training.rows import Row

Think = Callable[[str], Deeper | None]

AXES: dict[str, tuple[Callable[[Row], object], Callable[[Opinion], object]]] = {
    "kind": (lambda row: row.sub and row.sub.partition(".")[0], lambda opinion: opinion.kind),
    "urgency": (lambda row: row.urgency, lambda opinion: opinion.urgency),
    "tone": (lambda row: row.tone, lambda opinion: opinion.tone),
    "abuse": (lambda row: row.abuse, lambda opinion: opinion.abuse),
    "spam": (lambda row: row.spam, lambda opinion: opinion.spam),
}
"""What can be scored, as a row tells it (None: its source does not say) and as the machine does."""


class Model(Struct, frozen=True):
    """One of the models: what it adds to the light one, and of each source how many rows taught it."""

    name: str
    think: Think
    taught: Mapping[str, int]


class Scored(Struct, frozen=True):
    """A source in one language: the macro-F1 in percent of each axis that it answers in two ways or more."""

    source: str
    tier: str
    language: str
    rows: int
    scored: int
    taught: dict[str, int]  # by model, as the next: how many of the source's rows, in whatever language
    f1: dict[str, dict[str, int]]


def score(folder: Path, models: Sequence[Model], *, most: int) -> Iterator[Scored]:
    """Yield the figures of each source of a folder, of no more than so many rows. Raises `rows.BadRow`."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for tier, row in rows.of_every_tier(folder):
        found.setdefault((tier, row.source, row.language), []).append(row)
    for (tier, source, language), theirs in sorted(found.items(), reverse=True):
        taken = rows.sampled(theirs, {source: most})
        yield Scored(
            source, tier, language, len(theirs), len(taken),
            {model.name: model.taught.get(source, 0) for model in models},
            {model.name: _figures(taken, model.think) for model in models},
        )  # fmt: skip


def _figures(taken: Sequence[Row], think: Think) -> dict[str, int]:
    told = [sorting.sort(row.text, deeper=think(row.text)) for row in taken]
    found = {}
    for axis, (asked, answered) in AXES.items():
        pairs = [(asked(row), answered(opinion)) for row, opinion in zip(taken, told, strict=True)]
        pairs = [(true, said) for true, said in pairs if true is not None]
        classes = sorted({true for true, _ in pairs}, key=str)
        if len(classes) > 1:
            found[axis] = round(100 * macro_f1(pairs, classes))
    return found


def macro_f1(pairs: Sequence[tuple[object, object]], classes: Sequence[object]) -> float:
    """Return the mean of these classes' F1; a pair is what is true and what was told."""
    return sum(_f1(pairs, each) for each in classes) / len(classes)


def _f1(pairs: Sequence[tuple[object, object]], each: object) -> float:
    right = sum(true == told == each for true, told in pairs)
    said = sum((true == each) + (told == each) for true, told in pairs)
    return 2 * right / said if said else 0.0


def in_words(row: Scored) -> str:
    """Return the row as one of a Markdown table, under `HEADINGS`."""
    names = list(row.f1)
    taught = " / ".join(f"{row.taught[name]:,}" for name in names)
    figures = [" / ".join(str(row.f1[name].get(axis, "–")) for name in names) for axis in AXES]
    cells = [row.source, row.language, row.tier, f"{row.rows:,}", taught, str(row.scored), *map(_once, figures)]
    return f"| {' | '.join(cells)} |"


HEADINGS = ("source", "language", "tier", "rows", "taught", "scored", *AXES)


def _once(figures: str) -> str:
    """Return nothing where a source tells no model anything."""
    return "" if set(figures) <= set("– /") else figures
