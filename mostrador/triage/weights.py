"""The light model's weights: a table of small numbers on disk, read through a memory map and added up without NumPy.

A row is one byte a column, biased by 128. Rows are added as long integers whose lanes never run over, so a message of
a dozen words costs some tens of microseconds and the process holds no more of the table than it has touched.

The file: the line `MOSTRADOR 1`, one line of JSON (of what it was made, each column’s scale and bias), the rows.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from mostrador.triage import traits
from mostrador.triage.heads import COLUMNS

MAGIC = b"MOSTRADOR 1\n"
SHIPPED = Path(__file__).with_name("light.weights")
WIDTH = COLUMNS + 1 + (COLUMNS + 1) % 2  # bytes of a row: how rare the trait is, squared; then the columns
ZERO = 128
RARITY = 0.5  # what one step of a row's first byte stands for
SIGNS = 0.3  # how much one plain sign counts beside the words
LANES = WIDTH // 2
TOGETHER = 256  # rows that can be added before a lane of 16 bits could run over
_EVEN = int.from_bytes(b"\xff\x00" * LANES, "little")
_LANE = 0xFFFFFFFF
_WORDS_KEPT = 4096


class NotWeights(Exception):
    """The file holds no weights of this version's shape. Train it anew: `mostrador triage train`."""


class Light:
    """The light model, ready to be asked."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            if opened.readline() != MAGIC:
                raise NotWeights(f"{file.name} does not begin as weights do.")
            line = opened.readline()
            self.told: dict[str, Any] = json.loads(line)
            self.version = f"light-{sha256(line).hexdigest()[:12]}"  # scales and biases are there: others in any other
            self._start = opened.tell()
            self._table = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        if (self.told["columns"], len(self._table) - self._start) != (COLUMNS, traits.ROWS * WIDTH):
            raise NotWeights(f"{file.name} was made for other heads.")
        self._scale: list[float] = self.told["scale"]
        self._bias: list[float] = self.told["bias"]
        self._of_word = lru_cache(maxsize=_WORDS_KEPT)(self._add_word)

    def scores(self, spoken: Sequence[str], signs: Sequence[int]) -> list[float]:
        """Return the raw score of every column. `spoken` are words as `traits.words` gives them."""
        words, pieces, count = 0, 0, 0
        for known in spoken:
            word, piece, size = self._of_word(known)
            words, pieces, count = words + word, pieces + piece, count + size
        pairs = [traits.row(pair) for pair in traits.pairs(spoken)]
        whole, parts = [a + b for a, b in zip(_open(words), self._sum(pairs), strict=True)], _open(pieces)
        far, near, plain = _part(whole[0]), _part(parts[0]), SIGNS
        middle = ZERO * (far * (len(spoken) + len(pairs)) + near * count + plain * len(signs))
        sums = zip(self._scale, self._bias, whole[1:], parts[1:], self._sum(signs)[1:], strict=False)
        return [bias + scale * (far * a + near * b + plain * c - middle) for scale, bias, a, b, c in sums]

    def shares(self, spoken: Sequence[str], columns: Sequence[int]) -> list[float]:
        """Return what each word alone adds to these columns, in no unit: for comparing the words of one message."""
        return [self._share(known, columns) for known in spoken]

    def _share(self, known: str, columns: Sequence[int]) -> float:
        word, piece, size = self._of_word(known)
        sums = [(self._scale[at], 32 * (at + 1)) for at in columns]
        return sum(
            scale * ((word >> lane & _LANE) - ZERO + ((piece >> lane & _LANE) - ZERO * size) / max(1, size))
            for scale, lane in sums
        )

    def _add_word(self, known: str) -> tuple[int, int, int]:
        alone, pieces = traits.of_word(known)
        return _close(self._sum(alone)), _close(self._sum(pieces)), len(pieces)

    def _sum(self, rows: Sequence[int]) -> list[int]:
        """Add rows up, lane by lane."""
        sums = _open(0)
        for start in range(0, len(rows), TOGETHER):
            even = odd = 0
            for line in self._lines(rows[start : start + TOGETHER]):
                even += line & _EVEN
                odd += (line >> 8) & _EVEN
            for at, lanes in enumerate((even, odd)):
                sums[at::2] = [a + b for a, b in zip(sums[at::2], _lanes(lanes), strict=True)]
        return sums

    def _lines(self, rows: Iterable[int]) -> Iterable[int]:
        for row in rows:
            at = self._start + row * WIDTH
            yield int.from_bytes(self._table[at : at + WIDTH], "little")


def _lanes(packed: int) -> tuple[int, ...]:
    return struct.unpack(f"<{LANES}H", packed.to_bytes(WIDTH, "little"))


def _close(sums: Sequence[int]) -> int:
    """Pack sums into one long integer of 32 bits a lane, which can be added to others of its kind."""
    return int.from_bytes(struct.pack(f"<{WIDTH}I", *sums), "little")


def _open(packed: int) -> list[int]:
    return list(struct.unpack(f"<{WIDTH}I", packed.to_bytes(4 * WIDTH, "little")))


def _part(rarity: int) -> float:
    """Return what one trait of a block counts: a long message weighs no more than a short one."""
    return 1 / math.sqrt(rarity * RARITY) if rarity else 0.0


@cache
def shipped() -> Light:
    """Return the weights that came with this version; they are read when the first message is."""
    return Light(SHIPPED)
