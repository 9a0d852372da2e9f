"""Words on their way to being an answer, kept on the server so that no phone can lose them."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Conversation, Draft
from mostrador.kit import clock


@transaction.atomic
def save(conversation: Conversation, *, by: Member, surface: str, text: str) -> None:
    """Keep them; empty words drop the draft."""
    if not text.strip():
        drop(conversation, by=by)
        return
    Draft.objects.update_or_create(
        conversation=conversation,
        member=by,
        defaults={"surface": surface[:10], "text": text, "saved_at": clock.now()},
    )


def current(conversation: Conversation, *, by: Member) -> Draft | None:
    return Draft.objects.filter(conversation=conversation, member=by).first()


def drop(conversation: Conversation, *, by: Member) -> None:
    Draft.objects.filter(conversation=conversation, member=by).delete()
