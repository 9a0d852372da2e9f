"""The full model: the light one's scores, and heads over what two frozen encoders make of the sentence.

The file: the line `MOSTRADOR FULL 1`, one line of JSON, then numbers in half precision: middle and spread of each
dimension, the heads' weights, their biases.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mostrador.triage.encoder import DIMENSIONS, Vectors
from mostrador.triage.heads import COLUMNS
from mostrador.triage.weights import NotWeights

MAGIC = b"MOSTRADOR FULL 1\n"
SHIPPED = Path(__file__).with_name("full.weights")

Numbers = npt.NDArray[np.float32]


class Full:
    """The heads over the encoders."""

    def __init__(self, file: Path) -> None:
        magic, line, rest = file.read_bytes().split(b"\n", 2)
        if magic + b"\n" != MAGIC:
            raise NotWeights(f"{file.name} does not begin as weights do.")
        self.told: dict[str, Any] = json.loads(line)
        numbers = np.frombuffer(rest, np.float16).astype(np.float32)
        if self.told["columns"] != COLUMNS or len(numbers) != 2 * DIMENSIONS + (DIMENSIONS + 1) * COLUMNS:
            raise NotWeights(f"{file.name} was made for other heads.")
        self._middle, self._spread = numbers[:DIMENSIONS], numbers[DIMENSIONS : 2 * DIMENSIONS]
        self._weights = numbers[2 * DIMENSIONS : -COLUMNS].reshape(DIMENSIONS, COLUMNS)
        self._bias = numbers[-COLUMNS:]

    def scores(self, vectors: Vectors) -> Numbers:
        """Return the raw score of every column, a row a message."""
        return np.asarray((vectors - self._middle) / self._spread @ self._weights + self._bias, np.float32)
