"""Asks the full model, in a process that may be large: 100 MB more, some 30 ms a message.

`python -m mostrador.triage.deepening` answers texts, one as JSON a line, until nobody has asked for a while.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from functools import cache

import msgspec

from mostrador.triage.encoder import Encoder
from mostrador.triage.full import SHIPPED, Full
from mostrador.triage.opinion import Deeper

IDLE_SECONDS = 120.0
NICE = 10


def deepen(text: str) -> Deeper:
    """Return what the full model makes of a text, for `sorting.sort`."""
    encoder, heads = _loaded()
    [scores] = heads.scores(encoder.encode([text])).tolist()
    return Deeper(scores, heads.told["light_share"], heads.told["temperature"])


@cache
def _loaded() -> tuple[Encoder, Full]:
    return Encoder(), Full(SHIPPED)


def answer(*, idle_seconds: float = IDLE_SECONDS) -> None:
    """Answer what comes in, until it ends or nothing comes any more."""
    threading.Thread(target=_leave_with_whoever_asks, name="leaving", daemon=True).start()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whoever asks waits for each answer, so that no second question hides in the buffer while we look at the pipe.
    while select.select([questions], [], [], idle_seconds)[0] and (line := questions.readline()):
        answers.write(msgspec.json.encode(deepen(msgspec.json.decode(line, type=str))) + b"\n")
        answers.flush()


def _leave_with_whoever_asks() -> None:
    """End once nobody holds the other end of the pipe: who asked may be killed while we are loading for seconds."""
    pipe = select.poll()
    pipe.register(sys.stdin, 0)  # nothing but that it was hung up
    pipe.poll()
    os._exit(0)


if __name__ == "__main__":
    os.nice(NICE)
    answer()
