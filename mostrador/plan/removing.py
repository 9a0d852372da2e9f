"""What is taken out of the text of a plan: an entry of a list, a key with its value, and the comments that are theirs.

A comment is theirs inside of them, beside them on a line that they have to themselves, and right above them. Any other
stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from mostrador.plan import editing
from mostrador.plan.editing import NoSuchPlace, Step
from mostrador.plan.layout import comments, end_of, line_start

Span = tuple[int, int]
BEHIND = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?(\n|\Z)")
"""What may stand behind something that has its line to itself."""


def without(text: str, path: Sequence[Step]) -> str:
    """Return the text without what stands at a path, and without what it was the only part of. Raise `NoSuchPlace`."""
    return _without(text, path, above=True)


def _without(text: str, path: Sequence[Step], *, above: bool) -> str:
    if not path:
        raise NoSuchPlace(path)
    editing.node_at(text, path)
    parent = editing.node_at(text, path[:-1])
    spans, place = _spans(text, parent), _place(parent, path[-1])
    if len(spans) == 1:  # what stands above is about the whole part, which may come back
        return _without(text, path[:-1], above=False)
    begin, end = spans[place]
    start, behind = line_start(text, begin), BEHIND.match(text, end)
    if behind is not None and _has_its_line(text[start:begin], parent):
        first = _comments_above(text, start, floor=spans[place - 1][1] if place else 0) if above else start
        return text[:first] + text[behind.end() :]
    return _out_of_line(text, spans, place)


def _spans(text: str, parent: yaml.Node) -> list[Span]:
    """Return where each part of a list or of a mapping begins and ends."""
    ends = [one if isinstance(one, tuple) else (one, one) for one in parent.value]
    return [(int(first.start_mark.index), end_of(text, last)) for first, last in ends]


def _place(parent: yaml.Node, step: Step) -> int:
    if isinstance(parent, yaml.SequenceNode):
        return step if isinstance(step, int) else editing.place_of(parent, step)
    return next(number for number, (key, _value) in enumerate(parent.value) if key.value == step)


def _has_its_line(before: str, parent: yaml.Node) -> bool:
    """Whether nothing but its own dash stands before it."""
    dashed = isinstance(parent, yaml.SequenceNode) and not parent.flow_style
    return before.strip() == ("-" if dashed else "")


def _comments_above(text: str, start: int, *, floor: int) -> int:
    """Return where the comments begin that stand right above a line, as far in as it does."""
    indent = _indent(text[start:])
    while (above := line_start(text, start - 1)) >= floor and start:
        line = text[above:start]
        if not line.lstrip().startswith("#") or _indent(line) != indent:
            break
        start = above
    return start


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _out_of_line(text: str, spans: Sequence[Span], place: int) -> str:
    """Take out what shares its lines with others: the comments beside it may be theirs, and stay."""
    begin, end = spans[place]
    indent = " " * (begin - line_start(text, begin))
    if place + 1 == len(spans):
        before = spans[place - 1][1]
        kept = "".join(f"  {one}" for one in comments(text, before, begin))
        return text[:before] + kept + (f"\n{indent}" if kept else "") + text[end:]
    after = spans[place + 1][0]
    kept = "".join(f" {one}\n{indent}" for one in comments(text, end, after))
    return text[:begin] + kept + text[after:]
