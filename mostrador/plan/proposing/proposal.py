"""One thing that the past suggests, where it belongs in the plan, and what it was seen in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Literal

import msgspec

ENOUGH = 20  # answers, to say how somebody works
Step = str | int


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A changed value, an act put first in a line's `do`, or a new line before the default.

    `evidence` is a msgid with its numbers: told as a comment beside the change, in the plan's language.
    """

    how: Literal["value", "act", "line"]
    path: tuple[Step, ...]
    old: str
    new: str
    evidence: str
    numbers: Mapping[str, str]


def within(counted: Sequence[float], share: float) -> float:
    """Return the smallest of these that so large a share does not exceed."""
    ordered = sorted(counted)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]
