"""They are here, they left, and where to tell them: for chats on a page that can be closed.

Presence is no fact of the ledger: it is gone with the next glance.
"""

from datetime import datetime, timedelta
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mostrador.inbox.events import WayBackGiven
from mostrador.inbox.models import Conversation, Notice, Visit
from mostrador.kit import clock, ledger, sealing
from mostrador.kit.prepared import prepared

GONE_AFTER = timedelta(minutes=2)
NOTED_EVERY = timedelta(seconds=20)
WAY_BACK_LASTS = timedelta(days=14)

Whereabouts = Literal["", "here", "away_mail", "gone"]


class NoAddress(Exception):
    for_people = _("That is not a mail address. Look at it again.")


def note_here(conversation: Conversation, *, language: str, at: datetime | None = None) -> None:
    """Remember that they are looking now."""
    now = at or clock.now()
    visit, new = Visit.objects.get_or_create(
        conversation=conversation, defaults={"last_seen_at": now, "language": language[:5]}
    )
    if not new and now - visit.last_seen_at > NOTED_EVERY:
        Visit.objects.filter(pk=visit.pk).update(last_seen_at=now, language=language[:5])


@transaction.atomic
def give_way_back(conversation: Conversation, *, address: str) -> None:
    """Keep where they want to be told of an answer; an empty address takes it back. Raises `NoAddress`.

    It is a claim: it makes them nobody, and only whoever reads that mailbox can use what is sent there.
    """
    address = address.strip().lower()
    if address:
        _check(address)
    Conversation.objects.filter(pk=conversation.pk).update(call_back_to=address)
    conversation.call_back_to = address
    told = {"door_id": conversation.door_id, "conversation_id": conversation.pk, "person_id": conversation.person_id}
    ledger.record(WayBackGiven(**told, given=bool(address)))


@transaction.atomic
def note_told(conversation: Conversation, *, upto: int, external_id: str = "") -> None:
    """A notice of our messages up to that id has left; `external_id` is what an answer to it will refer to."""
    Visit.objects.filter(conversation=conversation, told_upto__lt=upto).update(told_upto=upto)
    if external_id:
        Notice.objects.get_or_create(
            external_id=external_id, defaults={"conversation": conversation, "at": clock.now()}
        )


def whereabouts(conversation: Conversation, now: datetime | None = None) -> Whereabouts:
    """Say whether they are here, left an address, or left without one; empty where nobody can leave."""
    visit = next(iter(_visits(conversation.pk)), None)
    if visit is None:
        return ""
    if (now or clock.now()) - visit.last_seen_at < GONE_AFTER:
        return "here"
    return "away_mail" if conversation.call_back_to else "gone"


@prepared
def _visits(conversation: int) -> QuerySet[Visit, Visit]:
    return Visit.objects.filter(conversation=conversation)


def way_back(conversation: Conversation, now: datetime | None = None) -> str:
    """Return the signed word that leads back into this conversation for a fortnight."""
    until = int(((now or clock.now()) + WAY_BACK_LASTS).timestamp())
    return sealing.sign("way back", f"{until}:{conversation.pk}")


def came_back(word: str, now: datetime | None = None) -> Conversation | None:
    """Return the conversation that the word leads to, or None: forged, or past its time."""
    until, _colon, number = (sealing.signed("way back", word) or "").partition(":")
    if not (until.isdigit() and number.isdigit()) or (now or clock.now()).timestamp() > int(until):
        return None
    return Conversation.objects.select_related("door__connection").filter(pk=int(number)).first()


def _check(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise NoAddress from wrong
    if len(address) > 254 or not address.isascii():
        raise NoAddress
