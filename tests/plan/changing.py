"""Other values for the leaves of a written plan: what an owner might put there instead, as far as the plan reads it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import yaml

from mostrador.plan import reading
from mostrador.plan.findings import PlanWrong
from mostrador.plan.shape import Plan

Path = tuple[Any, ...]
GONE = object()


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Go through the paths of all leaves."""
    if isinstance(value, dict | list) and value:
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(one, (*path, key))
    else:
        yield path


def read(whole: Any) -> Plan:
    return reading.read(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), checked=False)


def other(whole: Any, path: Path) -> Any:
    """Return another value for a path with which the plan still reads, `GONE` for none at all; None where none does."""
    value = _at(whole, path)
    tried = [*_others(value), GONE]
    for one in tried:
        try:
            read(put(whole, path, one))
        except PlanWrong as wrong:
            tried += [word for word in _known(wrong) if word != value and word not in tried][:3]
        else:
            return one
    return None


def put(whole: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(whole)
    holder = _at(changed, path[:-1])
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed


def _at(whole: Any, path: Path) -> Any:
    for step in path:
        whole = whole[step]
    return whole


def _known(wrong: PlanWrong) -> list[str]:
    """Return the words that a finding offers: "One of mon, tue."."""
    said = wrong.findings[0].fix
    return said.removeprefix("One of ").rstrip(".").split(", ") if said.startswith("One of ") else []


def _others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value / 2]
    if isinstance(value, date):
        return [value + timedelta(days=1)]
    return _other_words(value) if isinstance(value, str) else [0.5, "17m"]


def _other_words(value: str) -> list[Any]:
    if value[:2] in ("<=", ">="):
        return [f"{value[:2]}{one}" for one in ("0.3", "17m", "7")]
    if value[:1].isdigit() and value[-1:] in "mhdw":
        return ["17m", "11d", "2/30d"]
    if "-" in value and ":" in value:
        return ["mon-fri 09:00-20:00"]
    return [f"{value} otra vez" if " " in value else f"{value}x", "Europe/Lisbon", "USD", "pt", "2/30d", 2.5]
