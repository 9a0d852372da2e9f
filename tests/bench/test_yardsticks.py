"""Yardsticks are measured on the very library that the house uses, and bare servers answer."""

import subprocess
import sys
from pathlib import Path

import httpx
import pysqlite3
import pytest

from tests.bench import servers
from tests.house import ROOT

TELLS = "import tests.bench.{0} as part, sys; sys.exit(part.sqlite3.sqlite_version)"
BENCH = ROOT / "tests" / "bench"
WITH_SQLITE = sorted(
    path.stem for path in BENCH.glob("*.py") if "\nimport sqlite3\n" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("part", WITH_SQLITE)
def test_every_part_measures_the_sqlite_of_the_house(part: str) -> None:
    """Each in a process of its own, where nothing else has brought our library in before."""
    done = subprocess.run(
        [sys.executable, "-c", TELLS.format(part)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == pysqlite3.sqlite_version


def test_the_yardsticks_are_among_them() -> None:
    assert {"yardsticks", "browsing", "looking", "way", "machine", "replaying", "processes"} <= set(WITH_SQLITE)


@pytest.mark.parametrize(("which", "method"), [("page", "GET"), ("commit", "GET"), ("commit", "POST")])
def test_a_bare_server_answers(tmp_path: Path, which: str, method: str) -> None:
    with servers.yardstick(which, tmp_path) as (_, url):
        answer = httpx.request(method, url, content=b"words" if method == "POST" else None)
    assert answer.status_code == 200 and len(answer.content) == (2 if method == "POST" else 38_400)
