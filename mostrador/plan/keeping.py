"""Keeps the plan that is in force: the file in the data folder, read again when it changes.

A file that is wrong changes nothing: the last good plan stays in force, over a restart too, and `trouble` tells.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from mostrador.kit import house
from mostrador.plan import reading
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.shape import Plan

FILE = "plan.yaml"
IN_FORCE = "plan.in-force.yaml"  # our own copy of the last plan that was good
FIRST = Path(__file__).with_name("first.yaml")

Mark = tuple[Path, int, int, int]
"""The file and what changes with its content: its time, its size, its inode. All 0 where there is none."""


class _Kept(msgspec.Struct, frozen=True):
    mark: Mark
    plan: Plan
    trouble: PlanWrong | None


_lock = threading.Lock()
_kept: _Kept | None = None


def current() -> Plan:
    """Return the plan in force: the shop's own, or the one for the first day where there is no file yet."""
    return _current().plan


def text() -> str:
    """Return the plan in force as it was written."""
    current()
    copy = house.data_folder() / IN_FORCE
    try:
        found = copy.read_bytes().decode("utf-8-sig")
        reading.read(found, checked=False)
    except (OSError, UnicodeDecodeError, PlanWrong):
        return FIRST.read_text(encoding="utf-8")
    return found


def trouble() -> PlanWrong | None:
    """Return why the file in the data folder is not in force, or None when it is."""
    return _current().trouble


def put(text: str) -> None:
    """Write the plan's file, whole or not at all: it is in force with the next question."""
    path = house.data_folder() / FILE
    new = path.with_name(f".{FILE}.{os.getpid()}")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def house_name() -> str:
    """Return what the house is called on its pages and in its mail."""
    return house.told("MOSTRADOR_NAME") or current().name or current().id.replace("-", " ").capitalize()


def write_first(folder: Path) -> Path:
    """Write the plan for the first day into a folder that has none yet. Return where the plan is."""
    path = folder / FILE
    try:
        with path.open("xb") as file:
            file.write(FIRST.read_bytes())
    except FileExistsError:
        pass
    return path


def _current() -> _Kept:
    global _kept  # noqa: PLW0603 - one house a process, one plan in force
    path = _file(house.data_folder())
    mark, kept = _mark(path), _kept
    if kept is not None and kept.mark == mark:
        return kept
    with _lock:
        if _kept is None or _kept.mark != mark:
            _kept = _read(mark, before=_kept)
        return _kept


@lru_cache(maxsize=8)  # asked some twenty times a page
def _file(folder: Path) -> Path:
    return folder / FILE


def _mark(path: Path) -> Mark:
    try:
        told = path.stat()
    except OSError:
        return path, 0, 0, 0
    return path, told.st_mtime_ns, told.st_size, told.st_ino


def _read(mark: Mark, *, before: _Kept | None) -> _Kept:
    path = mark[0]
    same_house = before is not None and before.mark[0] == path
    try:
        plan = reading.read_file(path)
    except FileNotFoundError:
        return _Kept(mark, _last_good(path.parent), None)
    except (PlanWrong, OSError) as error:
        plan = before.plan if before is not None and same_house else _last_good(path.parent)
        return _Kept(mark, plan, _wrong(error, path))
    _keep_copy(path)
    return _Kept(mark, plan, None)


def _wrong(error: PlanWrong | OSError, path: Path) -> PlanWrong:
    if isinstance(error, PlanWrong):
        return error
    what = f"the file cannot be read: {error.strerror}"
    return PlanWrong([Finding(file=path.name, line=1, what=what, fix="Mend its rights.")])


def _last_good(folder: Path) -> Plan:
    try:
        # What was good when it came into force stays so, however much more a newer version checks.
        return reading.read_file(folder / IN_FORCE, checked=False)
    except (PlanWrong, OSError):
        return _first()


@cache
def _first() -> Plan:
    return reading.read_file(FIRST)


def _keep_copy(path: Path) -> None:
    """Copy the good plan beside it, whole or not at all, so that a restart beside a broken file falls back on it."""
    copy, new = path.with_name(IN_FORCE), path.with_name(f".{IN_FORCE}.{os.getpid()}")
    try:
        new.write_bytes(path.read_bytes())
        new.replace(copy)
    except OSError:
        # A folder that cannot be written has louder alarms than this one; the plan itself was read.
        with suppress(OSError):
            new.unlink(missing_ok=True)
