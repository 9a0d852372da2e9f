"""Can a line of the plan ever be the one? Looks for one set of facts that it takes and none before it does.

Conditions say in their `SPACE` what each fact they look at can be. A line whose conditions do not is taken to be
reached. The search changes one fact at a time, and only those on which something that is still wrong depends.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from mostrador.plan import matching
from mostrador.plan.shape import Facts, Line, Plan

NOBODY = "a door that is named nowhere"
BUDGET = 20_000  # sets of facts looked at before a line is let pass

Clause = tuple[frozenset[str], Callable[[Facts], bool]]
"""The facts that it depends on, and whether it holds."""


def takers(plan: Plan, line: Line) -> tuple[Line, ...] | None:
    """Return None for a line that is reached; else who takes its messages: one line, several, or none at all.

    None at all, an empty tuple, means that its condition can never hold.
    """
    if not _is_known(line):
        return None
    before = [one for one in plan.order[: plan.order.index(line)] if _is_known(one)]
    domains = _domains(plan)
    if _witness([_possible(), _holds(line)], domains) is None:
        return ()
    if _witness([_possible(), _holds(line), *map(_holds_not, before)], domains) is not None:
        return None
    alone = (one for one in before if _witness([_possible(), _holds(line), _holds_not(one)], domains) is None)
    first = next(alone, None)
    return (first,) if first else tuple(before)


def _is_known(line: Line) -> bool:
    return all(word in matching.modules()[word].SPACE for word in line.when.words)


def _holds(line: Line) -> Clause:
    return _fields(line), line.when.holds


def _holds_not(line: Line) -> Clause:
    return _fields(line), lambda facts: not line.when.holds(facts)


def _possible() -> Clause:
    """Nothing is off topic under a post unless it was said in public."""
    return frozenset({"off_topic_under_post", "public"}), lambda facts: facts.public or not facts.off_topic_under_post


def _fields(line: Line) -> frozenset[str]:
    return frozenset(field for word in line.when.words for field in matching.modules()[word].SPACE[word])


def _domains(plan: Plan) -> Mapping[str, Sequence[Any]]:
    found: dict[str, Sequence[Any]] = {}
    for word, module in matching.modules().items():
        found.update(module.SPACE.get(word, {}))
    return {**found, "door_name": (NOBODY, *plan.doors, *_named_doors(plan.lines))}


def _named_doors(lines: Iterable[Line]) -> list[str]:
    return [name for line in lines for name in doors_in(line.when.written)]


def doors_in(written: Mapping[str, Any]) -> list[str]:
    """Return the doors that a written condition names, however deep."""
    found: list[str] = []
    for word, value in written.items():
        if word == "doors":
            found += [str(one) for one in (value if isinstance(value, list) else [value])]
        elif isinstance(value, dict):
            found += doors_in(value)
    return found


def _witness(clauses: Sequence[Clause], domains: Mapping[str, Sequence[Any]]) -> Facts | None:
    """Return facts under which every clause holds, or None where there are none. Lost in the search, any facts."""
    seen: set[tuple[Facts, frozenset[str]]] = set()
    left = [(Facts(), frozenset[str]())]
    while left:
        facts, fixed = left.pop()
        if (facts, fixed) in seen:
            continue
        seen.add((facts, fixed))
        broken = next((fields for fields, holds in clauses if not holds(facts)), None)
        if broken is None or len(seen) > BUDGET:
            return facts
        for field in broken - fixed:
            for value in domains[field]:
                if value != getattr(facts, field):
                    left.append((msgspec.structs.replace(facts, **{field: value}), fixed | {field}))
    return None
