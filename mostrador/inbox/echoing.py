"""We answered, but elsewhere: on the phone, in the platform's own app, in the mailbox. It counts."""

from datetime import datetime

from django.db import IntegrityError, transaction

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox import changing, delivering, locking, promising
from mostrador.inbox.attaching import note_attachments
from mostrador.inbox.events import MessageSeenElsewhere
from mostrador.inbox.models import Case, Conversation, Message, Part
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock

ON_ITS_WAY = ("sending", "unsure", "queued")


@transaction.atomic
def note_echo(item: Item, *, door: Door, conversation: Conversation, arrived_at: datetime) -> Message | None:
    """Add our own words that came back. None when they are the ones we sent from here."""
    locking.hold_to_speak(conversation)
    if delivering.parts_of(door.pk, item.external_id).exists():
        return None
    if ours := _still_leaving(item, conversation):
        delivering.note_sent(ours, external_id=item.external_id, at=item.sent_at)
        changing.apply_early_to(ours, external_id=item.external_id)
        return None
    case = Case.objects.filter(conversation=conversation).select_related("conversation").current()
    try:
        with transaction.atomic():
            message = _write(item, conversation, case, arrived_at)
    except IntegrityError:
        return None
    note_attachments(item, message)
    if case is not None and not item.automatic:
        _stop_the_clock(case, message)
    tell_message(MessageSeenElsewhere, message)
    if message.external_id:
        changing.apply_early(message)
    return message


def _still_leaving(item: Item, conversation: Conversation) -> Part | None:
    """An echo may overtake the platform's own answer to us: then it is that answer."""
    leaving = Part.objects.filter(message__conversation=conversation, state__in=ON_ITS_WAY, tries__gt=0)
    same = (part for part in leaving.select_related("message__conversation") if part.text.strip() == item.text.strip())
    return next(same, None)


def _write(item: Item, conversation: Conversation, case: Case | None, arrived_at: datetime) -> Message:
    return Message.objects.create(
        conversation=conversation,
        case=case,
        door_id=conversation.door_id,
        external_id=item.external_id or None,
        direction=Message.Direction.OUT,
        state=Message.State.SENT,
        elsewhere=True,
        automatic=item.automatic,
        public=item.public,
        text=item.text,
        html=item.html,
        subject=item.subject[:300],
        cc=list(item.cc),
        sent_at=item.sent_at or arrived_at,
        shown_at=clock.believable(item.sent_at, arrived=arrived_at),
        received_at=arrived_at,
    )


def _stop_the_clock(case: Case, message: Message) -> None:
    later = case.messages.filter(direction="in", shown_at__gt=message.shown_at)
    if later.exists():
        return  # they wrote again since: that is still owed
    promising.answer_given(case, message=message, at=message.shown_at, by=None)
    if case.state != Case.State.DONE:
        case.state = Case.State.WAITING_THEM
    case.answered_at = case.answered_at or message.shown_at
    case.waiting_since, case.unread, case.last_from_us, case.last_author = None, 0, True, None
    case.moved_at, case.last_words = message.shown_at, " ".join(message.text.split())[:200]
    case.save()
    promising.refresh(case)
