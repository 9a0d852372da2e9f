"""Words on their way to being an answer, kept on the server so that no phone can lose them.

Each member has one draft in a conversation, whatever tabs and devices it is written in. Whoever keeps words says over
which ones they were written: those of another tab are never lost under them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import attaching
from mostrador.inbox.models import Attachment, Conversation, Draft
from mostrador.kit import clock
from mostrador.kit.prepared import prepared

NOTHING = datetime.min.replace(tzinfo=UTC)
"""What words are written over where nothing was kept."""


WRITING_NOW = timedelta(minutes=5)


class ChangedElsewhere(Exception):
    """Another tab has kept other words since these began: both stand, and a person chooses."""

    def __init__(self, theirs: Draft) -> None:
        super().__init__(f"draft {theirs.pk} is of {theirs.saved_at}")
        self.theirs = theirs


@transaction.atomic
def save(
    conversation: Conversation, *, by: Member, surface: str, text: str, files: Sequence[str] = (),
    over: datetime | None = None,
) -> Draft | None:  # fmt: skip
    """Keep them, with the keys of the files that go along, and return them; nothing at all drops the draft.

    `over` is the `saved_at` of the draft they were written over, `NOTHING` where there was none, None where that does
    not matter. Raises `ChangedElsewhere`.
    """
    found = Draft.objects.select_for_update().filter(conversation=conversation, member=by).first()
    if found and over is not None and found.saved_at != over and found.text != text:
        raise ChangedElsewhere(found)
    if not text.strip() and not files:
        drop(conversation, by=by)
        return None
    kept, _ = Draft.objects.update_or_create(
        conversation=conversation,
        member=by,
        defaults={"surface": surface[:10], "text": text, "files": list(files), "saved_at": clock.now()},
    )
    return kept


def current(conversation: Conversation, *, by: Member) -> Draft | None:
    return mine(of(conversation), by)


def mine(drafts: Iterable[Draft], by: Member) -> Draft | None:
    return next((one for one in drafts if one.member_id == by.pk), None)


def of(conversation: Conversation) -> list[Draft]:
    """Return what everybody has begun to write there, by the writers' names."""
    return _drafts(conversation.pk)


@prepared
def _drafts(conversation: int) -> QuerySet[Draft, Draft]:
    return Draft.objects.filter(conversation=conversation).select_related("member").order_by("member__name")


def files_of(draft: Draft) -> list[Attachment]:
    """Return its files that are still to be sent, in their order."""
    found = {one.key: one for one in attaching.free(draft.files, by=draft.member)}
    return [found[key] for key in draft.files if key in found]


def beside(drafts: Iterable[Draft], *, by: Member) -> list[str]:
    """Return the names of colleagues who are writing there now, each in a draft of their own."""
    since = clock.now() - WRITING_NOW
    return [one.member.name for one in drafts if one.saved_at > since and one.member_id != by.pk]


def unsaid(conversation: Conversation, *, by: Member, text: str, over: datetime | None) -> Draft | None:
    """Return the draft that another tab keeps and that these words, about to be sent, do not say."""
    found = current(conversation, by=by) if over else None
    return found if found and found.saved_at != over and found.text.strip() not in text else None


def drop(conversation: Conversation, *, by: Member) -> None:
    Draft.objects.filter(conversation=conversation, member=by).delete()
