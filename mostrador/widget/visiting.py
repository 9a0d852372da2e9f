"""Who is this visitor? Tokens that only this house makes, bound to one door, and tickets to its live stream.

A visitor is a random number of 128 bits ("v:…"), or somebody whom the shop's own site vouches for ("u:…").
"""

import secrets
import time

from django.db.models import QuerySet

from mostrador.doors.channels.website import Website
from mostrador.doors.models import Connection
from mostrador.inbox.models import Conversation
from mostrador.kit import sealing

STRANGER_SECONDS = 180 * 24 * 3600
VOUCHED_SECONDS = 24 * 3600  # the site signs them in again on every page
TICKET_SECONDS = 60


def stranger() -> str:
    return f"v:{secrets.token_hex(16)}"


def is_vouched(visitor: str) -> bool:
    return not visitor.startswith("v:")


def token(connection: Connection, visitor: str) -> str:
    """Return what the visitor's browser shows us from now on, in a header and never in an address."""
    return sealing.sign("visitor", f"{connection.key}:{int(time.time())}:{visitor}")


def visitor_of(connection: Connection, shown: str) -> str | None:
    """Return whose token this is, or None: forged, of another door, or too old."""
    key, _, rest = (sealing.signed("visitor", shown) or "").partition(":")
    issued, _, visitor = rest.partition(":")
    if key != connection.key or not issued.isdigit() or not visitor:
        return None
    lasts = VOUCHED_SECONDS if is_vouched(visitor) else STRANGER_SECONDS
    return visitor if time.time() - int(issued) < lasts else None


def conversation_of(connection: Connection, visitor: str) -> Conversation | None:
    """Return their conversation, or None before their first words are opened."""
    if not visitor:
        return None
    theirs = Conversation.objects.filter(door__connection=connection, address_value=visitor)
    return theirs.select_related("door", "person").order_by("-id").first()


def ticket(conversation: Conversation) -> str:
    """Return a word that opens the live stream of one conversation, for a minute. It is all that enters an address."""
    return sealing.sign("live", f"{int(time.time()) + TICKET_SECONDS}:{conversation.pk}")


def grant(shown: str) -> frozenset[int] | None:
    """Return the ids of the conversations that a ticket opens, or None: forged or past its minute."""
    until, _, conversation = (sealing.signed("live", shown) or "").partition(":")
    if not (until.isdigit() and conversation.isdigit()) or time.time() > int(until):
        return None
    return frozenset({int(conversation)})


def connection_of(key: str) -> Connection | None:
    """Return the open chat of that key."""
    return _open_chats().filter(key=key).first()


def first_connection() -> Connection | None:
    return _open_chats().order_by("pk").first()


def _open_chats() -> QuerySet[Connection]:
    return Connection.objects.filter(channel=Website.key).exclude(state=Connection.State.CLOSED)
