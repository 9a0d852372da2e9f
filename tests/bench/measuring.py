"""Stopwatches, percentiles, a process's CPU, memory and what it holds, and the table at the end."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
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
    more: dict[str, float] = field(default_factory=dict)  # "p99 ms": 3.1

    @property
    def measured(self) -> str:
        named = [(name.rpartition(" "), value) for name, value in self.more.items()]
        more = [f"{name or unit} {number(value)} {unit if name else ''}".rstrip() for (name, _, unit), value in named]
        return ", ".join([f"{number(self.value)} {self.unit}", *more])

    @property
    def verdict(self) -> str:
        return "" if self.met is None else "yes" if self.met else "NO"


def number(value: float) -> str:
    """Write a figure with three digits that mean something."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


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


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def open_databases(pid: int) -> int:
    """Return how often a process has a SQLite file open: once for each connection."""
    there = [link for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    return sum(os.readlink(link).endswith(".sqlite3") for link in there)


def table(figures: Sequence[Figure]) -> str:
    rows = [("what", "measured", "yardstick", "ratio", "to reach", "")]
    for one in figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        rows.append((one.what, one.measured, one.yardstick, ratio, one.reach, one.verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
