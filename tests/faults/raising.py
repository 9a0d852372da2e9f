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
from typing import IO

WARM_SECONDS = 240.0
ROOT = Path(__file__).parent.parent.parent


def warm_parent(port: int, environment: Mapping[str, str], *, log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery", str(port)],
            env=dict(environment), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip


class Nursery:
    """One house at a time, its process forked from a parent that is warm: what is told to it, and what it says."""

    def __init__(self, told: IO[bytes], says: IO[bytes]) -> None:
        self._told, self._says = told, says
        self._parent: subprocess.Popen[bytes] | None = None
        self._said: queue.Queue[dict[str, int]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._said.get(timeout=WARM_SECONDS)
        self._pid = 0

    @classmethod
    def alone(cls, port: int, environment: Mapping[str, str], *, log: Path) -> "Nursery":
        """Return one whose parent serves it alone."""
        parent = warm_parent(port, environment, log=log)
        assert parent.stdin is not None and parent.stdout is not None
        made = cls(parent.stdin, parent.stdout)
        made._parent = parent
        return made

    @property
    def pid(self) -> int:
        """The living house's process, else 0."""
        return self._pid

    def start(self, failpoint: str = "", **more: str) -> None:
        """Raise a house; `more` is what its environment says besides."""
        told = {"MOSTRADOR_FAILPOINT": failpoint, **more}
        self._told.write(json.dumps(told).encode() + b"\n")
        self._told.flush()
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
        self._told.close()
        if self._parent is not None:
            self._parent.wait(10)

    def _listen(self) -> None:
        for line in self._says:
            self._said.put(json.loads(line))
