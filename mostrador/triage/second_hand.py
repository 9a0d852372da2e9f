"""What of a language model's opinion is taken: names among ours, too unsure for anything to happen by itself."""

from __future__ import annotations

from msgspec import structs

from mostrador.triage.consulting import Sorted
from mostrador.triage.needs import kind_of
from mostrador.triage.opinion import Need, Opinion

UNSURE = 0.5  # nobody measured how often it is right
DANGER = "safety"


def taken(opinion: Opinion, said: Sorted) -> Opinion:
    """Return the opinion with its needs and its tone.

    Abuse, spam, urgency, who waits and who asks for somebody in charge stay ours: an answer is not talked away.
    """
    kinds = dict.fromkeys([*(need.kind for need in opinion.needs if need.kind == DANGER), *said.needs])
    words = {need.kind: need.words for need in opinion.needs}
    needs = tuple(Need(kind, words.get(kind, ""), UNSURE) for kind in kinds)
    return structs.replace(opinion, needs=needs, kind=kind_of(needs[0].kind), tone=said.sentiment, why="")
