"""How fast bursts are found, and how well: on invented series always, on the benchmark's own where a folder is given.

`--series DIR` names a folder with NAME.csv or NAME.csv.gz and labels.json: {NAME: {"windows": [[from, to], …]}}.
"""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from mostrador.listening import series
from mostrador.listening.bursting import bursts
from tests.bench.measuring import Figure
from tests.listening import invented, nab

INVENTED = [(9.4, 6.0), (23.7, 4.0), (40.1, 9.0)]


def measure(folder: Path | None) -> list[Figure]:
    figures = [_speed()]
    return [*figures, *_on(folder)] if folder else figures


def _speed() -> Figure:
    rows = invented.series(seed=1, bursts=INVENTED)
    began = time.process_time()
    alarms = [burst.at for burst in bursts(rows)]
    seconds = time.process_time() - began
    earned = nab.rate([at for at, _ in rows], invented.windows(INVENTED, days=1.8), alarms)
    return Figure(f"bursts, CPU s on {len(rows)} rows", seconds, "s", reach="≤ 2 s", met=seconds <= 2,
                  more={"nab": nab.score([earned]), "hit": earned.hit, "false": earned.false})  # fmt: skip


def _on(folder: Path) -> list[Figure]:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    parts = {name: _rated(_file(folder, name), labels[name]["windows"]) for name in sorted(labels)}
    whole = nab.score(list(parts.values()))
    return [
        *(Figure(f"bursts, NAB standard: {name}", nab.score([part]), "of 100",
                 more={"windows": part.windows, "hit": part.hit, "false": part.false}) for name, part in parts.items()),
        Figure("bursts, NAB standard: all of them", whole, "of 100", reach="≥ 67 unseen", met=whole >= 67),
    ]  # fmt: skip


def _rated(path: Path, windows: list[list[str]]) -> nab.Scored:
    rows = [(row.at, row.value) for row in series.read(path)]
    spans = [(_aware(begins), _aware(ends)) for begins, ends in windows]
    return nab.rate([at for at, _ in rows], spans, [burst.at for burst in bursts(rows)])


def _file(folder: Path, name: str) -> Path:
    plain = folder / f"{name}.csv"
    return plain if plain.exists() else folder / f"{name}.csv.gz"


def _aware(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)
