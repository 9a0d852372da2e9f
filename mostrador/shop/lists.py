"""Lists of what is sold, as people have them: one name a line, or a table with headers out of another program.

A plain line may tell other names after a sign of equality: `Godello Louro = louro, el louro`. A table's columns are
parted by commas, semicolons or tabs, and known by their headers in three languages; other columns are left unread.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from mostrador.kit.folding import fold
from mostrador.shop.listing import Told

NAME = frozenset((
    "name", "nombre", "nome", "product", "producto", "produto", "articulo", "artigo", "item", "title", "titulo",
    "descripcion", "descricao",
))  # fmt: skip
ALSO = frozenset(("also", "alias", "aliases", "other names", "otros nombres", "outros nomes", "tambien", "tambem"))
REFERENCE = frozenset(["reference", "referencia", "ref", "sku", "code", "codigo", "cod", "ean"])
_PARTED = re.compile(r"[,;|/]")
_BULLET = re.compile(r"^\s*(?:[-*•·–]\s+|\d{1,3}[.)]\s+)")
_SEPARATORS = "\t;,"


def read(text: str) -> Iterator[Told]:
    """Return each product that a list tells; a line with nothing in it is none."""
    lines = text.lstrip("\ufeff").splitlines()
    headers, separator = _headers(lines)
    yield from _table(lines, headers, separator) if headers else _plain(lines)


def unread(text: str) -> list[str]:
    """Return the headers of a table's columns that nothing is read from."""
    headers, _separator = _headers(text.lstrip("\ufeff").splitlines())
    return [name.strip() for name in headers if name.strip() and fold(name.strip()) not in NAME | ALSO | REFERENCE]


def _headers(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return the cells of the first line where it is a table's head, and what parts them."""
    first = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    cells = next(csv.reader([first], delimiter=separator), [])
    return (cells, separator) if any(fold(cell.strip()) in NAME for cell in cells) else ([], separator)


def _table(lines: Sequence[str], headers: Sequence[str], separator: str) -> Iterator[Told]:
    columns = {at: fold(header.strip()) for at, header in enumerate(headers)}
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    for cells in rows:
        row = {columns[at]: " ".join(cell.split()) for at, cell in enumerate(cells) if at in columns}
        if cells == headers or not any(row.values()):
            continue
        yield Told(
            name=_of(row, NAME), also=_names(_of(row, ALSO)), reference=_of(row, REFERENCE), line=rows.line_num,
            written=separator.join(cells),
        )  # fmt: skip


def _of(row: dict[str, str], known: frozenset[str]) -> str:
    return next((cell for header, cell in row.items() if header in known and cell), "")


def _plain(lines: Sequence[str]) -> Iterator[Told]:
    for number, line in enumerate(lines, start=1):
        name, _equals, also = _BULLET.sub("", line).partition("=")
        if line.strip():
            yield Told(name=" ".join(name.split()), also=_names(also), line=number, written=line.strip())


def _names(told: str) -> tuple[str, ...]:
    return tuple(name for each in _PARTED.split(told) if (name := " ".join(each.split())))
