"""What is kept of a run, and the docs' tables that are written out of it."""

import re
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

from tests.bench import keeping, publishing
from tests.bench.machine import Run, Watch, machine
from tests.bench.measuring import Figure
from tests.house import ROOT

HERE: dict[str, str | int] = {
    "processor": "a", "processors": 2, "memory": "24 GB", "disk": "ext4 on vda", "system": "Debian", "kernel": "6",
    "python": "3.11", "sqlite": "3.53",
}  # fmt: skip


def a_run(at: str = "2026-11-22T11:50+00:00", commit: str = "abc") -> Run:
    return Run(at=at, commit=commit, clean=True, quick=False, load_before=0.1, load_after=1.5, sync_ms=0.2, seconds=9)


def kept(path: Path) -> dict[str, float]:
    return {one.what: one.value for one in keeping.figures(keeping.read(path))}


def test_one_part_anew_leaves_the_others_and_their_own_runs(tmp_path: Path) -> None:
    path = tmp_path / "there" / "bench.json"
    both = [Figure("hook", 1, "/s"), Figure("hook, old name", 1, "/s")]
    keeping.keep(path, "ingest", both, run=a_run(commit="one"), on=HERE)
    keeping.keep(path, "search", [Figure("rare", 2, "ms")], run=a_run(commit="two"), on=HERE)
    keeping.keep(path, "ingest", [Figure("hook", 3, "/s")], run=a_run(commit="three"), on=HERE)
    assert kept(path) == {"rare": 2, "hook": 3}
    assert [one.run and one.run.commit for one in keeping.figures(keeping.read(path))] == ["two", "three"]


def test_figures_of_two_machines_never_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    keeping.keep(path, "ingest", [Figure("hook", 1, "/s")], run=a_run(), on=HERE)
    keeping.keep(path, "search", [Figure("rare", 2, "ms")], run=a_run(), on={**HERE, "kernel": "7"})
    assert kept(path) == {"rare": 2} and keeping.read(path)["machine"]["kernel"] == "7"


def test_the_machine_is_described_with_our_library_and_a_real_sync(tmp_path: Path) -> None:
    on, run = machine(tmp_path), Watch(tmp_path).over()
    assert on.keys() == HERE.keys() and all(on.values())
    assert on["sqlite"] == pysqlite3.sqlite_version
    assert 0 < run.sync_ms < 10_000 and run.at.endswith("+00:00") and re.fullmatch(r"[0-9a-f]{7,}|", run.commit)
    assert list(tmp_path.iterdir()) == []


def test_a_table_is_written_between_its_marks_and_nothing_else_is_touched() -> None:
    text = "# Title\n\n<!-- bench: main -->\nold\n<!-- bench: end -->\n\nprose\n"
    figure = Figure("hook", 7781, "/s", "bare 16,953/s", 0.459, "≥ 8,000/s", met=False, more={"p99 ms": 13.74})
    found = publishing.filled(text, told(figure, part="ingest"))
    assert "| hook | 7,781 /s, p99 13.7 ms | bare 16,953/s | 0.459 | ≥ 8,000/s | **no** | 0.1 → 1.5 |" in found
    assert found.startswith("# Title\n") and found.endswith("\n\nprose\n") and "old" not in found
    assert "2 × a, 24 GB, ext4 on vda" in found and "at commit abc (ingest)" in found
    assert publishing.filled(found, told(figure, part="ingest")) == found


def test_growth_has_a_column_for_each_size() -> None:
    sizes = [Figure(f"inbox page, {size} messages", cpu, "ms CPU") for size, cpu in (("1,000,000", 8), ("10,000", 4))]
    found = publishing.filled("<!-- bench: growth -->\n<!-- bench: end -->", told(*sizes, part="growth"))
    assert "| ms CPU | 10,000 messages | 1,000,000 messages | last to first |" in found
    assert "| inbox page | 4 | 8 | × 2.0 |" in found


def test_processes_have_a_column_for_each_thing_and_what_is_missing_is_said() -> None:
    shapes = [Figure("1 edge", 130, "/s", more={"CPU of edge ms": 0.3}), Figure("2 edges", 90, "/s")]
    block = "<!-- bench: {} -->\n<!-- bench: end -->"
    found = publishing.filled(block.format("processes"), told(*shapes, part="processes"))
    assert "| shape | opened /s | CPU of edge ms | load |" in found and "| 2 edges | 90 | – | 0.1 → 1.5 |" in found
    assert "Not measured yet." in publishing.filled(block.format("growth"), told(*shapes, part="processes"))


@pytest.mark.parametrize("page", publishing.PAGES)
def test_the_tables_of_the_docs_are_those_of_the_json_beside_them(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert publishing.BLOCK.search(text)
    assert publishing.filled(text, keeping.read(ROOT / publishing.JSON)) == text, "bin/bench --publish writes them"


def told(*figures: Figure, part: str) -> dict[str, Any]:
    return {"machine": HERE, "figures": [
        {"part": part, **vars(one), "run": vars(a_run())} for one in figures
    ]}  # fmt: skip
