"""Rows for scoring the model, by another hand than those that train it. Nobody trains on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mostrador.triage import sorting
from mostrador.triage.before import Before
from mostrador.triage.training import scoring
from mostrador.triage.training.rows import Row, read_tsv

FOLDER = Path(__file__).with_name("rows")
LANGUAGES = ("es", "en", "pt")


def rows(language: str) -> list[Row]:
    return list(read_tsv(FOLDER / f"{language}.tsv"))


def several(language: str) -> list[Row]:
    """Return rows of two needs each, by the hand of the third wave of training rows; nobody trains on them either."""
    return list(read_tsv(FOLDER.with_name("several") / f"{language}.tsv"))


def grave(language: str) -> list[Row]:
    """Return rows of danger, law, privacy and money taken, and of words that only sound so, by yet another hand.

    They were written to train on and not taken: with them the model called too much critical.
    """
    return list(read_tsv(FOLDER.with_name("grave") / f"{language}.tsv"))


def untouched(language: str) -> list[Row]:
    """Return rows by which nothing was chosen: neither rows, nor rules, nor thresholds. Look at them seldom."""
    return list(read_tsv(FOLDER.with_name("untouched") / f"{language}.tsv"))


def threads() -> Iterator[tuple[str, str, str, Before]]:
    """Yield the kind, the language, a short answer, and what was said before it."""
    for line in (FOLDER / "threads.tsv").read_text(encoding="utf-8").splitlines():
        kind, _sub, _urgency, _tone, _marks, text, language, said = line.split("\t")
        who, _, words = said.partition(": ")
        before = Before(ours=words) if who == "us" else Before(need=sorting.sort(words).needs[0].kind)
        yield kind, language, text, before


def kind_of(row: Row) -> str:
    return str(row.sub).partition(".")[0]


def macro_f1(true: Sequence[object], told: Sequence[object]) -> float:
    """Return the mean of the F1 of every class that occurs in either."""
    return scoring.macro_f1(list(zip(true, told, strict=True)), list(dict.fromkeys([*true, *told])))


def share(these: Sequence[Row], holds: Callable[[Row], bool]) -> float:
    return _mean([float(holds(row)) for row in these])


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures)
