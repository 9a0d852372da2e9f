"""Stopwatches, percentiles, a process's CPU and memory, and the table at the end."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass
class Figure:
    """One line of the table. `reach` is design §9's; `met` is empty where nothing is to be reached."""

    what: str
    value: float
    unit: str
    yardstick: str = ""
    ratio: float | None = None  # value divided by the yardstick's, both taken in this run
    reach: str = ""
    met: bool | None = None
    more: dict[str, float] = field(default_factory=dict)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def cpu_ms(pid: int) -> float:
    """Return the CPU time a process has used, its threads included, in ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


def pss_mb(pid: int) -> float:
    """Return a process's proportional share of memory, in MB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError("The kernel tells no Pss.")


def table(figures: Sequence[Figure]) -> str:
    rows = [("what", "measured", "yardstick", "ratio", "to reach", "")]
    for one in figures:
        verdict = "" if one.met is None else "yes" if one.met else "NO"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        more = " ".join(f"{name} {value:.3g}" for name, value in one.more.items())
        rows.append((one.what, f"{one.value:.4g} {one.unit} {more}".strip(), one.yardstick, ratio, one.reach, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def write_json(figures: Sequence[Figure], path: Path) -> None:
    machine = {
        "cores": os.cpu_count(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
        "kernel": platform.release(), "load_before": os.getloadavg()[0],
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "figures": [asdict(one) for one in figures]}, indent=1))
