"""Writes the docs' tables out of the JSON that `bin/bench` kept, so that they cannot differ: `bin/bench --publish`.

A table stands between `<!-- bench: NAME -->` and `<!-- bench: end -->`.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import keeping
from tests.bench.keeping import Kept
from tests.bench.measuring import number
from tests.house import ROOT

JSON = Path("docs/running/performance.json")
PAGES = (Path("docs/running/performance.md"), Path("docs/running/growing.md"))
BLOCK = re.compile(r"(<!-- bench: (\w+) -->\n).*?(<!-- bench: end -->)", re.DOTALL)
ORDER = (
    "ingest",
    "way",
    "house",
    "drawn",
    "flood",
    "pages",
    "search",
    "streams",
    "triage",
    "decide",
    "backtest",
    "bursts",
)
SIZED = re.compile(r"(.+), ([\d,]+) messages$")


def publish(kept: Path, root: Path = ROOT) -> list[str]:
    """Copy the JSON beside the docs and write their tables; return the names of parts that it does not hold."""
    told = keeping.read(kept)
    (root / JSON).write_text(keeping.written(told), encoding="utf-8")
    for page in PAGES:
        text = (root / page).read_text(encoding="utf-8")
        (root / page).write_text(filled(text, told), encoding="utf-8")
    held = {row["part"] for row in told["figures"]}
    return [part for part in (*ORDER, "growth", "processes") if part not in held]


def filled(text: str, told: dict[str, Any]) -> str:
    """Return the page with its tables written anew."""
    parts = {row["part"] for row in told["figures"]}

    def table(found: re.Match[str]) -> str:
        rows = TABLES[found[2]](told) if found[2] == "main" or found[2] in parts else "Not measured yet."
        return f"{found[1]}\n{rows}\n\n{found[3]}"

    return BLOCK.sub(table, text)


def _main(told: dict[str, Any]) -> str:
    rows = [one for part in ORDER for one in keeping.figures(told) if one.part == part]
    lines = ["| what | measured | yardstick of the same run | ratio | to reach | reached | load |", "|" + "---|" * 7]
    lines += [
        _row(one.what, one.measured, one.yardstick or "–", "–" if one.ratio is None else number(one.ratio),
             one.reach or "–", {"yes": "yes", "NO": "**no**"}.get(one.verdict, "–"), _load(one))
        for one in rows
    ]  # fmt: skip
    return "\n".join([*lines, "", _where(told), *_when(rows)])


def _growth(told: dict[str, Any]) -> str:
    """One line for each thing measured, one column for each size of the house."""
    rows = [one for one in keeping.figures(told) if one.part == "growth"]
    found: dict[str, dict[int, Kept]] = {}
    for one in rows:
        if match := SIZED.match(one.what):
            found.setdefault(match[1], {})[int(match[2].replace(",", ""))] = one
    sizes = sorted({size for line in found.values() for size in line})
    lines = [
        _row("ms CPU", *[f"{size:,} messages" for size in sizes], "last to first"),
        "|" + "---|" * (len(sizes) + 2),
    ]
    lines += [
        _row(what, *[number(line[size].value) if size in line else "–" for size in sizes],
             f"× {line[max(line)].value / line[min(line)].value:.1f}")
        for what, line in found.items()
    ]  # fmt: skip
    return "\n".join([*lines, "", *_when(rows)])


def _processes(told: dict[str, Any]) -> str:
    """One line for each shape of the house, one column for each thing measured."""
    rows = [one for one in keeping.figures(told) if one.part == "processes"]
    names = list(dict.fromkeys(name for one in rows for name in one.more))
    lines = [_row("shape", "opened /s", *names, "load"), "|" + "---|" * (len(names) + 3)]
    lines += [
        _row(one.what, number(one.value), *[number(one.more[name]) if name in one.more else "–" for name in names],
             _load(one))
        for one in rows
    ]  # fmt: skip
    return "\n".join([*lines, "", *_when(rows)])


TABLES: dict[str, Callable[[dict[str, Any]], str]] = {"main": _main, "growth": _growth, "processes": _processes}


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _load(one: Kept) -> str:
    assert one.run is not None
    return f"{one.run.load_before} → {one.run.load_after}"


def _where(told: dict[str, Any]) -> str:
    on = told["machine"]
    return (
        f"Machine: {on['processors']} × {on['processor']}, {on['memory']}, {on['disk']}; {on['system']}, kernel "
        f"{on['kernel']}, Python {on['python']}, SQLite {on['sqlite']} with `synchronous=FULL`."
    )


def _when(rows: Sequence[Kept]) -> list[str]:
    """Say of which commit, when and beside what disk; one line for each commit and day."""
    runs: dict[tuple[str, str, bool, bool], list[Kept]] = {}
    for one in rows:
        assert one.run is not None
        runs.setdefault((one.run.at[:10], one.run.commit, one.run.clean, one.run.quick), []).append(one)
    return [_run(*key, found) for key, found in runs.items()]


def _run(day: str, commit: str, clean: bool, quick: bool, found: Sequence[Kept]) -> str:
    runs = [one.run for one in found if one.run is not None]
    parts, syncs = list(dict.fromkeys(one.part for one in found)), [run.sync_ms for run in runs]
    begun, ended = min(run.at for run in runs)[11:16], max(run.at for run in runs)[11:16]
    tree = "" if clean else ", with changes not committed"
    how = "Measured by a short run (`--quick`)" if quick else "Measured"
    return (
        f"{how} on {day}, {begun} to {ended} UTC, at commit {commit}{tree} ({', '.join(parts)}); load is that of "
        f"the last minute before and after each; one sync of the disk took {min(syncs):.2f} to {max(syncs):.2f} ms."
    )
