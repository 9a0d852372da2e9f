"""A part of the plan as fields: what stands in each, and the text of the plan with something else in them.

Only a field that says something else is written, each where it stands; so what is kept as it was changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import msgspec
import yaml

from mostrador.plan import durations, editing, inserting, removing, timetable, values
from mostrador.plan.durations import SpanWrong
from mostrador.plan.editing import NoSuchPlace, Step
from mostrador.plan.shape import Plan
from mostrador.plan.timetable import HoursWrong
from mostrador.plan.voice import Voice

Kind = Literal[
    "name", "words", "text", "number", "money", "amount", "percent", "span", "day", "week", "one", "some", "rows",
    "days",
]  # fmt: skip
"""What a part is called; one line, several lines; a whole number, money, an amount as the plan writes it, a share; a
span of time, a day, the hours of a week; one of a menu, some of it; and one below the other: words, or what a menu has,
and days."""
LISTS = frozenset({"some", "rows", "days"})
WORDED = frozenset({"words", "text", "week"})
AS_WRITTEN = frozenset({"number", "money", "day", "days", "span"})
Values = Mapping[str, tuple[str, ...]]
"""By the name of the field, as the text of the plan has them without its quotes; a share in hundredths."""
Choices = Callable[[Plan, Values, Voice], Mapping[str, str]]
NULL = "tag:yaml.org,2002:null"
HUNDRED = 100
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked. `path` goes from the part itself: `("review", "by")`."""

    path: tuple[str, ...]
    kind: Kind
    label: str
    help: str = ""
    needed: bool = False
    default: str = ""  # what holds where nothing is written
    from_nothing: bool = False  # a span may be none at all
    leads: bool = False  # what others may be chosen hangs on it
    choices: Choices | None = None

    @property
    def name(self) -> str:
        return ".".join(self.path) or "words"


def standing(text: str, path: Sequence[Step], fields: Sequence[Field]) -> Values:
    """Return what stands in each field of the part at a path; where that is not there, what holds without it."""
    try:
        node = editing.node_at(text, path)
    except NoSuchPlace:
        return {field.name: _default(field) for field in fields}
    return {field.name: _standing(editing.under(node, field.path), field) or _default(field) for field in fields}


def _default(field: Field) -> tuple[str, ...]:
    return (field.default,) if field.default else ()


def filled(text: str, path: Sequence[Step], fields: Sequence[Field], wanted: Values) -> str:
    """Return the text with what is wanted in the part at a path. Raise `NoSuchPlace`."""
    was = standing(text, path, fields)
    for field in fields:
        if not same(field, was[field.name], wanted[field.name]):
            text = _written(text, (*path, *field.path), field, wanted[field.name])
    return text


def entry(fields: Sequence[Field], wanted: Values) -> Any:
    """Return a new part with what is wanted, as `inserting.flow` writes it: a mapping, or only its words."""
    found: dict[str, Any] = {}
    for field in fields:
        if not (said := wanted[field.name]):
            continue
        if not field.path:
            return _said(field, said)
        held = found
        for step in field.path[:-1]:
            held = held.setdefault(step, {})
        held[field.path[-1]] = _said(field, said)
    return found


def same(field: Field, some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether they mean the same in this field."""
    if field.kind == "some":
        return sorted(some) == sorted(others)
    return list(map(_meant(field), some)) == list(map(_meant(field), others))


def _meant(field: Field) -> Callable[[str], object]:
    if field.kind == "span":
        return _length
    if field.kind in ("number", "money", "percent", "amount"):
        return lambda said: said if (found := values.number(said)) is None else found
    return _table if field.kind == "week" else lambda said: plain(said, field)


def plain(said: str, field: Field) -> str:
    """Return words as the plan keeps them: nothing unseen in them, and on one line unless they may have several."""
    seen = UNSEEN.sub(" ", said.replace("\r\n", "\n").replace("\r", "\n"))
    return seen.strip() if field.kind == "text" else " ".join(seen.split())


def _length(written: str) -> object:
    try:
        return durations.span(written)
    except SpanWrong:
        return written


def _table(written: str) -> object:
    try:
        return timetable.week(written)
    except HoursWrong:
        return written


def _standing(node: yaml.Node | None, field: Field) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(str(one.value) for one in node.value if isinstance(one, yaml.ScalarNode))
    if not isinstance(node, yaml.ScalarNode) or node.tag == NULL:
        return ()
    said = str(node.value).strip()
    if field.kind == "percent" and (share := values.number(said)) is not None:
        said = f"{(share * HUNDRED).normalize():f}"
    return (said,) if said else ()


def _written(text: str, path: Sequence[Step], field: Field, wanted: Sequence[str]) -> str:
    if not wanted:
        return _emptied(text, path)
    if field.kind in LISTS:
        return inserting.with_values(text, path, _in_order(text, path, field, wanted), write=_writer(field))
    if _is_there(text, path) and field.kind in WORDED:
        return editing.put_words(text, path, wanted[0])
    return inserting.put(text, path, str(_said(field, wanted)))


def _emptied(text: str, path: Sequence[Step]) -> str:
    return removing.without(text, path) if _is_there(text, path) else text


def _in_order(text: str, path: Sequence[Step], field: Field, wanted: Sequence[str]) -> Sequence[str]:
    """Return what is marked in the order in which it stands; what is new comes last."""
    if field.kind != "some" or not _is_there(text, path):
        return wanted
    stood = _standing(editing.node_at(text, path), field)
    return [*(one for one in stood if one in wanted), *(one for one in wanted if one not in stood)]


def _is_there(text: str, path: Sequence[Step]) -> bool:
    try:
        editing.node_at(text, path)
    except NoSuchPlace:
        return False
    return True


def _said(field: Field, wanted: Sequence[str]) -> Any:
    write = _writer(field)
    found = [inserting.Said(write(one)) for one in wanted]
    return found if field.kind in LISTS else found[0]


def _writer(field: Field) -> Callable[[str], str]:
    if field.kind == "percent":
        return lambda said: f"{(Decimal(said) / HUNDRED).normalize():f}"
    if field.kind == "amount":
        return editing.written
    return str if field.kind in AS_WRITTEN else editing.worded
