"""Fits the full model's heads over what the encoders make of the rows, and writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mostrador.triage.encoder import DIMENSIONS, Vectors
from mostrador.triage.full import MAGIC
from mostrador.triage.heads import COLUMNS, HEADS
from mostrador.triage.training.fitting import Fitted, fit_head, questions
from mostrador.triage.training.rows import Row
from mostrador.triage.training.tables import Column

STRENGTH = 5.0
POSTS = 3.0  # times a message: of abuse the encoders know less than the words do
TAKEN = {
    "abuse_told_br_train": 1_500, "kind_bitext_train": 0, "kind_chatterbot": 100, "kind_clinc150_train": 200,
    "kind_templates": 300, "spam_sms": 200,
}  # fmt: skip
"""Encoding takes some 25 ms a row: of what was not written one by one, a sample is enough."""
LEFT_TO_LIGHT = ("language",)


def fit_full(rows: Sequence[Row], vectors: Vectors, *, say: Callable[[str], None]) -> tuple[Fitted, Column, Column]:
    """Return the heads with the middle and the spread of each dimension."""
    middle = vectors.mean(axis=0).astype(np.float16)
    spread = (vectors.std(axis=0) * np.sqrt(DIMENSIONS) + 1e-4).astype(np.float16)
    table, asked = (vectors - middle) / spread, questions(POSTS)
    fitted = []
    for head in HEADS:
        if head.name in LEFT_TO_LIGHT:
            fitted.append(Fitted(np.zeros((DIMENSIONS, len(head.classes))), np.zeros(len(head.classes))))
        else:
            fitted.append(fit_head(head, asked[head.name], rows, table, STRENGTH))
        say(f"{head.name}: fitted over the encoders")
    heads = Fitted(np.hstack([each.weights for each in fitted]), np.hstack([each.bias for each in fitted]))
    return heads, middle, spread


def pack_full(file: Path, fitted: Fitted, middle: Column, spread: Column, told: dict[str, Any]) -> None:
    line = json.dumps(told | {"columns": COLUMNS}, ensure_ascii=False, sort_keys=True).encode()
    parts = [middle, spread, fitted.weights, fitted.bias]
    numbers = b"".join(np.ascontiguousarray(part, dtype=np.float16).tobytes() for part in parts)
    file.write_bytes(MAGIC + line + b"\n" + numbers)
