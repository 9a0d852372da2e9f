"""How often people said otherwise than the machine, of the last messages that it sorted."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from msgspec import Struct

from mostrador.inbox.models import Message, Need
from mostrador.triage.models import Correction
from mostrador.triage.needs import KINDS

LAST = 200


class OfNeed(Struct, frozen=True):
    """One need as the machine said it: how many times, how many of them a person changed, and into what mostly."""

    need: str
    said: int
    corrected: int
    mostly: str


class Corrected(Struct, frozen=True, kw_only=True):
    messages: int  # looked at: at most LAST
    corrected: int  # of those, in any one thing
    confirmed: int  # of those, looked at by a person who changed nothing
    needs: tuple[OfNeed, ...]  # as the machine said them; the most often corrected first
    others: dict[str, int]  # urgency, tone, abuse, language: how many were changed


def corrected(last: int = LAST) -> Corrected:
    """Count over the last messages that the machine gave a need."""
    sorted_ones = Exists(Need.objects.filter(message=OuterRef("pk"), said_by=None))
    newest = Message.objects.filter(sorted_ones, direction=Message.Direction.IN, deleted_at=None).order_by("-pk")
    ids = list(newest.values_list("pk", flat=True)[:last])
    rows = list(Correction.objects.standing().filter(message__in=ids))
    wrong = [row for row in rows if not row.confirms]
    touched, changed = {row.message_id for row in rows}, {row.message_id for row in wrong}
    return Corrected(
        messages=len(ids), corrected=len(changed), confirmed=len(touched - changed), needs=_needs(ids, wrong),
        others=dict(Counter(row.about for row in wrong if row.about != Correction.About.NEED)),
    )  # fmt: skip


def _needs(ids: Sequence[int], wrong: Sequence[Correction]) -> tuple[OfNeed, ...]:
    said = Counter(_leading(ids).values())
    into: dict[str, Counter[str]] = {}
    for row in wrong:
        if row.about == Correction.About.NEED and row.machine in said:
            into.setdefault(row.machine, Counter())[row.said] += 1
    found = [
        OfNeed(need, count, into[need].total(), into[need].most_common(1)[0][0]) if need in into
        else OfNeed(need, count, 0, "")
        for need, count in said.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.corrected, -one.said, KINDS.index(one.need))))


def _leading(ids: Sequence[int]) -> dict[int, str]:
    """Return what the machine took each message for: the first need that stands beside it."""
    found: dict[int, str] = {}
    rows = Need.objects.filter(message__in=ids, said_by=None).order_by("pk").values_list("message_id", "kind")
    for message, kind in rows:
        found.setdefault(message, kind)
    return found
