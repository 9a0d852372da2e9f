"""A plan as its leaves: what changes between two, one by one, and a plan in which only one of them is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from mostrador.plan.durations import written
from mostrador.plan.hours import Hours
from mostrador.plan.readers import rules
from mostrador.plan.shape import Plan, When

Path = tuple[str, ...]
ABSENT: Final = msgspec.UNSET  # it does not stand in that plan
ORDER = "order"
DERIVED = frozenset({"at", "place", "default", "hash", "warnings", "order", "resting_lines", "resting_gates"})
"""What says where something stands, or follows from the rest."""
NAMES: Mapping[str, str] = {"gates": "legal", "levels": "crisis", "counts": "any"}


class Change(Struct, frozen=True):
    """What stood there, and what stands there now; `ABSENT` for nothing at all."""

    path: Path
    was: Any
    now: Any

    @property
    def where(self) -> str:
        return " · ".join(NAMES.get(step, step) for step in self.path)


def changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Go through every leaf that differs; what came or went whole is one of them."""
    yield from _between(_laid_out(old), _laid_out(new), ())


def inside(change: Change) -> Iterator[Change]:
    """Go through the leaves of something that is new, each against its not being written."""
    for path, bare, value in _written(change.now):
        yield Change((*change.path, *path), bare, value)


def changed(plan: Plan, path: Path, value: Any) -> Plan:
    """Return the plan with this, and only this, at a path."""
    found: Plan = _put(_laid_out(plan), path, value)
    lines, gates = found.lines, found.gates
    return msgspec.structs.replace(
        found,
        lines=tuple(one for one in lines if not one.rest),
        order=rules.in_order(tuple(one for one in lines if not one.rest)),
        resting_lines=tuple(one for one in lines if one.rest),
        gates=tuple(one for one in gates if not one.rest),
        resting_gates=tuple(one for one in gates if one.rest),
    )


def plainly(value: Any) -> str:
    """Write a value as the text of a plan would."""
    if _is_parted(value):
        return ", ".join(f"{path[-1]}: {plainly(one)}" for path, _bare, one in _written(value, whole=True))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {plainly(one)}" for key, one in value.items())
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(map(plainly, sorted(value) if isinstance(value, frozenset) else value))
    if isinstance(value, timedelta):
        return written(value)
    return str(value).lower() if isinstance(value, bool) else str(_leaf(value))


def _laid_out(plan: Plan) -> Plan:
    """Return the plan with what is switched off in its place among the rest."""
    lines = sorted((*plan.lines, *plan.resting_lines), key=lambda one: one.place)
    gates = sorted((*plan.gates, *plan.resting_gates), key=lambda one: one.at)
    return msgspec.structs.replace(plan, lines=tuple(lines), gates=tuple(gates))


def _between(old: Any, new: Any, path: Path) -> Iterator[Change]:
    was, now = _parts(old), _parts(new)
    if was is None or now is None or type(old) is not type(new):
        if _leaf(old) != _leaf(new):
            yield Change(path, old, new)
        return
    for name in dict.fromkeys([*was, *now]):
        yield from _between(was.get(name, ABSENT), now.get(name, ABSENT), (*path, name))
    if isinstance(old, tuple):
        one, other = ([name for name in names if name in was and name in now] for names in (was, now))
        if one != other:
            yield Change((*path, ORDER), tuple(one), tuple(other))


def _parts(value: Any) -> Mapping[str, Any] | None:
    """Return what something consists of, by name; None for a leaf."""
    if _is_parted(value):
        return {name: getattr(value, name) for name in value.__struct_fields__ if name not in DERIVED}
    if isinstance(value, Mapping):
        return value
    if isinstance(value, tuple) and value and all(_is_parted(one) for one in value):
        return {_name(one, place): one for place, one in enumerate(value, 1)}
    return None


def _is_parted(value: Any) -> bool:
    return isinstance(value, Struct) and not isinstance(value, When) and "word" not in value.__struct_fields__


def _name(one: Any, place: int) -> str:
    if hasattr(one, "number"):
        return f"level_{one.number}"
    return str(getattr(one, "id", "") or place)


def _leaf(value: Any) -> Any:
    """Return what two leaves are compared by."""
    return str(value) if isinstance(value, When) else value.text if isinstance(value, Hours) else value


def _put(whole: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(whole, Struct):
        return msgspec.structs.replace(whole, **{step: _put(getattr(whole, step), rest, value)})
    parts = dict(_parts(whole) or {})
    if step == ORDER and not rest and isinstance(whole, tuple):
        known = {name: place for place, name in enumerate(value)}
        parts = dict(sorted(parts.items(), key=lambda item: known.get(item[0], len(known))))
    elif not rest and value is ABSENT:
        parts.pop(step, None)
    else:
        parts[step] = _put(parts.get(step), rest, value)
    return tuple(parts.values()) if isinstance(whole, tuple) else parts


def _written(value: Any, *, whole: bool = False) -> Iterator[tuple[Path, Any, Any]]:
    """Go through what is written in something: its path, what it would be if it were not, and what it is."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield (key,), ABSENT, one
    if not _is_parted(value):
        return
    for field in msgspec.structs.fields(value):
        one = getattr(value, field.name)
        if field.name in DERIVED or one == field.default:
            continue
        if _parts(one) and not whole:
            yield from (((field.name, *path), bare, inner) for path, bare, inner in _written(one))
        elif whole or not field.required:
            yield (field.name,), field.default, one
