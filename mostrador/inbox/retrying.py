"""What a person does about an answer that did not arrive, or of which nobody knows."""

from typing import Any

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.doors import holding
from mostrador.inbox import delivering, locking
from mostrador.inbox.models import Message, Part
from mostrador.inbox.models.messages import TRIED_FOR
from mostrador.kit import clock, wake
from mostrador.kit.words import N_

State = Message.State
SAID_LOST = N_("A colleague looked: it is not there.")


class NotStuck(Exception):
    for_people = N_("This message is not waiting for you.")


@transaction.atomic
def try_now(message: Message, *, by: Member) -> None:
    """Send what failed, or waits for its next try, at once. What may have arrived is left alone: raises `NotStuck`."""
    locking.hold_conversations([message.conversation_id])
    stuck = message.parts.filter(state__in=[State.FAILED, State.QUEUED])
    if not stuck.update(**_anew()):
        raise NotStuck
    _on_its_way(message, by)


@transaction.atomic
def send_again(message: Message, *, by: Member) -> None:
    """Send once more what nobody knows about: a person looked and says that it did not arrive."""
    locking.hold_conversations([message.conversation_id])
    if not message.parts.filter(state=State.UNSURE).update(**_anew()):
        raise NotStuck
    _on_its_way(message, by)


@transaction.atomic
def it_arrived(message: Message, *, by: Member) -> None:
    """A person looked and says that it arrived."""
    locking.hold_conversations([message.conversation_id])
    unsure = list(message.parts.filter(state=State.UNSURE).select_related("message__conversation"))
    if not unsure:
        raise NotStuck
    delivering.their_turn_again(message, by=by)
    for part in unsure:
        delivering.note_sent(part, external_id=part.external_id, at=part.sent_at)
    message.parts.filter(state=State.QUEUED).update(**_anew())  # its other half may leave now
    transaction.on_commit(lambda: wake.up("parts"))


@transaction.atomic
def it_did_not_arrive(message: Message, *, by: Member) -> None:
    """A person looked and says that it did not arrive, and does not send it again: what followed it stays here too."""
    unsure = message.parts.filter(state=State.UNSURE).select_related("message__conversation").first()
    if unsure is None:
        raise NotStuck
    delivering.note_lost(unsure, why=SAID_LOST)


def _anew() -> dict[str, Any]:
    now = clock.now()
    return {"state": State.QUEUED, "next_try_at": now, "tries": 0, "give_up_at": now + TRIED_FOR, "unsure_since": None}


def _on_its_way(message: Message, by: Member) -> None:
    part = Part.objects.filter(message=message).select_related("message__conversation").first()
    if part is not None:
        delivering.settle(part.message)
        holding.let_try(message.door.connection_id)
    delivering.their_turn_again(message, by=by)
    transaction.on_commit(lambda: wake.up("parts"))
