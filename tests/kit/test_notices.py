"""Taps between processes by the database: heard elsewhere with their words, and again after a restart."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.kit.postgres.waking import Notices
from tests.counter import until
from tests.servers.postgres import Postgres
from tests.stores import address_of

pytestmark = pytest.mark.postgres
# Another process: says each tap it hears, and answers it with one of its own.
OTHER = """
import sys, time
from mostrador.kit.postgres.waking import Notices
def hear(topic, words):
    if topic == "parcels":
        print(words.decode(), flush=True)
        notices.send("answers", b"heard " + words)
notices = Notices(sys.argv[1], hear)
time.sleep(0.5)
print("ready", flush=True)
sys.stdin.read()
notices.close()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return address_of(tmp_path)


@pytest.fixture
def other(url: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", OTHER, url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline().strip() == "ready"
    yield process
    process.communicate("", timeout=10)


@pytest.fixture
def heard() -> list[tuple[str, bytes]]:
    """What this process heard of others."""
    return []


@pytest.fixture
def notices(url: str, heard: list[tuple[str, bytes]]) -> Iterator[Notices]:
    notices = Notices(url, lambda topic, words: heard.append((topic, words)))
    yield notices
    notices.close()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_tap_is_heard_in_the_other_process_with_its_words_and_never_comes_back(
    other: subprocess.Popen[str], notices: Notices, heard: list[tuple[str, bytes]]
) -> None:
    notices.send("jobs", b"not for it")
    notices.send("parcels", "¿ya? 1".encode())
    assert line(other) == "¿ya? 1"
    until(lambda: heard)
    assert heard == [("answers", "heard ¿ya? 1".encode())]


def test_after_a_restart_of_the_database_taps_are_heard_again(
    server_to_end: Postgres, other: subprocess.Popen[str], notices: Notices
) -> None:
    said = list[str]()
    reader = threading.Thread(target=lambda: said.extend(iter(lambda: line(other), "last")), daemon=True)
    reader.start()
    notices.send("parcels", b"before")
    until(lambda: "before" in said)
    server_to_end.restart("immediate")

    def tap_until_heard() -> bool:
        notices.send("parcels", b"after")
        return "after" in said

    until(tap_until_heard)
    notices.send("parcels", b"last")
    reader.join(10)


def test_a_tap_costs_who_gives_it_almost_nothing_while_the_database_is_away(
    server_to_end: Postgres, notices: Notices
) -> None:
    server_to_end.stop("immediate")
    try:
        began = time.thread_time()
        for _ in range(5_000):
            notices.send("parcels", b"look")
        assert time.thread_time() - began < 1
    finally:
        server_to_end.start()
