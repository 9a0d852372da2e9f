"""Files that strangers uploaded and never sent: counted, and after some days cleared away."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum

from mostrador.inbox.models import Attachment
from mostrador.kit import clock, files, jobs

KEPT_FOR = timedelta(days=3)  # a message that carries one is opened long before
AT_ONCE = 500


def unsent_bytes() -> int:
    """Return how much lies here that no message carries yet."""
    return _unsent().aggregate(sum=Sum("size"))["sum"] or 0


def clear_later() -> None:
    """See to it that what is uploaded now does not stay for ever."""
    jobs.enqueue(clear_unsent, at=clock.now() + KEPT_FOR, only_one="clear unsent uploads")


@jobs.job
def clear_unsent() -> None:
    """Remove what has waited too long; come back while anything still waits."""
    for upload in _unsent().order_by("pk")[:AT_ONCE]:
        if _age(upload) > KEPT_FOR:
            _remove(upload)
    if _unsent().exists():
        clear_later()


@transaction.atomic
def _remove(upload: Attachment) -> None:
    # Asked again in the same breath: a message may have taken it meanwhile.
    if _unsent().filter(pk=upload.pk).delete()[0]:
        transaction.on_commit(lambda: files.remove(upload.key))


def _unsent() -> QuerySet[Attachment]:
    return Attachment.objects.filter(message=None, uploaded_by=None)


def _age(upload: Attachment) -> timedelta:
    try:
        written_at = datetime.fromtimestamp(files.place(upload.key).stat().st_mtime, UTC)
    except FileNotFoundError:
        return KEPT_FOR * 2
    return clock.now() - written_at
