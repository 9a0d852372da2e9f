"""The filter `mostrador triage` and its training. The filter's shapes are promised to programs outside."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mostrador.kit.commands import Command, Refused, as_line, tell

if TYPE_CHECKING:
    from mostrador.triage.opinion import Deeper, Opinion
    from mostrador.triage.training.scoring import Model

    Think = Callable[[str], Deeper | None]

ROWS = ".jsonl.gz"


def _triage(options: Namespace) -> int:
    """Read one JSON object a line, write one a line, in the same order and as they come."""
    think = _light_alone if options.light else _thinking()
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            print(as_line(_sorted(line, number, think)), flush=True)
    return 0


def _light_alone(_text: str) -> None:
    return None


def _thinking() -> Think:
    """Return what asks the full model, or nobody where its encoders are not installed."""
    from mostrador.triage import thinker

    if not thinker.installed():
        return _light_alone
    from mostrador.triage import deepening

    return deepening.deepen


def _sorted(line: str, number: int, think: Think) -> dict[str, Any]:
    from mostrador.triage import sorting

    told = _told(line, number)
    text, hint = told["text"], told.get("lang_hint")
    opinion = sorting.sort(
        text,
        public=told.get("public") is True,
        hint=hint if isinstance(hint, str) else "",
        before=_before(told.get("before")),
        deeper=think(text) if text.strip() else None,
    )
    return {"id": told.get("id")} | _row(opinion)


def _row(opinion: Opinion) -> dict[str, Any]:
    return {
        "lang": opinion.language,
        "kind": opinion.kind,
        "kind_p": opinion.needs[0].p if opinion.needs else 0.0,
        "needs": [need.kind for need in opinion.needs],
        "urgency": opinion.urgency,
        "sentiment": opinion.tone,
        "abuse": int(opinion.abuse),
        "spam": int(opinion.spam),
        "why": opinion.why,
    }


def _before(told: object) -> Any:
    """Read what was said before: our last words, or an object with `ours` and `need`."""
    from mostrador.triage.before import Before

    if isinstance(told, str):
        return Before(ours=told)
    if not isinstance(told, dict):
        return Before()
    return Before(**{name: str(told[name]) for name in ("ours", "need") if isinstance(told.get(name), str)})


def _told(line: str, number: int) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise Refused(f"Line {number} is not JSON.") from wrong
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise Refused(f'Line {number} is not an object with a "text".')
    return told


def _triage_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--light", action="store_true", help="ask the light model alone, as a house does first")


def _train(options: Namespace) -> int:
    """Make the weights anew, here or where `--out` says; what it does is told on stderr."""
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # one order of adding up: same bytes
    try:
        from mostrador.triage.training import making
        from mostrador.triage.training.rows import BadRow
    except ImportError as missing:
        raise Refused(f"{missing}: training needs the extra: pip install mostrador[train,encoder].") from missing
    if not options.data.is_dir():
        raise Refused(f"There is no folder {options.data}.")
    try:
        written = making.make(options.data, options.out, light_only=options.light, kept=options.kept, say=_say)
    except BadRow as wrong:
        raise Refused(str(wrong)) from wrong
    for file in written:
        print(as_line({"file": str(file), "bytes": file.stat().st_size, "sha256": making.digest(file)}))
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _train_arguments(parser: ArgumentParser) -> None:
    from mostrador.triage.weights import SHIPPED

    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz rows; tier ship alone is used")
    parser.add_argument("--out", type=Path, default=SHIPPED.parent, help="folder for the weights; else those shipped")
    parser.add_argument("--kept", type=Path, help="file that keeps what the encoders said, for the next training")
    parser.add_argument("--light", action="store_true", help="only the light model, which needs no encoders")


def _score(options: Namespace) -> int:
    """Score both models on a folder's rows; a Markdown table, or JSON lines."""
    from mostrador.triage.training import scoring
    from mostrador.triage.training.rows import BadRow

    if not options.data.is_dir():
        raise Refused(f"There is no folder {options.data}.")
    if not options.json:
        print(f"| {' | '.join(scoring.HEADINGS)} |\n|{'---|' * len(scoring.HEADINGS)}")
    try:
        for row in scoring.score(options.data, _models(), most=options.rows):
            tell(options, msgspec.to_builtins(row), words=scoring.in_words(row))
    except BadRow as wrong:
        raise Refused(str(wrong)) from wrong
    return 0


def _models() -> list[Model]:
    """Return the light model, and the full one where its encoders are installed."""
    from mostrador.triage import thinker
    from mostrador.triage.training.rows import TAKEN
    from mostrador.triage.training.scoring import Model
    from mostrador.triage.weights import shipped

    read = shipped().told["rows"]
    light = Model(
        "light", _light_alone, {source: min(count, TAKEN.get(source, count)) for source, count in read.items()}
    )
    if not thinker.installed():
        return [light]
    from mostrador.triage import deepening, full

    return [light, Model("full", deepening.deepen, full.Full(full.SHIPPED).told["rows"])]


def _score_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz rows, of whatever tier")
    parser.add_argument("--rows", type=int, default=300, help="at most so many of a source and language (300)")


def _corrections(options: Namespace) -> int:
    """Write down what people said of messages, as `triage train --data` reads it."""
    import gzip

    from mostrador.triage import labelled

    if not options.out.name.endswith(ROWS):
        raise Refused(f"Call the file something{ROWS}: `triage train` reads no other.")
    if not options.out.parent.is_dir():
        raise Refused(f"There is no folder {options.out.parent}.")
    rows = labelled.labelled()
    options.out.touch(mode=0o600)  # customers' words
    with gzip.open(options.out, "wt", encoding="utf-8") as file:
        file.writelines(f"{as_line(row)}\n" for row in labelled.exported(rows))
    corrected = sum(any(row.said[about] != row.machine[about] for about in row.said) for row in rows)
    tell(options, {"file": str(options.out), "messages": len(rows), "corrected": corrected})
    return 0


def _corrections_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, help=f"a new file, something{ROWS}; it holds customers' words"
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        name="triage",
        help="Sort messages: JSON lines with a text in, opinions out.",
        run=_triage,
        arguments=_triage_arguments,
        needs="nothing",
    ),
    Command(
        name="triage train",
        help="Train the model anew from labelled rows.",
        run=_train,
        arguments=_train_arguments,
        needs="nothing",
    ),
    Command(
        name="triage score",
        help="Score the models on labelled rows, source by source.",
        run=_score,
        arguments=_score_arguments,
        needs="nothing",
    ),
    Command(
        name="triage corrections",
        help="Write down the labels that people gave, for `triage train`.",
        run=_corrections,
        arguments=_corrections_arguments,
    ),
)
