"""Keeps what the encoders said of a text from one training to the next: encoding is nearly all that training takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from mostrador.triage.encoder import Encoder, Vectors

TOGETHER = 200  # texts a commit: a training that is stopped goes on from there


class Remembering:
    """An encoder with a memory; each text is encoded alone, so that the answer depends on nothing else."""

    def __init__(self, file: Path | None, *, say: Callable[[str], None]) -> None:
        self._encoder, self._say = Encoder(), say
        self._kept = sqlite3.connect(file or ":memory:", isolation_level=None)
        self._kept.execute("CREATE TABLE IF NOT EXISTS encoded (text TEXT PRIMARY KEY, vector BLOB)")

    def encode(self, texts: Sequence[str]) -> Vectors:
        known = {str(text) for (text,) in self._kept.execute("SELECT text FROM encoded")}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(missing), TOGETHER):
            self._say(f"{len(missing) - start} rows to encode")
            self._add(missing[start : start + TOGETHER])
        vectors = dict(self._kept.execute("SELECT text, vector FROM encoded"))
        return np.vstack([np.frombuffer(vectors[text], np.float16) for text in texts]).astype(np.float32)

    def _add(self, texts: Sequence[str]) -> None:
        found = [(text, self._encoder.encode([text])[0].astype(np.float16).tobytes()) for text in texts]
        self._kept.execute("BEGIN")
        self._kept.executemany("INSERT INTO encoded VALUES (?, ?)", found)
        self._kept.execute("COMMIT")
