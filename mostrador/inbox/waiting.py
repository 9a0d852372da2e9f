"""What somebody said and nobody answered in time, over all their conversations: one question for many people."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from mostrador.inbox.models import Case, Message
from mostrador.kit import clock
from mostrador.people.models import HEAD


def unanswered_of(heads: Collection[int]) -> dict[int, list[Message]]:
    """Return, by the person who speaks for the group, the messages of asuntos that are late, the oldest first."""
    late = Message.objects.filter(
        case__state=Case.State.WAITING_US, case__due_at__lt=clock.now(), direction=Message.Direction.IN,
        shown_at__gte=F("case__waiting_since"), deleted_at=None,
    )  # fmt: skip
    found: dict[int, list[Message]] = {}
    for message in late.annotate(head=HEAD).filter(head__in=heads).order_by("shown_at", "pk")[:200]:
        found.setdefault(message.head, []).append(message)  # type: ignore[attr-defined]  # annotated above
    return found
