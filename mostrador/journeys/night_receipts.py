"""They wrote while we are closed: one automatic receipt says so, who answers, and by when.

Once a night for each person, only in private, only by doors that tell receipts, never to a machine. It says that a
machine sends it, stops no clock, and the time it tells is that of the promise that already runs.
"""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mostrador.doors.contract import Writing
from mostrador.doors.models import Connection
from mostrador.inbox import calling, slipping
from mostrador.inbox.models import Case, Message
from mostrador.inbox.receiving import Heard
from mostrador.journeys import facts, outbound, slip_telling
from mostrador.journeys.refusing import Refused
from mostrador.kit import clock, house, jobs, saying
from mostrador.plan import keeping
from mostrador.plan.hours import Hours

GATHER = timedelta(seconds=20)  # people write in several breaths
NIGHT = timedelta(hours=14)
FRESH = timedelta(hours=1)  # what is older when it arrives was written before it could be told


def expect(heard: Heard, message: Message) -> None:
    """They wrote: where we are closed, tell them in a moment."""
    now, owed = clock.now(), heard.owed
    closed = owed is not None and isinstance(owed.hours, Hours) and not owed.hours.open_at(now)
    if not closed or message.public or message.automatic or now - message.shown_at > FRESH:
        return
    if slip_telling.told_at(heard.door) and slip_telling.is_reachable(house.public_url()):
        jobs.enqueue(tell, at=now + GATHER, only_one=f"night {message.conversation_id}",
                     conversation_id=message.conversation_id)  # fmt: skip


@jobs.job
def tell(*, conversation_id: int) -> None:
    """Send the receipt, unless somebody answered meanwhile, we opened, or they had one this night."""
    around = Case.objects.select_related("conversation__door__connection", "person", "owner")
    case = around.filter(conversation=conversation_id).current()
    now = clock.now()
    if case is None or not _deserves_it(case, now) or _had_one(case, now):
        return
    text = words(case, now)
    try:
        message = outbound.answer(case, by=None, text=text, key=f"night:{case.pk}:{now.date()}", automatic=True)
    except Refused:  # a gate of the plan stands over what a machine says
        return
    slipping.note_told(slipping.slip_of(case), by=message, words="")


def words(case: Case, now: datetime) -> str:
    """Return what it says, in their language and on the door's clock."""
    told = {"shop": keeping.house_name(), "link": slip_telling.link(case), "name": _who(case)}
    zone = facts.hours_of(case.conversation).zone
    with translation.override(slip_telling.language_of(case)), timezone.override(zone):
        told["before"] = saying.before(case.due_at or now, now)
        answer = (
            _("A person answers you: %(name)s, %(before)s.") if told["name"] else _("A person answers you %(before)s.")
        )
        first = _("Automatic answer of %(shop)s: we have your message, and we are closed now.") % told
        last = _("Your receipt: %(link)s") % told
        return f"{first} {answer % told}\n\n{last}"


def _deserves_it(case: Case, now: datetime) -> bool:
    conversation = case.conversation
    waits = case.state == Case.State.WAITING_US and case.due_at is not None and now < case.due_at
    if not waits or case.person.blocked_at or not slip_telling.tells(case):
        return False
    if conversation.door.connection.state == Connection.State.CLOSED or facts.hours_of(conversation).open_at(now):
        return False
    writing = Writing(public=False, last_heard_at=conversation.last_heard_at, now=now, automatic=True)
    return conversation.door.speaks.can_answer(writing).allowed


def _had_one(case: Case, now: datetime) -> bool:
    """Whether we wrote to this person since we closed: a machine this night, or one of us at the end of the day."""
    ours = Message.objects.filter(conversation__person__in=case.person.group_ids, direction=Message.Direction.OUT)
    return ours.filter(automatic=True, sent_at__gt=now - NIGHT).exists()


def _who(case: Case) -> str:
    owner = calling.owner_there(case)
    word = owner.name.split(maxsplit=1)[0] if owner and owner.name.split() else ""
    return word if word.isalpha() else ""
