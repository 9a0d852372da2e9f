"""How sure the machine must be before something happens by itself, counted on what people said of it afterwards.

These only add to what the plan asks: they are never below its floor, and danger is asked for no
more than the plan does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ASIDE = ("spam", "abuse", "praise", "greeting")  # laid aside without an answer where nobody waits for one
COUNTED = ("complaint",)  # beside which a crisis counts an angry person
NEEDS = ASIDE + COUNTED
LEAST = 40  # times that somebody judged it; with fewer, the plan's floor alone holds
FALSE = 0.03  # of what it does by itself, at most so much may be wrong
NEVER = 1.01  # not even when it is certain

Judged = tuple[float, bool]
"""How sure the machine was, and whether a person agreed."""


def floor(judged: Sequence[Judged]) -> float | None:
    """Return the lowest certainty from which on no more is wrong than `FALSE`; None where too little was judged.

    One more mistake than was seen is counted, so that forty right ones in a row are just enough.
    """
    if len(judged) < LEAST:
        return None
    best, wrong = NEVER, 0
    ordered = sorted(judged, key=lambda one: (-one[0], one[1]))
    for count, (p, agreed) in enumerate(ordered, start=1):
        wrong += not agreed
        at_last = count == len(ordered) or ordered[count][0] < p
        if at_last and count >= LEAST and (wrong + 1) / (count + 2) <= FALSE:
            best = p
    return best


def floors(judged: Iterable[tuple[str, float, bool]]) -> dict[str, float]:
    """Return the floor of each need that was judged often enough."""
    by_need: dict[str, list[Judged]] = {need: [] for need in NEEDS}
    for need, p, agreed in judged:
        if need in by_need:
            by_need[need].append((p, agreed))
    found = {need: floor(rows) for need, rows in by_need.items()}
    return {need: at for need, at in found.items() if at is not None}
