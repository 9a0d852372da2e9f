"""They closed the page before we answered: a mail tells them once, and leads back into the same chat.

Only to the address they gave after writing to us, only with our own words, only once for the same words.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.doors.contract import Outgoing, SendFailed, SendUnsure
from mostrador.doors.models import Connection, Door
from mostrador.inbox import threading, visiting
from mostrador.inbox.models import Conversation, Message, Visit
from mostrador.kit import clock, house, jobs

OPENED_WITHIN = timedelta(seconds=3)
ON_THEIR_WAY = (Message.State.QUEUED, Message.State.SENDING)
UNSEEN = (Message.State.SENT, Message.State.DELIVERED)


def expect(connection: Connection, visitor: str, *, language: str) -> None:
    """Somebody wrote from a page that can be closed: note it once their words are opened, should they leave at once."""
    known = Visit.objects.filter(conversation__door__connection=connection, conversation__address_value=visitor)
    if not known.exists():
        told = {
            "connection_id": connection.pk,
            "visitor": visitor,
            "language": language,
            "seen_at": clock.now().isoformat(),
        }
        jobs.enqueue(note_first, at=clock.now() + OPENED_WITHIN, only_one=f"visit {connection.pk} {visitor}", **told)


@jobs.job
def note_first(*, connection_id: int, visitor: str, language: str, seen_at: str) -> None:
    theirs = Conversation.objects.filter(door__connection=connection_id, address_value=visitor)
    for conversation in theirs.filter(visit=None):
        visiting.note_here(conversation, language=language, at=datetime.fromisoformat(seen_at))


@jobs.job
def watch(*, conversation_id: int) -> None:
    """We answered somebody who may leave: look in two minutes whether they saw it."""
    if Visit.objects.filter(conversation=conversation_id).exists():
        _look_again(conversation_id, clock.now() + visiting.GONE_AFTER)


@jobs.job
def call_back(*, conversation_id: int) -> None:
    """Tell them by mail what they have not seen, once they are gone. Raises where a later try may mend it."""
    conversation = Conversation.objects.select_related("visit", "person", "door__connection").get(pk=conversation_id)
    news = _unseen(conversation)
    door = mailbox()
    if not news or not conversation.call_back_to or door is None:
        return
    gone_at = conversation.visit.last_seen_at + visiting.GONE_AFTER
    if gone_at > clock.now():
        _look_again(conversation_id, gone_at)
    elif any(message.state in ON_THEIR_WAY for message in news):
        _look_again(conversation_id, clock.now() + visiting.GONE_AFTER)
    else:
        _tell(conversation, news, door)


def hold_all(*, why: str) -> int:
    """Leave every letter that is about to leave to a person; return how many. Only while nobody is at work."""
    jobs.do_now(watch)  # whoever was answered a moment ago may get one too
    return jobs.hold(call_back, why=why)


def mailbox() -> Door | None:
    """Return the door whose letters reach an address that never wrote to it, or None."""
    open_ones = Connection.objects.filter(state=Connection.State.OPEN).order_by("pk")
    reaching = [connection for connection in open_ones if connection.speaks.everywhere]
    return reaching[0].doors.filter(closed_at=None).order_by("pk").first() if reaching else None


def letter(conversation: Conversation, news: Sequence[Message], door: Door) -> Outgoing:
    """Return the mail: who answered, what they said, the way back. Nothing in it was written by a visitor."""
    with translation.override(conversation.visit.language or None):
        who, shop = _who(news), conversation.door.name
        return Outgoing(
            idempotency_key=f"back.{conversation.pk}.{news[-1].pk}",
            message_id=str(news[-1].pk),
            door=door.external_id,
            to=conversation.call_back_to,
            subject=_("%(shop)s has answered you") % {"shop": shop},
            text=_words(conversation, news, who or shop),
            from_name=f"{who} · {shop}" if who else shop,
            automatic=True,
            reply_token=threading.reply_token(conversation),
        )


def _tell(conversation: Conversation, news: Sequence[Message], door: Door) -> None:
    try:
        receipt = door.connection.speaks.send(door.connection.secrets, letter(conversation, news, door))
    except SendUnsure:
        # It may have arrived: a second one would be worse than none.
        visiting.note_told(conversation, upto=news[-1].pk)
    except SendFailed as failed:
        if failed.try_again:
            raise
        # Nobody reads there: the colleague must see that no way back is left.
        visiting.give_way_back(conversation, address="")
    else:
        visiting.note_told(conversation, upto=news[-1].pk, external_id=receipt.external_id)


def _unseen(conversation: Conversation) -> list[Message]:
    """Return what people of ours said and they have neither read nor been told of, oldest first."""
    ours = conversation.messages.filter(
        direction=Message.Direction.OUT,
        automatic=False,
        deleted_at=None,
        state__in=(*UNSEEN, *ON_THEIR_WAY),
        pk__gt=conversation.visit.told_upto,
    )
    return list(ours.select_related("author").prefetch_related("attachments").order_by("pk")[:20])


def _words(conversation: Conversation, news: Sequence[Message], who: str) -> str:
    told = {
        "who": who,
        "words": "\n\n".join(_said(message) for message in news),
        "link": house.public_url()
        + reverse("widget:back", args=[conversation.door.connection.key, visiting.way_back(conversation)]),
    }
    return "\n\n".join(
        (
            _("%(who)s has answered you:") % told,
            told["words"],
            _("Go on with the chat: %(link)s") % told,
            _("Or answer this mail: it arrives in the same chat."),
            _("You get it because somebody left this address in our chat. There you can tell us not to write again."),
        )
    )


def _said(message: Message) -> str:
    files = [file.name or file.type for file in message.attachments.all()]
    return "\n".join(filter(None, (message.text, *(f"[{name}]" for name in files))))


def _who(news: Sequence[Message]) -> str:
    author = news[-1].author
    return (author.name.split() or [""])[0] if author else ""


def _look_again(conversation_id: int, at: datetime) -> None:
    jobs.enqueue(call_back, at=at, only_one=f"call back {conversation_id}", conversation_id=conversation_id)
