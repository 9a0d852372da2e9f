"""Proposals become a draft: the plan's own text, changed where they say, with the evidence as a comment above."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from mostrador.plan import differing, editing, reading
from mostrador.plan.editing import NoSuchPlace
from mostrador.plan.findings import PlanWrong
from mostrador.plan.proposing import clocks, limits, owners
from mostrador.plan.proposing.proposal import Proposal
from mostrador.plan.replaying.past import Past, spells
from mostrador.plan.replaying.replay import Replay
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Words = Callable[[str], str]
"""Returns a msgid in the plan's language."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that checks clean, what was changed in it, and what could not be written into it."""

    text: str
    taken: tuple[Proposal, ...]
    left_out: tuple[Proposal, ...]


def draft(text: str, past: Past, *, words: Words = lambda msgid: msgid) -> Draft:
    """Return the plan written in `text` with what the past suggests. Raise `PlanWrong` where it cannot be read."""
    plan = reading.read(text)
    taken, left_out = list[Proposal](), list[Proposal]()
    for one in proposals(plan, past):
        changed = _tried(text, one, words)
        text = changed or text
        (taken if changed else left_out).append(one)
    if taken:
        text = editing.with_version(text, editing.next_version(plan.version))
    return Draft(text=text, taken=tuple(taken), left_out=tuple(left_out))


def proposals(plan: Plan, past: Past) -> Iterator[Proposal]:
    """Go through what the past suggests: clocks, who has a line, new lines, limits."""
    replay, waits = Replay(plan), [one for one in spells(past).values() if not one.let_go]
    yield from clocks.clocks(replay, waits)
    yield from owners.owners(replay, past, waits)
    yield from owners.lines(replay, past, waits)
    yield from limits.limits(plan, past)


def said(one: Proposal, words: Words) -> str:
    """Return its evidence: "62 de 80 contestados en 20m"."""
    return words(one.evidence) % one.numbers


def told(text: str, taken: Sequence[Proposal], voice: Voice) -> Iterator[tuple[Proposal, list[str]]]:
    """Return what was written into this text, each with the sentences of the plan that it changes."""
    before = reading.read(text, checked=False)
    for one in taken:
        text = _written(text, one, said(one, str))
        after = reading.read(text, checked=False)
        yield one, [each.says for each in differing.news(before, after, voice)]
        before = after


def _tried(text: str, one: Proposal, words: Words) -> str:
    """Return the text with this proposal in it; "" where it has no place, or the plan would not check any more."""
    try:
        changed = _written(text, one, f"{'.'.join(str(step) for step in one.path)}: {said(one, words)}")
        reading.read(changed)
    except (NoSuchPlace, PlanWrong):
        return ""
    return changed


def _written(text: str, one: Proposal, remark: str) -> str:
    at = editing.line_of(text, one.path)
    indent = " " * (len(text[at:]) - len(text[at:].lstrip(" ")))
    above = f"{indent}# {remark}\n"
    match one.how:
        case "value":
            changed = editing.put(text, one.path, one.new)
        case "act":
            changed = editing.put_first(text, one.path, one.new)
        case _:
            above, changed = f"{above}{indent}- {one.new}\n", text
    return changed[:at] + above + changed[at:]
