"""What a second thought leaves as it was: whoever was heard to want something is not heard to want less."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from mostrador.triage.opinion import Need, Opinion

TROUBLE = frozenset({"safety", "complaint"})
LIGHT = frozenset({"praise", "recommendation", "greeting", "abuse", "spam", "other"})
"""Needs in which nobody waits for more than a kind word, and the one that nobody understood."""


def held(opinion: Opinion, first: Sequence[Need], *, tone: str) -> Opinion:
    """Return an opinion that wants no less than the first one did; `tone` stood beside that.

    Where it also names something as weighty, that leads. Else the first needs stay, what else they want comes after
    them, and thanks that only the second thought heard are left out.
    """
    heaviest = max((_weight(need) for need in first), default=0)
    ordered = sorted(opinion.needs, key=_weight, reverse=True)
    if not first or not ordered:
        return opinion
    if _weight(ordered[0]) >= heaviest:
        leads = _weight(opinion.needs[0]) >= _weight(first[0])
        return opinion if leads else structs.replace(opinion, needs=tuple(ordered))
    known = {need.kind for need in first}
    more = [need for need in ordered if _weight(need) and need.kind not in known]
    return structs.replace(opinion, needs=(*first, *more), tone=tone)


def _weight(need: Need) -> int:
    return 2 if need.kind in TROUBLE else 0 if need.kind in LIGHT else 1
