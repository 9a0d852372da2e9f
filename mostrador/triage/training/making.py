"""`mostrador triage train`: from rows to weights, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from mostrador.triage import full as models
from mostrador.triage import weights
from mostrador.triage.encoder import Vectors
from mostrador.triage.heads import HEADS
from mostrador.triage.training import fitting, meaning, mixing, packing, rows, tables
from mostrador.triage.training.fitting import Fitted
from mostrador.triage.training.remembering import Remembering
from mostrador.triage.training.rows import Row
from mostrador.triage.training.tables import Column

TEMPERATURE = dict.fromkeys((head.name for head in HEADS), 1.0)
LIGHT_SHARE = dict.fromkeys((head.name for head in HEADS), 0.45) | {"language": 1.0, "abuse": 1.0}
"""How much the light model's scores count beside those over the encoders."""

Say = Callable[[str], None]
Encode = Callable[[Sequence[str]], Vectors]


def make(folder: Path, out: Path, *, light_only: bool, kept: Path | None, say: Say) -> list[Path]:
    """Train and write both models into `out`; return the files. Raises `rows.BadRow`."""
    out.mkdir(parents=True, exist_ok=True)  # now, and not after minutes of training
    taught = gathered(folder)
    light, full = out / weights.SHIPPED.name, out / models.SHIPPED.name
    make_light(rows.for_light(taught), light, say=say)
    if light_only:
        return [light]
    make_full([*taught, *mixing.mixed(taught)], full, encode=Remembering(kept, say=say).encode, say=say)
    return [light, full]


def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def make_light(taught: Sequence[Row], file: Path, *, say: Say) -> None:
    """Train the light model and write it."""
    light, rare = fit_light(taught, say=say)
    packing.pack(file, light, rare, {"rows": rows.by_source(taught), "temperature": TEMPERATURE})


def make_full(taught: Sequence[Row], file: Path, *, encode: Encode, say: Say) -> None:
    """Train the heads over the encoders and write them."""
    chosen = rows.sampled(taught, meaning.TAKEN)
    vectors = encode([row.text for row in chosen])
    say(f"{len(chosen)} rows encoded")
    told: dict[str, Any] = {"rows": rows.by_source(chosen), "temperature": TEMPERATURE, "light_share": LIGHT_SHARE}
    meaning.pack_full(file, *meaning.fit_full(chosen, vectors, say=say), told)


def gathered(folder: Path | None) -> list[Row]:
    """Return the authored rows, and of `folder` those that may train what we ship."""
    return [*rows.authored(), *(rows.of_folder(folder) if folder else [])]


def fit_light(rows_told: Sequence[Row], *, say: Say) -> tuple[Fitted, Column]:
    taught = rows.sampled(rows_told, rows.TAKEN)
    everything = [*taught, *fitting.spans(taught)]
    found = tables.blocks([row.text for row in everything])
    rare = tables.rarity(found)
    say(f"{len(everything)} rows and spans read")
    light = fitting.fit(everything, tables.joined(found, rare), say=say)
    light.weights *= np.sqrt(rare * weights.RARITY)[:, None]
    return light, rare
