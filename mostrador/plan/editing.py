"""Changes single values in the text of a plan and touches nothing else: comments and layout stay as they are.

A path goes from the top: `("authority", "tienda", "refund")`; a list is stepped into by an entry's `id`, or by its
place. Only what YAML itself marks as that value is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import yaml

from mostrador.plan import layout
from mostrador.plan.composing import composed

Step = str | int
PLAIN = re.compile(r"[^\W\d][\w .\-/ñç]*", re.UNICODE)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SAFE_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
LITERAL = re.compile(r"\|[+-]?\s*(#|$)")
VERSION = re.compile(r"(\d+)\.(\d+)(\.\d+)?")


class NoSuchPlace(LookupError):
    """The text has nothing at this path, or is no YAML."""


def value_at(text: str, path: Sequence[Step]) -> str:
    """Return the scalar at a path as YAML reads its characters. Raise `NoSuchPlace`."""
    node = node_at(text, path)
    if not isinstance(node, yaml.ScalarNode):
        raise NoSuchPlace(path)
    return str(node.value)


def put(text: str, path: Sequence[Step], value: str) -> str:
    """Return the text with another scalar at a path; a missing last key is added. Raise `NoSuchPlace`."""
    try:
        node = node_at(text, path)
    except NoSuchPlace:
        return _added(text, path, value)
    return _instead(text, node, value, written(value))


def put_words(text: str, path: Sequence[Step], value: str) -> str:
    """Return the text with other words at a path, words to YAML too: 2026 as a name stays one. Raise `NoSuchPlace`."""
    return _instead(text, node_at(text, path), value, worded(value))


def _instead(text: str, node: yaml.Node, value: str, said: str) -> str:
    begin, end = node.start_mark.index, node.end_mark.index
    if getattr(node, "style", None) not in layout.BLOCKS:
        return text[:begin] + said + text[end:]
    head, _newline, body = text[begin:end].partition("\n")
    indent, blank = body[: len(body) - len(body.lstrip(" \n"))].rpartition("\n")[2], len(body) - len(body.rstrip("\n"))
    if LITERAL.match(head) and indent and value == value.strip() and "\t" not in value:
        lines = "\n".join(f"{indent}{one}" if one else "" for one in value.split("\n"))
        return f"{text[:begin]}{head}\n{lines}{chr(10) * blank}{text[end:]}"
    comment = head[head.index("#") :] if "#" in head else ""
    return f"{text[:begin]}{said}{'  ' if comment else ''}{comment}{chr(10) * max(1, blank)}{text[end:]}"


def switched(text: str, path: Sequence[Step], *, on: bool) -> str:
    """Return the text with a line of action or a gate switched on or off. Raise `NoSuchPlace`."""
    node_at(text, path)
    place, word = (*path, "rest"), "false" if on else "true"
    try:
        node = node_at(text, place)
    except NoSuchPlace:
        return text if on else _added(text, place, "true", plainly=True)
    return text[: node.start_mark.index] + word + text[node.end_mark.index :]


def put_first(text: str, path: Sequence[Step], entry: str) -> str:
    """Return the text with an entry before all others of a list written between brackets. Raise `NoSuchPlace`."""
    node = node_at(text, path)
    if not isinstance(node, yaml.SequenceNode) or not node.flow_style:
        raise NoSuchPlace(path)
    at = node.start_mark.index + 1
    return f"{text[:at]}{entry}{', ' if node.value else ''}{text[at:]}"


def line_of(text: str, path: Sequence[Step]) -> int:
    """Return where the line of text begins that holds a value, or that would hold it. Raise `NoSuchPlace`."""
    try:
        node = node_at(text, path)
    except NoSuchPlace:
        node = node_at(text, path[:-1])
    return text.rfind("\n", 0, node.start_mark.index) + 1


def places_of(text: str, lines: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return which place each line of a text belongs to, as far as one line is one place; the top is ().

    Lines are counted from 1. A text that is no YAML has no places.
    """
    try:
        top = node_at(text, ())
    except NoSuchPlace:
        return {}
    return {line: _place_at(top, line) for line in lines}


def _place_at(node: yaml.Node | None, line: int) -> tuple[str, ...]:
    begun = [one for one in _children(node) if one[0] <= line]
    last = max((one[0] for one in begun), default=0)
    nearest = [one for one in begun if one[0] == last]
    if len(nearest) != 1:  # several on one line: none of them alone
        return ()
    _line, name, child = nearest[0]
    return (name, *_place_at(child, line))


def _children(node: yaml.Node | None) -> list[tuple[int, str, yaml.Node]]:
    """Return the line, the name and the value of each part: of an entry of a list, its id or its number."""
    if isinstance(node, yaml.MappingNode):
        return [(key.start_mark.line + 1, str(key.value), value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(one.start_mark.line + 1, _name(one, str(place)), one) for place, one in enumerate(node.value)]
    return []


def _name(entry: yaml.Node, otherwise: str) -> str:
    try:
        named = _step(entry, "id")
    except NoSuchPlace:
        return otherwise
    return str(named.value) if isinstance(named, yaml.ScalarNode) else otherwise


def put_list(text: str, path: Sequence[Step], values: Sequence[str]) -> str:
    """Return the text with another list of words at a path. Raise `NoSuchPlace`."""
    node = node_at(text, path)
    listed = "[" + ", ".join(written(value) for value in values) + "]"
    tail = "\n" if text[node.start_mark.index : node.end_mark.index].endswith("\n") else ""
    return text[: node.start_mark.index] + listed + tail + text[node.end_mark.index :]


def keys_of(text: str) -> list[str]:
    """Return the words that the parts of a plan stand under. Raise `NoSuchPlace`."""
    return [name for _line, name, _value in _children(node_at(text, ()))]


def version_of(text: str) -> str:
    """Return the version that a text names, or ""."""
    try:
        return value_at(text, ("version",))
    except NoSuchPlace:
        return ""


def with_version(text: str, version: str) -> str:
    try:
        return put(text, ("version",), version)
    except NoSuchPlace:
        return text


def next_version(version: str) -> str:
    """Return the version after this one: 2.3.0 becomes 2.4.0."""
    found = VERSION.fullmatch(version)
    return f"{found[1]}.{int(found[2]) + 1}.0" if found else "1.0.0"


def written(value: str) -> str:
    """Write a word or a number as YAML reads it back: plain where it can be, else between quotes."""
    plain = NUMBER.fullmatch(value) or (PLAIN.fullmatch(value) and value.casefold() not in SAFE_WORDS)
    if plain and value == value.strip():
        return value
    if re.fullmatch(r"\d+[wdhms](\d+[hms])*|\d+\.\d+\.\d+|\d{4}-\d\d-\d\d", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{escaped}"'


def worded(value: str) -> str:
    """Write words so that YAML reads them back as words: between quotes where it would see a number or a date."""
    said = written(value)
    return said if said.startswith('"') or yaml.safe_load(said) == value else f'"{value}"'


def _added(text: str, path: Sequence[Step], value: str, *, plainly: bool = False) -> str:
    *above, last = path
    node = node_at(text, above)
    if not isinstance(node, yaml.MappingNode) or not isinstance(last, str):
        raise NoSuchPlace(path)
    entry = f"{written(last)}: {value if plainly else written(value)}"
    if node.flow_style:
        at = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        return f"{text[:at]}{', ' if node.value else ''}{entry}{text[at:]}"
    indent = " " * node.start_mark.column
    at = node.start_mark.index
    return f"{text[:at]}{entry}\n{indent}{text[at:]}"


def node_at(text: str, path: Sequence[Step]) -> yaml.Node:
    """Return what YAML reads at a path. Raise `NoSuchPlace`."""
    try:
        node = composed(text)
    except (yaml.YAMLError, RecursionError):
        raise NoSuchPlace(path) from None
    for step in path:
        node = _step(node, step)
    if node is None:
        raise NoSuchPlace(path)
    return node


def under(node: yaml.Node, path: Sequence[Step]) -> yaml.Node | None:
    """Return what stands at a path from a node on, or None."""
    found: yaml.Node | None = node
    try:
        for step in path:
            found = _step(found, step)
    except NoSuchPlace:
        return None
    return found


def _step(node: yaml.Node | None, step: Step) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return value  # type: ignore[no-any-return]  # PyYAML leaves its nodes' parts untyped
    if isinstance(node, yaml.SequenceNode):
        place = step if isinstance(step, int) else place_of(node, step)
        if place < len(node.value):
            return node.value[place]  # type: ignore[no-any-return]  # the same
    raise NoSuchPlace(step)


def place_of(node: yaml.SequenceNode, entry: str) -> int:
    """Return which entry of a list has this id. Raise `NoSuchPlace`."""
    for place, one in enumerate(node.value):
        if isinstance(one, yaml.MappingNode) and any(
            key.value == "id" and value.value == entry for key, value in one.value
        ):
            return place
    raise NoSuchPlace(entry)
