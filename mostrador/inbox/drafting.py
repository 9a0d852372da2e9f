"""Words on their way to being an answer, kept on the server so that no phone can lose them."""

from collections.abc import Sequence

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import attaching
from mostrador.inbox.models import Attachment, Conversation, Draft
from mostrador.kit import clock


@transaction.atomic
def save(conversation: Conversation, *, by: Member, surface: str, text: str, files: Sequence[str] = ()) -> None:
    """Keep them, with the keys of the files that go along; empty words without a file drop the draft."""
    if not text.strip() and not files:
        drop(conversation, by=by)
        return
    Draft.objects.update_or_create(
        conversation=conversation,
        member=by,
        defaults={"surface": surface[:10], "text": text, "files": list(files), "saved_at": clock.now()},
    )


def current(conversation: Conversation, *, by: Member) -> Draft | None:
    return Draft.objects.filter(conversation=conversation, member=by).first()


def files_of(draft: Draft) -> list[Attachment]:
    """Return its files that are still to be sent, in their order."""
    found = {one.key: one for one in attaching.free(draft.files, by=draft.member)}
    return [found[key] for key in draft.files if key in found]


def drop(conversation: Conversation, *, by: Member) -> None:
    Draft.objects.filter(conversation=conversation, member=by).delete()
