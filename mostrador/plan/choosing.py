"""A line of action as one chooses it from menus: its conditions one by one, its acts in order, and how soon.

A condition stands in one of a few places: it must hold, one of its kind must, it must not, or it does so together with
others of a group inside of one of those. What is nested deeper, or asks of one thing twice in the same place, is no
choice: it is read as a sentence and changed in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from mostrador.plan import doing, durations, filling, inserting, matching, phrases, removing, texts
from mostrador.plan.filling import Values
from mostrador.plan.matching import BOTH, EITHER, NEITHER
from mostrador.plan.parts import Act, Level
from mostrador.plan.shape import Line, Plan, When
from mostrador.plan.sheets_of_the_plan.line import BESIDE

TOGETHER, NONE_OF_THEM = f"{EITHER}.{BOTH}", f"{EITHER}.{NEITHER}"
NOT_ALL, EITHER_TOO = f"{NEITHER}.{BOTH}", f"{BOTH}.{EITHER}"
PLACES = (BOTH, EITHER, NEITHER, TOGETHER, NONE_OF_THEM, NOT_ALL, EITHER_TOO)
"""`all_of` is what stands in no group; a point leads into a group inside of another."""
FIRST, LAST = 1, 999  # what a new line may be numbered


class Condition(msgspec.Struct, frozen=True):
    """One word of a `when:`, with every value that fits."""

    word: str
    values: tuple[Any, ...]
    place: str = BOTH


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What one chose. None for `conditions`: they stay as they are written."""

    conditions: tuple[Condition, ...] | None
    acts: tuple[Act, ...]
    beside: Values = msgspec.field(default_factory=lambda: {one.name: () for one in BESIDE})
    before: str = ""  # the line that it stands before; empty: last


def chosen(line: Line, plan: Plan) -> Chosen:
    """Return a line as it would be chosen."""
    return Chosen(conditions=conditions(line), acts=line.do, beside=_beside(line), before=_next(line, plan))


def conditions(line: Line) -> tuple[Condition, ...] | None:
    """Return the conditions of a line, or None where menus cannot say them."""
    if line.default:
        return None
    found = list(written_conditions(line.when.written))
    fits = all(one is not None and one.place in PLACES and _is_known(one) for one in found)
    known = [one for one in found if one is not None]
    return tuple(known) if fits and is_said_once(known) else None


def is_said_once(held: Sequence[Condition]) -> bool:
    """Whether no word stands twice in one place: a mapping has room for one."""
    return len({(one.word, one.place) for one in held}) == len(held)


def words() -> Mapping[str, tuple[Any, ...]]:
    """Return each word that a line may be chosen by, with its values; none where they are the plan's own."""
    modules = dict.fromkeys(matching.modules().values())
    known = {word: tuple(values) for one in modules for word, values in getattr(one, "CHOICES", {}).items()}
    order = [*(word for word in phrases.ASKED if word in known), *(word for word in known if word not in phrases.ASKED)]
    return {word: known[word] for word in order}


def takes_several(word: str) -> bool:
    return word in getattr(matching.modules()[word], "SEVERAL", ())


def acts(plan: Plan) -> Iterator[tuple[str, tuple[Any, ...] | None]]:
    """Go through the words of a `do:` with what each may be done with; None for words of one's own."""
    yield from ((word, _with(word, plan)) for word in doing.VOCABULARY)


def next_id(plan: Plan) -> str:
    """Return the first number that no line has: L17."""
    return next_number(plan, "L", digits=2)


def next_number(plan: Plan, letter: str, *, digits: int) -> str:
    """Return the first number after those that lines or gates of this letter have, the default line's apart."""
    lines, gates = (*plan.lines, *plan.resting_lines), (*plan.gates, *plan.resting_gates)
    taken = {one.id for one in lines} | {one.id for one in gates}
    ours = [int(one[1:]) for one in taken if one[:1] == letter and one[1:].isdigit() and int(one[1:]) < 90]
    numbers = (f"{letter}{number:0{digits}}" for number in range(max(ours, default=0) + FIRST, LAST))
    return next(one for one in numbers if one not in taken)


def applied(text: str, line_id: str, wanted: Chosen, *, plan: Plan) -> str:
    """Return the text with a line as it was chosen; one that is not there yet is put in. Raise `NoSuchPlace`."""
    held = _held(plan, line_id)
    if held is None:
        return inserting.with_entry(text, inserting.LINES, _entry(line_id, wanted), before=wanted.before)
    was, at = chosen(held, plan), ("lines", line_id)
    if wanted.conditions is not None and not same_conditions(wanted.conditions, was.conditions or ()):
        text = inserting.put(text, (*at, "when"), inserting.flow(when(wanted.conditions)))
    if wanted.acts != was.acts:
        text = inserting.put(text, (*at, "do"), inserting.flow(wanted.acts))
    text = filling.filled(text, at, BESIDE, wanted.beside)
    return inserting.placed(text, line_id, before=wanted.before) if wanted.before != was.before else text


def level_applied(text: str, level: Level, acts: Sequence[Act]) -> str:
    """Return the text with what is done at a level of crisis as it was chosen. Raise `NoSuchPlace`."""
    path = ("crisis", f"level_{level.number}", "do")
    if tuple(acts) == level.do:
        return text
    return inserting.put(text, path, inserting.flow(acts)) if acts else removing.without(text, path)


def would_be(line_id: str, written: Mapping[str, Any], wanted: Chosen) -> Line:
    """Return the line as it would be said; nothing decides by it."""
    limit, turns, note = (next(iter(wanted.beside[field.name]), "") for field in BESIDE)
    return Line(
        id=line_id, when=When(written, frozenset(), lambda _facts: False), do=wanted.acts, note=note,
        limit=durations.span(limit) if limit else None, max_turns=int(turns) if turns.isdecimal() else None,
    )  # fmt: skip


def line_of(plan: Plan, line_id: str) -> Line | None:
    """Return a line of the plan, switched off or not."""
    return _held(plan, line_id)


def _beside(line: Line) -> Values:
    limit = (durations.written(line.limit),) if line.limit is not None else ()
    turns = (str(line.max_turns),) if line.max_turns is not None else ()
    return {"limit": limit, "max_turns": turns, "note": (line.note,) if line.note else ()}


def _entry(line_id: str, wanted: Chosen) -> Mapping[str, Any]:
    beside = filling.entry(BESIDE, wanted.beside)
    return {"id": line_id, "when": when(wanted.conditions or ()), "do": wanted.acts, **beside}


def when(held: Sequence[Condition]) -> Mapping[str, Any]:
    """Return conditions as a `when:` has them."""
    found: dict[str, Any] = {}
    for one in sorted(held, key=lambda one: PLACES.index(one.place)):
        group = found
        for step in one.place.split(".") if one.place != BOTH else ():
            group = group.setdefault(step, {})
        group[one.word] = _value(one)
    return found


def _value(one: Condition) -> Any:
    return one.values[0] if len(one.values) == 1 and one.word != "doors" else list(one.values)


def written_conditions(written: Mapping[str, Any], *above: str) -> Iterator[Condition | None]:
    """Go through the conditions of a `when:` as it is written; None for what is none, such as a group of nothing."""
    for word, value in written.items():
        if word in (BOTH, EITHER, NEITHER) and isinstance(value, Mapping) and value:
            yield from written_conditions(value, *above, word)
        elif isinstance(value, Mapping):
            yield None
        else:
            yield Condition(word, tuple(value) if isinstance(value, list) else (value,), ".".join(above) or BOTH)


def _is_known(one: Condition) -> bool:
    values = words().get(one.word)
    if values is None or (len(one.values) > 1 and not takes_several(one.word)):
        return False
    return not values or all(value in values for value in one.values)


def same_conditions(some: Sequence[Condition], others: Sequence[Condition]) -> bool:
    """Whether they say the same, in whichever order."""
    return _sorted(some) == _sorted(others)


def _sorted(held: Sequence[Condition]) -> list[tuple[str, str, list[str]]]:
    return sorted((one.place, one.word, sorted(map(str, one.values))) for one in held)


def _with(word: str, plan: Plan) -> tuple[Any, ...] | None:
    values = doing.VOCABULARY[word]
    if values == doing.WORDS:
        return None
    if values == doing.ALONE:
        return ("",)
    if isinstance(values, str):
        return (*([_human(plan)] if word == "reply" else []), *_names(values, plan))
    return ("", *values) if word in doing.BARE else tuple(values)


def _names(kind: str, plan: Plan) -> tuple[str, ...]:
    """Return the names that an act may have in this plan: its roles, its statements, its words."""
    if kind == doing.ROLE:
        return tuple(plan.roles)
    if kind == doing.HOLDING:
        return tuple(plan.crisis.holding)
    used = [str(act.value) for _holder, _path, act in doing.acts(plan) if doing.VOCABULARY.get(act.word) == kind]
    return tuple(dict.fromkeys([*plan.replies, *used, *texts.own_names()]))


def _human(plan: Plan) -> str:
    """Return the name for words that a person writes."""
    return "humana" if plan.locale.language == "es" else "human"


def _held(plan: Plan, line_id: str) -> Line | None:
    return next((one for one in (*plan.lines, *plan.resting_lines) if one.id == line_id), None)


def _next(line: Line, plan: Plan) -> str:
    """Return the line that stands after this one in the file."""
    after = [one for one in (*plan.lines, *plan.resting_lines) if one.place > line.place]
    return min(after, key=lambda one: one.place).id if after else ""
