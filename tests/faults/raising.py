"""The harness's side of the nursery: start a house, hear of its end, kill it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

WARM_SECONDS = 240.0
ROOT = Path(__file__).parent.parent.parent


class Nursery:
    """One house at a time, its process forked from a parent that is warm."""

    def __init__(self, port: int, environment: Mapping[str, str], *, log: Path) -> None:
        with log.open("ab") as errors:
            self._parent = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", str(port)],
                env=dict(environment), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        self._said: queue.Queue[dict[str, int]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._said.get(timeout=WARM_SECONDS)
        self._pid = 0

    @property
    def pid(self) -> int:
        """The living house's process, else 0."""
        return self._pid

    def start(self, failpoint: str = "", **more: str) -> None:
        """Raise a house; `more` is what its environment says besides."""
        assert self._parent.stdin is not None
        told = {"MOSTRADOR_FAILPOINT": failpoint, **more}
        self._parent.stdin.write(json.dumps(told).encode() + b"\n")
        self._parent.stdin.flush()
        self._pid = self._said.get(timeout=10)["pid"]

    def ended(self, seconds: float = 0.0) -> int | None:
        """Wait so long for the house's end; return its code (minus the signal), None while it lives."""
        try:
            code = self._said.get(timeout=seconds)["ended"] if seconds else self._said.get_nowait()["ended"]
        except queue.Empty:
            return None
        self._pid = 0
        return code

    def died(self) -> bool:
        """Whether its end is told, without hearing it."""
        return not self._said.empty()

    def end(self, how: int = signal.SIGKILL) -> int:
        """End the house that lives and return its code."""
        if not self._pid:
            return 0
        if (code := self.ended()) is not None:
            return code
        os.kill(self._pid, how)
        code = self.ended(30)
        assert code is not None, "The house does not end."
        return code

    def close(self) -> None:
        self.end()
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait(10)

    def _listen(self) -> None:
        assert self._parent.stdout is not None
        for line in self._parent.stdout:
            self._said.put(json.loads(line))
