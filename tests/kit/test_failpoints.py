"""Rehearsed deaths: only on purpose, only where nobody is served, exactly where and when it was asked."""

import os
import signal
import subprocess
import sys

import pytest

from mostrador.kit import failpoints

WALK = """
from mostrador.kit import failpoints
failpoints.arm()
for step in range(1, 4):
    print(step, flush=True)
    failpoints.reached("walk.step")
print("home", flush=True)
"""


def walk(**told: str) -> tuple[int, list[str]]:
    ended = subprocess.run(
        [sys.executable, "-c", WALK], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout.split()


def test_it_dies_the_time_it_was_asked_to() -> None:
    told = {"MOSTRADOR_DEVELOPMENT": "1", "MOSTRADOR_FAILPOINT": "walk.step@2"}
    assert walk(**told) == (-signal.SIGKILL, ["1", "2"])


def test_it_dies_nowhere_else() -> None:
    everywhere = ["1", "2", "3", "home"]
    assert walk() == (0, everywhere)
    assert walk(MOSTRADOR_DEVELOPMENT="1", MOSTRADOR_FAILPOINT="walk.other") == (0, everywhere)


def test_a_real_shop_refuses_to_rehearse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_FAILPOINT", "walk.step")
    with pytest.raises(failpoints.NotHere):
        failpoints.arm()
