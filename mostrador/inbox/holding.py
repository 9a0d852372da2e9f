"""After an old copy came back: what stood in its outbox may have left long ago, so nothing of it leaves by itself.

Nobody asks a platform about it either: where asking means handing it over again, that would be sending it.
"""

from django.db import transaction
from django.db.models import QuerySet

from mostrador.inbox import correcting, delivering
from mostrador.inbox.models import Message, Part
from mostrador.kit import clock
from mostrador.kit.words import N_

State = Message.State
ON_ITS_WAY = (State.QUEUED, State.SENDING)
RESTORED = N_("A copy was restored: it may have left since that copy was made.")


@transaction.atomic
def hold_all() -> int:
    """Hold every answer of the outbox until a person says what became of it; return how many."""
    outbox = Part.objects.filter(state__in=ON_ITS_WAY).select_related("message__conversation").order_by("pk")
    _give_up_changes(outbox.exclude(what="message"))
    held = list(outbox.filter(what="message"))
    now = clock.now()
    outbox.filter(what="message").update(state=State.SENDING, leased_until=now)
    for part in held:
        part.state, part.leased_until = State.SENDING, now
        delivering.note_unsure(part, why=RESTORED)
    return len({part.message_id for part in held})


def _give_up_changes(changes: QuerySet[Part]) -> None:
    """An old correction must not run over a newer one: what they can read is shown again."""
    for part in list(changes):
        Part.objects.filter(pk=part.pk).update(state=State.FAILED, leased_until=None, why=RESTORED)
        correcting.did_not_arrive(part)


def doubtful() -> QuerySet[Message]:
    """Return the answers of which nobody knows whether they arrived, oldest first."""
    return Message.objects.filter(state=State.UNSURE, direction=Message.Direction.OUT).order_by("pk")
