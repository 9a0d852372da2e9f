"""The rows that train the model: those written for this project, and of a folder those whose licence lets us."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from mostrador.triage.heads import EXTRAS, HEADS, SUBS
from mostrador.triage.needs import leading_need

LANGUAGES = next(head.classes for head in HEADS if head.name == "language")
AUTHORED = Path(__file__).parent.parent / "authored"
SEED = 5
SHIP = "ship"  # the only tier that may train what is shipped
COLUMNS = 6
TAKEN = {"kind_bitext_train": 2_500, "kind_clinc150_train": 1_500}
"""By the light model: of what was filled into slots, or asked of a machine, a sample teaches as much as all."""
FULL_ONLY = frozenset({
    "abuse-en-fourth", "abuse-es-fourth", "en-fourth", "en-fourth-several", "es-fourth", "es-fourth-several",
    "pt-fourth", "pt-fourth-several", "abuse-es-fifth", "abuse-pt-fifth", "needs-en-fifth", "needs-es-fifth",
    "needs-pt-fifth", "manager-en-fifth", "manager-es-fifth", "manager-pt-fifth", "abuse-es-sixth", "abuse-en-fair",
    "abuse-es-fair", "abuse-pt-fair", "needs-en-sixth", "needs-es-sixth", "needs-pt-sixth", "manager-en-sixth",
    "manager-es-sixth", "manager-pt-sixth",
})  # fmt: skip
"""Authored, but not for the light model: with them it heard greetings less surely, so that many waited in vain."""
ONE_HEAD = ("abuse", "manager", "needs")
"""A file whose name begins so teaches nothing else: what was written for one head alone unsettles the others."""
UNSAID = "-"  # a row that is no message to a shop shows only its language, and whether it is abuse
_MARKED = {
    "praise": "praise", "complaint": "complaint", "question": "question", "price": "price_availability",
    "order": "order_status", "buy": "buy", "idea": "idea", "recommend": "recommendation", "help": "help_after_sale",
    "safety": "safety", "wrongfact": "wrong_fact", "greeting": "greeting",
}  # fmt: skip


class Row(Struct, frozen=True, kw_only=True):
    """One labelled message; None where its source does not say."""

    text: str
    language: str
    source: str
    authored: bool = False
    sub: str | None = None  # one of `heads.SUBS`
    urgency: str | None = None
    tone: str | None = None
    abuse: bool | None = None
    doubtful: bool = False  # few of those who labelled it agreed
    spam: bool | None = None
    manager: bool | None = None
    silent: bool | None = None  # nobody waits for words
    needs: frozenset[str] | None = None


class BadRow(Exception):
    """A row of a file cannot be read; the text says which."""


def authored(folder: Path = AUTHORED) -> list[Row]:
    """Return the rows written for this project. A part of each file's name is its language."""
    return [row for file in sorted(folder.glob("*.tsv")) for row in read_tsv(file)]


def read_tsv(file: Path) -> Iterator[Row]:
    """Read `kind, sub, urgency, tone, marks, text`, parted by tabs. Raises `BadRow`."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split("\t")
        if len(parts) != COLUMNS or (parts[0] != UNSAID and f"{parts[0]}.{parts[1]}" not in SUBS):
            raise BadRow(f"{file.name}:{number}: not six columns with a known kind and sub.")
        language = next(part for part in file.stem.split("-") if part in LANGUAGES)
        row = _authored(parts, language=language, source=file.stem)
        taught = file.stem.partition("-")[0]
        yield _of_one_head(row, taught) if taught in ONE_HEAD else row


def _authored(parts: list[str], *, language: str, source: str) -> Row:
    kind, sub, urgency, tone, told, text = parts
    marks = set(told.split(",")) - {UNSAID}
    if kind == UNSAID:
        return Row(
            text=text.replace(" / ", "\n"), language=language, source=source, authored=True,
            abuse="abuse" in marks,
        )  # fmt: skip
    return Row(
        text=text.replace(" / ", "\n"), language=language, source=source, authored=True, sub=f"{kind}.{sub}",
        urgency=urgency, tone=tone, abuse=kind == "abuse" or "abuse" in marks, spam=kind == "spam" or "spam" in marks,
        manager="manager" in marks, silent="noanswer" in marks, needs=_needs(f"{kind}.{sub}", marks),
    )  # fmt: skip


def _of_one_head(row: Row, head: str) -> Row:
    return Row(
        text=row.text, language=row.language, source=row.source, authored=True, **{head: getattr(row, head)},
    )  # fmt: skip


def _needs(sub: str, marks: set[str]) -> frozenset[str]:
    """Return every need of a row: the leading one, which a mark with = can tell more exactly, and the further ones."""
    told = [mark[1:] for mark in marks if mark.startswith("=")]
    leading = [_MARKED[word] for word in told if word in _MARKED] or [leading_need(sub)]
    further = [_MARKED[mark[1:]] for mark in marks if mark.startswith("+") and mark[1:] in _MARKED]
    return frozenset({*leading, *further} & set(EXTRAS))


def of_folder(folder: Path) -> Iterator[Row]:
    """Yield the rows of every `*.jsonl.gz` that may train a model we ship. Raises `BadRow`."""
    return (row for tier, row in of_every_tier(folder) if tier == SHIP)


def of_every_tier(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield all rows of every `*.jsonl.gz`, each after its tier; for scoring, not for training. Raises `BadRow`."""
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                told = _object(line, f"{file.name}:{number}")
                yield str(told.get("tier")), _public(told, source=file.name.partition(".")[0])


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as wrong:
        raise BadRow(f"{where}: not JSON.") from wrong
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise BadRow(f"{where}: no object with a text.")
    return told


def _public(told: dict[str, Any], *, source: str) -> Row:
    """Read a row as the columns of the data folder's README say."""
    sub = f"{told.get('kind')}.{told.get('sub')}"
    if told.get("kind") == "spam" and sub not in SUBS:
        sub = "spam.promo"
    known = sub if sub in SUBS else None
    return Row(
        text=told["text"], language=told["lang"], source=source, sub=known, urgency=told.get("urgency"),
        tone=told.get("sentiment"), abuse=_yes(told.get("abuse")), spam=_yes(told.get("spam")),
        doubtful=told.get("abuse") == 1 and source.startswith("abuse_told") and told.get("sub") != "agree2",
    )  # fmt: skip


def _yes(told: int | None) -> bool | None:
    return None if told is None else bool(told)


def sampled(rows: Sequence[Row], counts: Mapping[str, int]) -> list[Row]:
    """Return the rows, of the sources named no more than so many: the same ones each time."""
    taken = [row for row in rows if row.source not in counts]
    for source, count in sorted(counts.items()):
        theirs = [row for row in rows if row.source == source]
        dice = random.Random(SEED)  # noqa: S311 – chooses rows, guards nothing
        taken += dice.sample(theirs, min(count, len(theirs)))
    return taken


def for_light(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.source not in FULL_ONLY]


def by_source(rows: Iterable[Row]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.source] = counted.get(row.source, 0) + 1
    return dict(sorted(counted.items()))
