"""The short form of the soak; and that its judge can say no: to a process that really leaks, and to a log."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import soaking, watching
from tests.faults.places import a_quick_folder
from tests.faults.watching import Sample

SECONDS = 45.0
LOOKS, PAUSE_SECONDS = 30, 0.05

# Works a little, says so, and keeps what its argument names: never to be given back.
DOUBLE = """
import mmap, sys, threading, time
what, folder, kept = sys.argv[1], sys.argv[2], [b"." * (20 << 20)]
log = open(f"{folder}/mostrador.sqlite3-wal", "wb", buffering=0)
print("ready", flush=True)
while True:
    passing = open("/dev/null")
    if what == "memory":
        kept.append(b"." * (256 << 10))
    elif what == "descriptors":
        kept.append(open("/dev/null"))
    elif what == "threads":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    elif what == "files":
        with open(f"{folder}/{len(kept)}", "wb+", buffering=0) as file:
            file.write(bytes(256 << 10))
            kept.append(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ))
            sum(kept[-1][::4096])
    elif what == "log":
        log.write(b"." * (8 << 20))
    time.sleep(0.02)
"""


def looked_at(what: str, folder: Path) -> list[Sample]:
    """Let a double live for a while and return what was seen of it."""
    words = [sys.executable, "-c", DOUBLE, what, str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as double:
        assert double.stdout is not None and double.stdout.readline() == b"ready\n"
        samples = []
        for number in range(LOOKS):
            samples.append(watching.look(double.pid, folder, at=number * 60))
            time.sleep(PAUSE_SECONDS)
        double.kill()
    return samples


@pytest.mark.parametrize(
    ("what", "told"),
    [("memory", "memory grew from"), ("descriptors", "descriptors grew from"), ("threads", "threads grew from"),
     ("log", "mostrador.sqlite3-wal grew to")],
)  # fmt: skip
def test_who_leaks_is_found_out(what: str, told: str, tmp_path: Path) -> None:
    found = watching.wrongs(looked_at(what, tmp_path), warm_after=LOOKS * 60 / 3)
    assert [words for words in found if words.startswith(told)], found


def test_who_does_not_is_not(tmp_path: Path) -> None:
    assert watching.wrongs(looked_at("nothing", tmp_path), warm_after=LOOKS * 60 / 3) == []


def test_the_pages_of_files_are_not_its_own(tmp_path: Path) -> None:
    seen = looked_at("files", tmp_path)
    first, last = watching.course(seen, warm_after=LOOKS * 60 / 3).middle("pss_mb")
    assert last > first * (1 + watching.GROWTH_AT_MOST), "else this test says nothing"
    assert [words for words in watching.wrongs(seen, warm_after=LOOKS * 60 / 3) if words.startswith("memory")] == []


def test_too_few_looks_say_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="say nothing"):
        watching.wrongs(looked_at("memory", tmp_path)[:8], warm_after=0)


LOG = """\
2026-11-22 01:00:00,123 WARNING mostrador.doors One thing.
2026-11-22 01:00:01,123 ERROR mostrador.doors The first stumbled.
Traceback (most recent call last):
  File "a.py", line 1, in a
ValueError: of the first
2026-11-22 01:00:02,123 WARNING mostrador.doors Another thing.
Traceback (most recent call last):
  File "b.py", line 1, in b
KeyError: of nobody
ERROR:    Exception in ASGI application
2026-11-22 01:00:03,123 ERROR mostrador.doors The platform was cut off.
"""


def test_each_error_in_the_log_is_explained_or_counted() -> None:
    found = watching.errors(LOG, explains=lambda words: "a cut line" if "cut off" in words else "")
    assert found.explained == {"a cut line": 1}
    first, bare, served = found.unexplained
    assert "The first stumbled." in first and first.endswith("ValueError: of the first")
    assert bare.startswith("Traceback") and bare.endswith("KeyError: of nobody")
    assert served == "ERROR:    Exception in ASGI application"


@pytest.mark.slow
def test_a_house_that_lives_for_a_while_stays_as_it_is(tmp_path: Path) -> None:
    with a_quick_folder(tmp_path) as folder:
        told = soaking.soak(folder, seed=int(time.time()), seconds=SECONDS, sample_every=1.0, copy_every=SECONDS / 2)
    assert told["violations"] == []
    counts = told["counts"]
    assert counts["messages"] > 100 and counts["answers"] > 10 and counts["pages"] > 10, counts
    assert all(counts.get(what) for what in ("copies", "uploads", "streams", "searches", "dead readers")), counts
