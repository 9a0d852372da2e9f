"""The last line of bin/test says the truth: what passed, failed, was skipped, and that nothing ran is a failure."""

import re
import subprocess
from pathlib import Path

import pytest

from tests import lanes
from tests.architecture.source import ROOT


def run(folder: Path, text: str) -> tuple[lanes.Count, list[str]]:
    (folder / "test_some.py").write_text(text)
    ran = lanes.run("small", [str(folder), "-p", "no:cacheprovider", "-p", "no:django"])
    return ran.tests, ran.skips


def test_each_outcome_is_counted(tmp_path: Path):
    count, skips = run(tmp_path, """
import pytest
def test_passes(): pass
def test_passes_too(): pass
def test_fails(): assert not "today"
def test_breaks(missing): pass
@pytest.mark.skip(reason="MISSING postfix")
def test_skipped(): pass
""")  # fmt: skip
    assert (count.passed, count.failed, count.skipped) == (2, 2, 1)
    assert "MISSING postfix" in skips[0]


@pytest.mark.parametrize("broken", ["def test_(:", "import nowhere_to_be_found", "import sys; sys.exit(0)"])
def test_a_file_that_does_not_load_is_a_failure(tmp_path: Path, broken: str):
    count, _ = run(tmp_path, broken)
    assert count.failed >= 1 and not count.passed


def test_a_run_that_dies_is_a_failure(tmp_path: Path):
    count, _ = run(tmp_path, "import os\ndef test_passes(): pass\ndef test_dies(): os._exit(0)")
    assert count.failed >= 1


def test_an_empty_folder_counts_nothing(tmp_path: Path):
    count, _ = run(tmp_path, "")
    assert (count.passed, count.failed) == (0, 0)


@pytest.mark.parametrize(
    ("counts", "code"), [((1, 0, 0), 0), ((1, 0, 5), 0), ((0, 0, 3), 1), ((9, 1, 0), 1), ((0, 0, 0), 1)]
)
def test_the_exit_code(counts: tuple[int, int, int], code: int):
    assert lanes.verdict(lanes.Count(*counts)) == code


def test_the_last_line_has_the_form_that_others_read():
    assert re.fullmatch(r"\d+ passed, \d+ failed, \d+ skipped", str(lanes.Count(3, 0, 1)))


def test_every_script_stops_at_the_first_fault():
    scripts = [path for folder in ("bin", ".ci", "requirements") for path in (ROOT / folder).iterdir()]
    for script in [path for path in scripts if not path.suffix]:
        assert "set -euo pipefail" in script.read_text(encoding="utf-8"), script
        checked = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
