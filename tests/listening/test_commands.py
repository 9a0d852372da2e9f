"""`mostrador bursts`, as programs use it."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys

import pytest

from tests.listening import invented

ROWS = invented.series(seed=1, days=20, bursts=[(9.4, 8.0)])


def _bursts(path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mostrador.site.cli", "bursts", str(path), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _write(path, rows):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("timestamp", "value"), *rows])
    return path


@pytest.mark.parametrize("name", ["mentions.csv", "mentions.csv.gz"])
def test_an_alarm_is_a_line_with_the_time_as_it_was_written(tmp_path, name):
    rows = [(at.replace(tzinfo=None).isoformat(sep=" "), value) for at, value in ROWS]
    ended = _bursts(_write(tmp_path / name, rows), "--json")
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0 and len(told) == 1
    assert set(told[0]) == {"at", "score", "expected"}
    assert told[0]["at"] in [written for written, _ in rows] and told[0]["at"].startswith("2026-01-14")
    assert told[0]["score"] > 2.7 and told[0]["expected"] > 0


def test_people_read_it_in_words(tmp_path):
    rows = [(at.isoformat(), value) for at, value in ROWS]
    assert "times the usual" in _bursts(_write(tmp_path / "mentions.csv", rows)).stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", ":1:"),
        ("day,count\n2026-01-01,3\n", ":1:"),
        ("timestamp,value\nyesterday,3\n", ":2:"),
        ("timestamp,value\n2026-01-01 10:00,3\n2026-01-01 10:05,\n", ":3:"),
        ("timestamp,value\n2026-01-01 10:00,-3\n", ":2:"),
        ("timestamp,value\n2026-01-01 10:00,nan\n", ":2:"),
        ("timestamp,value\n2026-01-02 10:00,3\n2026-01-01 10:00,3\n", ":3:"),
    ],
)
def test_what_is_no_series_is_refused_with_its_line(tmp_path, content, says):
    path = tmp_path / "series.csv"
    path.write_text(content, encoding="utf-8")
    ended = _bursts(path, "--json")
    assert ended.returncode == 1
    assert says in ended.stderr and len(ended.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_or_no_gzip_is_refused(tmp_path):
    false = tmp_path / "series.csv.gz"
    false.write_bytes(b"timestamp,value\n")
    for path in (tmp_path / "nowhere.csv", false):
        ended = _bursts(path)
        assert ended.returncode == 1 and len(ended.stderr.splitlines()) == 1


def test_it_loads_no_django():
    code = "import sys; from mostrador.listening import bursting, series; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
