"""Which messages were thought about again, and what came of it."""

from django.db.models import Max

from mostrador.inbox.models import Message
from mostrador.kit import clock
from mostrador.triage.models import SecondThought


def note(message: Message, *, before: str, after: str, changed: bool) -> None:
    """Write down that it was thought about; the last time counts."""
    SecondThought.objects.update_or_create(
        message=message, defaults={"before": before, "after": after, "changed": changed, "at": clock.now()}
    )


def was(message: Message) -> bool:
    """Say whether it was thought about again."""
    return SecondThought.objects.filter(message=message).exists()


def upto() -> int:
    """Return the newest message that was thought about; 0 where none was."""
    return SecondThought.objects.aggregate(newest=Max("message_id"))["newest"] or 0


def counted(messages: list[int]) -> tuple[int, int]:
    """Return how many of these were thought about again, and of how many the second thought is otherwise."""
    rows = SecondThought.objects.filter(message__in=messages)
    return rows.count(), rows.filter(changed=True).count()
