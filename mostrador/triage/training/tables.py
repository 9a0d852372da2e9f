"""Messages as the sparse tables that training wants, by the very traits that sorting looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from scipy import sparse

from mostrador.triage import traits
from mostrador.triage.reading import Read, read
from mostrador.triage.weights import RARITY, SIGNS

Table = Any  # scipy's sparse matrices have no useful types
Column = Any  # the same of NumPy's arrays


class Blocks(Struct):
    """Words with their pairs, pieces of words, and signs: a row a message, a column a trait."""

    words: Table
    pieces: Table
    signs: Table


def blocks(texts: Sequence[str]) -> Blocks:
    found = [_traits(read(text)) for text in texts]
    return Blocks(*(_counted([each[at] for each in found]) for at in range(3)))


def _traits(message: Read) -> tuple[list[int], list[int], list[int]]:
    words = [traits.row(pair) for pair in traits.pairs(message.spoken)]
    pieces: list[int] = []
    for known in message.spoken:
        alone, parts = traits.of_word(known)
        words += alone
        pieces += parts
    return words, pieces, message.signs


def _counted(rows: list[list[int]]) -> Table:
    ends = np.cumsum([0, *(len(row) for row in rows)])
    flat = np.array([trait for row in rows for trait in row], dtype=np.int64)
    table = sparse.csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), traits.ROWS))
    table.sum_duplicates()
    return table


def rarity(table: Blocks) -> Column:
    """Return for each trait how rare it is, squared, in steps of `RARITY` as the weights keep it."""
    together = table.words + table.pieces
    seen = np.bincount(together.indices, minlength=traits.ROWS)
    squared = (np.log((1 + together.shape[0]) / (1 + seen)) + 1) ** 2
    steps = np.clip(np.round(squared / RARITY), 1, 255)
    steps[-traits.SIGN_ROWS :] = round(1 / RARITY)
    return steps


def joined(table: Blocks, rare: Column) -> Table:
    """Return one table of all traits, each message's words and pieces brought to the same length."""
    squared = rare * RARITY
    root = sparse.diags(np.sqrt(squared))
    parts = [sparse.diags(_shares(block @ squared)) @ block @ root for block in (table.words, table.pieces)]
    return sparse.csr_matrix(parts[0] + parts[1] + SIGNS * table.signs)


def _shares(rarities: Column) -> Column:
    return np.divide(1, np.sqrt(rarities), out=np.zeros(len(rarities)), where=rarities > 0)
