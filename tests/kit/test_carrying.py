"""A tap in one process reaches another, whichever way the house carries them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mostrador.kit import carrying, wake
from tests.counter import until
from tests.stores import address_of
from tests.surroundings import SERVER

OTHER = """
import sys
from mostrador.kit import carrying, wake

with carrying.carried():
    wake.listen("parcels", lambda words: wake.up("answers", b"heard " + words))
    print("listening", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def a_house_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    if SERVER is not None:
        monkeypatch.setenv("MOSTRADOR_DATABASE_URL", address_of(tmp_path))


def test_a_tap_reaches_the_other_process_and_its_answer_comes_back() -> None:
    heard, came = list[bytes](), threading.Event()
    command = [sys.executable, "-c", OTHER]
    other = subprocess.Popen(command, env=os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline().strip() == "listening"
    stop = wake.listen("answers", lambda words: (heard.append(words), came.set())[0])
    with carrying.carried():

        def tap_until_heard() -> bool:  # the first may go out before the other one's line listens
            wake.up("parcels", b"look")
            return came.wait(0.2)

        until(tap_until_heard)
    stop()
    other.communicate("", timeout=10)
    assert set(heard) == {b"heard look"}
    assert other.returncode == 0


def test_what_is_tapped_when_nobody_carries_stays_in_this_process() -> None:
    with carrying.carried():
        pass
    heard = list[bytes]()
    stop = wake.listen("parcels", heard.append)
    wake.up("parcels", b"here")
    stop()
    assert heard == [b"here"]
