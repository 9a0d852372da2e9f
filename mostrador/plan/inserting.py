"""Entries and values put into the text of a plan and said otherwise; every comment stays in it.

What is written anew is written in one line, between brackets. A comment that stood inside of what is replaced stands
above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any

import yaml

from mostrador.plan import editing, removing
from mostrador.plan.editing import NoSuchPlace, Step
from mostrador.plan.layout import comments, end_of, line_end, line_start
from mostrador.plan.parts import Act

LINES = ("lines",)


class Said(str):
    """Words as the text of a plan has them, quotes and all."""


def flow(value: Any) -> str:
    """Write a condition, an act or a list of them in one line, as YAML reads it back."""
    match value:
        case bool():
            return "true" if value else "false"
        case Act():
            return editing.written(value.word) if value.value is None else f"{value.word}: {flow(value.value)}"
        case Mapping():
            return "{" + ", ".join(f"{editing.written(word)}: {flow(one)}" for word, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case int() | float() | Said():
            return str(value)
        case _:
            return editing.written(str(value))


def put(text: str, path: Sequence[Step], written: str) -> str:
    """Return the text with something else under a key, written as it is given; a missing key is added last, and so is
    what it stands in.

    Raise `NoSuchPlace`.
    """
    try:
        parent = _mapping(text, path[:-1])
    except NoSuchPlace:
        if not path[:-1] or not isinstance(path[-2], str):
            raise
        return put(text, path[:-1], f"{{{editing.written(str(path[-1]))}: {written}}}")
    place = _key(parent, path[-1])
    if place is None:
        return _with_key(text, parent, str(path[-1]), written)
    key, value = parent.value[place]
    begin, end = key.end_mark.index, end_of(text, value)
    colon = text.index(":", begin) + 1
    above = _above(text, comments(text, colon, end), key)
    start = key.start_mark.index
    return f"{text[:start]}{above}{text[start:colon]} {written}{text[end:]}"


def with_values(text: str, path: Sequence[Step], values: Sequence[str], *, write: Callable[[str], str]) -> str:
    """Return the text with another list at a path: what stays in it stays where it is, with its comments.

    Raise `NoSuchPlace`.
    """
    try:
        held = editing.node_at(text, path)
    except NoSuchPlace:
        held = None
    if not isinstance(held, yaml.SequenceNode) or not held.value or not values:
        return put(text, path, flow([Said(write(one)) for one in values]))
    was = [str(one.value) for one in held.value]
    for _tag, begin, end, first, last in reversed(SequenceMatcher(None, was, values, autojunk=False).get_opcodes()):
        both = begin + min(end - begin, last - first)
        for place in reversed(range(both, end)):
            text = removing.without(text, (*path, place))
        for value in reversed(values[first + both - begin : last]):
            text = with_entry(text, path, Said(write(value)), before=both)
        for place in range(begin, both):
            text = _instead(text, (*path, place), values[first + place - begin], write)
    return text


def _instead(text: str, path: Sequence[Step], value: str, write: Callable[[str], str]) -> str:
    node = editing.node_at(text, path)
    same = node.value == value
    return text if same else text[: node.start_mark.index] + write(value) + text[end_of(text, node) :]


def with_entry(text: str, path: Sequence[Step], entry: Any, *, before: Step = "") -> str:
    """Return the text with a new entry of a list before another; without one, last. Raise `NoSuchPlace`.

    A part of the plan that is not there yet begins with it.
    """
    if len(path) == 1 and path[0] not in editing.keys_of(text):
        return f"{text.rstrip()}\n{path[0]}:\n  - {flow(entry)}\n"
    held, said = _list(text, path), flow(entry)
    place = _place(held, before) if before != "" else len(held.value)
    if held.flow_style:
        return _into_brackets(text, held, place, said)
    dash = line_start(text, held.value[0].start_mark.index)
    indent = text[dash : held.value[0].start_mark.index].partition("-")[0]
    # Behind the one before it: comments above the other stay above the other.
    at = line_end(text, end_of(text, held.value[place - 1])) if place else dash
    return f"{text[:at]}{'' if text[:at].endswith(chr(10)) or not at else chr(10)}{indent}- {said}\n{text[at:]}"


def _place(held: yaml.SequenceNode, entry: Step) -> int:
    place = entry if isinstance(entry, int) else editing.place_of(held, entry)
    if not 0 <= place <= len(held.value):
        raise NoSuchPlace(entry)
    return place


def placed(text: str, line: str, *, before: str) -> str:
    """Return the text with a line of action, and the comments above and beside it, before another; with "" last.

    Raise `NoSuchPlace`.
    """
    held = _list(text, LINES)
    place, last = editing.place_of(held, line), len(held.value)
    wanted = editing.place_of(held, before) if before else last
    order = [number for number in range(last) if number != place]
    order.insert(wanted if wanted <= place else wanted - 1, place)
    parts = [_end_of_words(text, one) for one in held.value] if held.flow_style else _with_comments(text, held)
    gaps = [text[one[1] : other[0]] for one, other in pairwise(parts)]
    said = [text[parts[number][0] : parts[number][1]] for number in order]
    between = [part for both in zip_longest(said, gaps, fillvalue="") for part in both]
    return text[: parts[0][0]] + "".join(between) + text[parts[-1][1] :]


def _end_of_words(text: str, node: yaml.Node) -> tuple[int, int]:
    return int(node.start_mark.index), end_of(text, node)


def _with_comments(text: str, held: yaml.SequenceNode) -> list[tuple[int, int]]:
    """Return where each entry of a list begins and ends: whole lines, with those of comments above it."""
    found: list[tuple[int, int]] = []
    for node in held.value:
        end, floor = line_end(text, end_of(text, node)), found[-1][1] if found else 0
        begin = line_start(text, node.start_mark.index)
        while (above := line_start(text, begin - 1)) >= floor and text[above:begin].lstrip().startswith("#"):
            begin = above
        found.append((begin, end))
    return found


def _with_key(text: str, parent: yaml.MappingNode, key: str, written: str) -> str:
    key = editing.written(key)
    if parent.flow_style:
        at = end_of(text, parent.value[-1][1]) if parent.value else parent.start_mark.index + 1
        return f"{text[:at]}{', ' if parent.value else ''}{key}: {written}{text[at:]}"
    last = parent.value[-1]
    at = line_end(text, end_of(text, last[1]))
    newline = "" if text[:at].endswith("\n") else "\n"
    return f"{text[:at]}{newline}{' ' * last[0].start_mark.column}{key}: {written}\n{text[at:]}"


def _into_brackets(text: str, held: yaml.SequenceNode, place: int, said: str) -> str:
    if place < len(held.value):
        at = held.value[place].start_mark.index
        return f"{text[:at]}{said}, {text[at:]}"
    at = end_of(text, held.value[-1]) if held.value else held.start_mark.index + 1
    return f"{text[:at]}{', ' if held.value else ''}{said}{text[at:]}"


def _list(text: str, path: Sequence[Step]) -> yaml.SequenceNode:
    found = editing.node_at(text, path)
    if not isinstance(found, yaml.SequenceNode) or not (found.value or found.flow_style):
        raise NoSuchPlace(path)
    return found


def _mapping(text: str, path: Sequence[Step]) -> yaml.MappingNode:
    found = editing.node_at(text, path)
    if not isinstance(found, yaml.MappingNode):
        raise NoSuchPlace(path)
    return found


def _key(parent: yaml.MappingNode, key: Step) -> int | None:
    return next((number for number, (name, _value) in enumerate(parent.value) if name.value == key), None)


def _above(text: str, comments: Sequence[str], key: yaml.Node) -> str:
    return "".join(f"{one}\n{' ' * key.start_mark.column}" for one in comments)
