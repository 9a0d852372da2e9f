"""What a process holds is counted as the kernel tells it; figures are written so that one can read them."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import measuring
from tests.bench.measuring import Figure


def test_each_connection_to_a_database_is_counted_once(tmp_path: Path) -> None:
    before = measuring.open_databases(os.getpid())
    with (
        closing(sqlite3.connect(tmp_path / "a.sqlite3")) as one,
        closing(sqlite3.connect(tmp_path / "a.sqlite3")) as two,
    ):
        for db in (one, two):
            db.execute("PRAGMA journal_mode=WAL")
        assert measuring.open_databases(os.getpid()) == before + 2
    assert measuring.open_databases(os.getpid()) == before


def test_a_thread_more_is_a_thread_more() -> None:
    over, before = threading.Event(), measuring.threads(os.getpid())
    waiting = threading.Thread(target=over.wait)
    waiting.start()
    assert measuring.threads(os.getpid()) == before + 1
    over.set()
    waiting.join()


@pytest.mark.parametrize(
    ("value", "written"), [(16953.2, "16,953"), (7.9712, "7.97"), (0.0961, "0.0961"), (123.4, "123"), (2, "2")]
)
def test_a_number_has_the_digits_that_mean_something(value: float, written: str) -> None:
    assert measuring.number(value) == written


def test_a_figure_tells_its_parts_with_their_units() -> None:
    figure = Figure("x", 1.2, "ms p50", more={"p99 ms": 3.04, "of it opening ms": 1, "changed": 244}, met=False)
    assert figure.measured == "1.2 ms p50, p99 3.04 ms, of it opening 1 ms, changed 244" and figure.verdict == "NO"
