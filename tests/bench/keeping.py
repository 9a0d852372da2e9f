"""The JSON that figures are kept in, part by part: measuring one part anew leaves the others as they were."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from tests.bench.machine import Run
from tests.bench.measuring import Figure


@dataclass
class Kept(Figure):
    """A figure, the part that it belongs to and the run that brought it."""

    part: str = ""
    run: Run | None = None


def keep(path: Path, part: str, figures: Sequence[Figure], *, run: Run, on: dict[str, str | int]) -> None:
    """Put a part's figures in the place of those before. What another machine measured does not stay beside them."""
    told = read(path) if path.exists() else {"machine": on, "figures": []}
    before = told["figures"] if told["machine"] == on else []
    names = {one.what for one in figures}
    others = [row for row in before if row["part"] != part and row["what"] not in names]
    rows = [{"part": part, **asdict(one), "run": asdict(run)} for one in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written({"machine": on, "figures": others + rows}), encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def written(told: dict[str, Any]) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def figures(told: dict[str, Any]) -> list[Kept]:
    names = {field.name for field in fields(Kept)} - {"run"}
    return [
        Kept(**{name: value for name, value in row.items() if name in names}, run=Run(**row["run"]))
        for row in told["figures"]
    ]
