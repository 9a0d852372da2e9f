"""Angry people are noted as their messages are written, and the house looks whether they are too many."""

from __future__ import annotations

from collections.abc import Sequence

from mostrador.inbox import promising, waiting
from mostrador.inbox.models import Message
from mostrador.inbox.receiving import Heard
from mostrador.journeys.crisis import looking
from mostrador.listening import noting
from mostrador.plan import keeping
from mostrador.triage import learnt

ANGRY = ("complaint", "safety")
Written = tuple[Heard, Message]


def hear(heard: Sequence[Heard], written: Sequence[Message | None]) -> None:
    """Note the angry ones among what was just written. Costs nothing where nobody is angry."""
    angry = [(one, message) for one, message in zip(heard, written, strict=True) if message and is_angry(one)]
    if not angry:
        return
    silences = _silences(angry)
    noting.note([
        noting.Angry(
            message=message, person=one.person.pk, harm=_surely(one, "safety"), silence=silences.get(message.pk)
        )
        for one, message in angry
    ])  # fmt: skip
    looking.look_soon()


def is_angry(one: Heard) -> bool:
    """Whether a person is angry with us; a machine and an advertisement never are."""
    if one.item.automatic or one.kind == "spam":
        return False
    return any(_surely(one, kind) for kind in ANGRY)  # a tone alone is heard wrong too often to call people for it


def _surely(one: Heard, kind: str) -> bool:
    """Whether the machine is as sure of that need as the plan wants it to be before anything happens by itself.

    Where people often found it wrong it must be surer; of danger the plan alone says how sure.
    """
    return any(need.kind == kind and need.certainty >= _floor(kind) for need in one.needs)


def _floor(kind: str) -> float:
    return max(keeping.current().triage.floor, learnt.now().floors.get(kind, 0.0))


def _silences(angry: Sequence[Written]) -> dict[int, int]:
    """Return, by public message, what its author had said before and nobody answered in time; hurry those asuntos.

    Public anger after silence is how a crisis begins: who waited once already does not wait again.
    """
    public = [(one, message) for one, message in angry if message.public and message.case_id]
    if not public:
        return {}
    unanswered = waiting.unanswered_of({one.person.head_id for one, _message in public})
    found: dict[int, int] = {}
    for one, message in public:
        older = next((old for old in unanswered.get(one.person.head_id, ()) if old.case_id != message.case_id), None)
        if older is not None and message.case is not None:
            found[message.pk] = older.pk
            promising.hurry(message.case, due_at=message.shown_at)
    return found
