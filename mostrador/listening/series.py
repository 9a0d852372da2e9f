"""Reads a series of counts: CSV with `timestamp,value`, plain or gzipped, in rising order of time."""

from __future__ import annotations

import csv
import gzip
import math
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from msgspec import Struct


class SeriesWrong(Exception):
    """The file is not such a series. Its words name the line."""


class Row(Struct, frozen=True, kw_only=True):
    """One row: `written` is its time as it stands in the file, `at` the same, aware; without a zone it is UTC."""

    written: str
    at: datetime
    value: float


def read(path: Path) -> Iterator[Row]:
    """Yield the rows one by one. Raises `SeriesWrong`."""
    try:
        with _opened(path) as file:
            yield from _rows(file, path.name)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SeriesWrong(f"{path.name} cannot be read: {why}") from error


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(file: IO[str], name: str) -> Iterator[Row]:
    lines = csv.DictReader(file)
    if not {"timestamp", "value"} <= set(lines.fieldnames or ()):
        raise SeriesWrong(f"{name}:1: the first line must name the columns timestamp,value.")
    before: Row | None = None
    for told in lines:
        row = _row(told, f"{name}:{lines.line_num}")
        if before is not None and row.at < before.at:
            raise SeriesWrong(f"{name}:{lines.line_num}: {row.written} comes after {before.written}. Sort it by time.")
        before = row
        yield row


def _row(told: dict[str, str | None], where: str) -> Row:
    written, value = (told["timestamp"] or "").strip(), (told["value"] or "").strip()
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise SeriesWrong(f"{where}: {written!r} is no time. Write it as 2026-03-02T10:05:00Z.") from None
    return Row(written=written, at=at if at.tzinfo else at.replace(tzinfo=UTC), value=_number(value, where))


def _number(written: str, where: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise SeriesWrong(f"{where}: {written!r} is no count. Write a number of 0 or more.")
    return value
