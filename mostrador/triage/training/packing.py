"""Writes fitted weights as `mostrador.triage.weights` reads them: one byte a column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from mostrador.triage.heads import COLUMNS
from mostrador.triage.training.fitting import Fitted
from mostrador.triage.training.tables import Column
from mostrador.triage.weights import MAGIC, WIDTH, ZERO

STEPS = 127
KEPT = 99.97  # of the weights of a column, in percent, are told apart; the few beyond are cut to the largest


def pack(file: Path, fitted: Fitted, rare: Column, told: dict[str, Any]) -> None:
    table, scale = packed(fitted, rare)
    told |= {"columns": COLUMNS, "scale": scale, "bias": [round(float(each), 6) for each in fitted.bias]}
    line = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    file.write_bytes(MAGIC + line + b"\n" + table.tobytes())


def packed(fitted: Fitted, rare: Column) -> tuple[Column, list[float]]:
    """Return the table of bytes, and the scale of each column. How rare a trait is is multiplied in here."""
    largest = np.percentile(np.abs(fitted.weights), KEPT, axis=0) + 1e-9
    scale = [float(f"{each / STEPS:.6g}") for each in largest]
    steps = np.clip(np.round(fitted.weights / np.array(scale)), -STEPS, STEPS)
    table = np.full((len(rare), WIDTH), ZERO, dtype=np.uint8)
    table[:, 0] = rare
    table[:, 1 : COLUMNS + 1] = steps + ZERO
    return table, scale
