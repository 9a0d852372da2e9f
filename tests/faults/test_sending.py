"""The short form of sending on bad days, with three programs that say nothing; and that its judge can say no."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SENDS = 520


def _played(log: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    command = [sys.executable, "-m", "tests.faults.sending", "--log", str(log), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert log.exists(), done.stderr
    return done.returncode, json.loads(log.read_text(encoding="utf-8").splitlines()[-1]), done.stdout


def test_each_answer_has_one_effect_in_its_order_whatever_the_platforms_do(tmp_path: Path) -> None:
    seed = str(int(time.time()))
    code, act, said = _played(tmp_path / "log", "--sends", str(SENDS), "--seed", seed, "--hanging", "3")
    assert (code, act["violations"]) == (0, []), said
    programs, bot = act["programs"], act["bot"]
    assert programs["effects"] == programs["sends"] and programs["sends"] + bot["sends"] == SENDS, said
    assert programs["left to a person"] == 0, said  # at most one in ten thousand
    spoilt = (programs["spoilt"] + bot["spoilt"]) / (programs["calls"] + bot["calls"])
    assert 0.10 < spoilt < 0.30, said
    assert len(act["kinds"]) >= 6 and act["lateness"], said


def test_a_program_that_forgets_its_keys_is_found_out(tmp_path: Path) -> None:
    code, act, said = _played(tmp_path / "log", "--sends", "150", "--seed", "7", "--forgetful")
    assert code == 1 and act["programs"]["twice"] > 0, said
    assert any("twice" in words for words in act["violations"])


@pytest.mark.slow  # deadlines are real
def test_a_house_in_which_the_silent_keep_the_others_waiting_is_found_out(tmp_path: Path) -> None:
    words = ("--sends", "60", "--seed", "7", "--hanging", "1", "--in-one-line")
    code, act, said = _played(tmp_path / "log", *words)
    assert code == 1 and [words for words in act["violations"] if "kept the others waiting" in words], said
