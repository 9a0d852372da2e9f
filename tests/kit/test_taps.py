"""Taps between processes: heard at once, by whoever listens to the topic, whatever died meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.kit import badge, wake
from mostrador.kit.taps import Taps

LISTENER = """
import sys, threading
from pathlib import Path
from mostrador.kit import wake
from mostrador.kit.taps import Taps

taps = Taps(Path(sys.argv[1]))
wake.carry(taps)
heard = threading.Event()
wake.listen(sys.argv[2], lambda words: print(words.decode(), flush=True))
print("listening", threading.active_count(), flush=True)
sys.stdin.read()
taps.close()
"""


@pytest.fixture
def taps(tmp_path: Path) -> Iterator[Taps]:
    opened = Taps(tmp_path / "wake")
    wake.carry(opened)
    yield opened
    wake.carry(None)
    opened.close()


class Other:
    """Another process of the house that writes down what it hears."""

    def __init__(self, folder: Path, topic: str) -> None:
        words = [sys.executable, "-c", LISTENER, str(folder), topic]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.threads = int(self.line().split()[1])

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.communicate("", timeout=10)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=10)


def ears(folder: Path) -> int:
    """How many of our other processes listen."""
    return len(list((folder / "wake").glob("*.parcels")))


def test_a_tap_is_heard_in_every_other_process_with_its_words(taps: Taps, tmp_path: Path) -> None:
    others = [Other(tmp_path / "wake", "parcels") for _ in range(3)]
    wake.up("jobs", b"not for them")
    wake.up("parcels", b"first")
    assert [other.line() for other in others] == ["first"] * 3
    for other in others:
        other.leave()
    assert ears(tmp_path) == 0


def test_one_thread_hears_every_topic(taps: Taps, tmp_path: Path) -> None:
    before = threading.active_count()
    bells = [wake.Bell(f"topic-{number}") for number in range(20)]
    assert threading.active_count() == before
    assert len(os.listdir(tmp_path / "wake")) >= 20
    for bell in bells:
        bell.close()


def test_who_was_killed_is_cleared_away_and_the_others_go_on_hearing(taps: Taps, tmp_path: Path) -> None:
    dead, alive = Other(tmp_path / "wake", "parcels"), Other(tmp_path / "wake", "parcels")
    dead.kill()
    assert ears(tmp_path) == 2
    wake.up("parcels", b"still here")
    assert alive.line() == "still here"
    assert ears(tmp_path) == 1
    alive.leave()


def test_who_hears_nothing_for_a_while_blocks_nobody_and_is_woken_in_the_end(taps: Taps, tmp_path: Path) -> None:
    asleep = Other(tmp_path / "wake", "parcels")
    asleep.process.send_signal(signal.SIGSTOP)
    began = time.thread_time()
    for _ in range(2_000):
        wake.up("parcels", b"look")
    assert time.thread_time() - began < 2
    asleep.process.send_signal(signal.SIGCONT)
    assert asleep.line() == "look"
    asleep.leave()


def test_a_folder_with_a_long_path_is_as_good(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 60) / ("b" * 60)
    taps = Taps(folder)
    wake.carry(taps)
    other = Other(folder, "parcels")
    wake.up("parcels", b"far away")
    assert other.line() == "far away"
    other.leave()
    wake.carry(None)
    taps.close()


def test_a_child_that_was_forked_signs_with_a_badge_of_its_own() -> None:
    mine = badge.mine()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, badge.mine().encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(read, 100).decode()
    os.close(read)
    os.close(write)
    assert badge.mine() == mine
    assert theirs.split(":")[0] == mine.split(":")[0] and theirs.rsplit(":")[-1] != mine.rsplit(":")[-1]
    assert len(mine) <= 60
