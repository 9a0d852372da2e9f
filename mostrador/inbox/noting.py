"""Notes: words that only the team sees."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import locking
from mostrador.inbox.events import NoteWritten
from mostrador.inbox.models import Case, Message
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock
from mostrador.kit.words import N_


class NothingToSay(Exception):
    for_people = N_("There is nothing to send: write something first.")


@transaction.atomic
def write(case: Case, *, text: str, by: Member) -> Message:
    """Write a note into the asunto. It never stops a clock. Raises `NothingToSay`."""
    if not text.strip():
        raise NothingToSay
    locking.hold_doors([case.conversation.door_id])
    now = clock.now()
    note = Message.objects.create(
        conversation=case.conversation,
        case=case,
        door_id=case.conversation.door_id,
        direction=Message.Direction.NOTE,
        state=Message.State.SENT,
        author=by,
        text=text.strip(),
        sent_at=now,
        shown_at=now,
        received_at=now,
    )
    tell_message(NoteWritten, note, by=by)
    return note
