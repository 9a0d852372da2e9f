"""The customer's own receipt of an errand: an address that nobody can guess, told to them once."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from mostrador.inbox.models import Case, Message, Slip
from mostrador.kit import clock

LASTS = timedelta(days=60)
"""After the errand is done, its page still tells how it ended."""
REACHED = (Message.State.SENT, Message.State.DELIVERED, Message.State.READ)


def slip_of(case: Case) -> Slip:
    """Return the errand's slip, made if there is none yet."""
    found, _new = Slip.objects.get_or_create(case=case)
    return found


def find(token: str) -> Slip | None:
    """Return the slip of that address; of somebody who was erased there is none."""
    around = Slip.objects.select_related("case__person", "case__owner", "case__conversation__door__connection")
    found = around.filter(token=token).first()
    if found is None or not found.case.person.addresses.exists():
        return None
    return found


def is_over(slip: Slip) -> bool:
    done_at = slip.case.done_at
    return done_at is not None and clock.now() - done_at > LASTS


def shown(slip: Slip) -> QuerySet[Message]:
    """Return what both sides said about this errand: what reached them of ours, never a note."""
    theirs = Q(direction=Message.Direction.IN)
    ours = Q(direction=Message.Direction.OUT, state__in=REACHED)
    here = Q(external_id__startswith=prefix(slip))
    conversation = Message.objects.filter(conversation=slip.case.conversation_id)
    return conversation.filter(theirs | ours).filter(Q(case=slip.case_id) | here)


def prefix(slip: Slip) -> str:
    """Return how the ids of what they said on its page begin."""
    return f"here:{slip.pk}:"


def was_told(case: Case) -> bool:
    return Slip.objects.filter(case=case).exclude(told_by=None).exists()


def note_told(slip: Slip, *, by: Message, words: str) -> None:
    """They were told its address by that message."""
    Slip.objects.filter(pk=slip.pk, told_by=None).update(told_by=by, words=words[:400])


def taken_back(message: Message) -> str:
    """That message never left, so they were not told; return its own words."""
    for slip in Slip.objects.filter(told_by=message):
        Slip.objects.filter(pk=slip.pk).update(told_by=None, words="")
        return message.text.removesuffix(slip.words).rstrip()
    return message.text
