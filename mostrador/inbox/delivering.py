"""Whether our words arrived: claimed, sent, delivered, read, failed or unsure, part by part and only forward."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mostrador.inbox import promising
from mostrador.inbox.events import MessageStateChanged
from mostrador.inbox.models import Case, Message, Part
from mostrador.inbox.telling import tell_message
from mostrador.kit import clock

State = Message.State
LEASE = timedelta(minutes=2)
PAUSES_SECONDS = (10, 60, 300, 900, 3600, 3600, 7200, 14400, 28800)  # in all some seventeen hours
LADDER = {State.QUEUED: 0, State.SENDING: 1, State.UNSURE: 2, State.FAILED: 2, State.SENT: 3, State.DELIVERED: 4,
          State.READ: 5}  # fmt: skip
WORST_FIRST = (State.FAILED, State.UNSURE, State.SENDING, State.QUEUED, State.SENT, State.DELIVERED, State.READ)


def claim() -> Part | None:
    """Take the next part that may leave, in the order of its conversation; None when there is none.

    Two workers may see the same row: whoever changes it first has it.
    """
    now = clock.now()
    for part in _ready(now)[:20]:
        mine = Part.objects.filter(pk=part.pk, state=State.QUEUED).update(
            state=State.SENDING, leased_until=now + LEASE, tries=F("tries") + 1
        )
        if mine:
            part.state, part.tries = State.SENDING, part.tries + 1
            return part
    return None


def note_sent(part: Part, *, external_id: str, at: datetime | None, state: str = State.SENT) -> None:
    """The platform took it."""
    with transaction.atomic():
        Part.objects.filter(pk=part.pk).update(
            state=state, external_id=external_id, sent_at=at or clock.now(), leased_until=None, why=""
        )
        if part.position == 0 and part.what == "message" and external_id:
            Message.objects.filter(pk=part.message_id).update(external_id=external_id)
        settle(part.message)


def note_failed(part: Part, *, why: str, try_again: bool, after: float | None = None) -> None:
    """The platform refused. It is tried again while time may mend it; then a person is told."""
    with transaction.atomic():
        if try_again and part.tries <= len(PAUSES_SECONDS):
            pause = timedelta(seconds=_pause(PAUSES_SECONDS[part.tries - 1], after))
            Part.objects.filter(pk=part.pk).update(
                state=State.QUEUED, next_try_at=clock.now() + pause, leased_until=None, why=why[:500]
            )
        else:
            _give_up(part, state=State.FAILED, why=why)
        settle(part.message)


def _pause(usual: float, asked: float | None) -> float:
    """Who says how long to wait is taken at their word, as long as it does not use up all the tries at once."""
    return usual if asked is None else max(asked, usual / 10)


def note_unsure(part: Part, *, why: str) -> None:
    """Nobody knows whether it arrived: never sent again blindly, a person is asked."""
    with transaction.atomic():
        _give_up(part, state=State.UNSURE, why=why)
        settle(part.message)


def note_receipt(parts: Iterable[Part], *, state: str, why: str = "") -> None:
    """The platform tells of delivery, reading or failure, in any order: a part only moves forward."""
    with transaction.atomic():
        for part in parts:
            if state == State.FAILED and part.state in (State.SENT, State.SENDING, State.UNSURE):
                _give_up(part, state=State.FAILED, why=why)
            elif LADDER.get(State(state), 0) > LADDER.get(State(part.state), 0):
                Part.objects.filter(pk=part.pk).update(state=state, leased_until=None)
            else:
                continue
            settle(part.message)


def let_all_go() -> None:
    """Whatever is on its way lost its worker: only for who knows that no other one is alive."""
    Part.objects.filter(state=State.SENDING).update(leased_until=clock.now())


def forgotten() -> list[Part]:
    """Return the parts whose worker died while sending."""
    late = Part.objects.filter(state=State.SENDING, leased_until__lt=clock.now())
    return list(late.select_related("message__conversation")[:50])


def parts_of(door_id: int, external_id: str) -> QuerySet[Part]:
    return Part.objects.filter(message__door_id=door_id, external_id=external_id).select_related(
        "message__conversation", "message__case__conversation"
    )


def _ready(now: datetime) -> QuerySet[Part]:
    """Return parts that may leave now, whose conversation has nothing older still on its way."""
    older = Part.objects.filter(
        Q(state=State.QUEUED) | Q(state=State.SENDING),
        message__conversation_id=OuterRef("message__conversation_id"),
        id__lt=OuterRef("id"),
    )
    ready = Part.objects.filter(state=State.QUEUED, next_try_at__lte=now).annotate(
        older=Subquery(older.values("id")[:1])
    )
    return (
        ready.filter(older=None)
        .order_by("id")
        .select_related(
            "message__conversation__door__connection",
            "message__conversation__person",
            "message__case",
            "message__author",
        )
    )


def _give_up(part: Part, *, state: str, why: str) -> None:
    Part.objects.filter(pk=part.pk).update(state=state, leased_until=None, why=why[:500])
    if not part.message.automatic and part.what == "message":
        promising.answer_did_not_arrive(part.message)
        _our_turn_again(part.message)


def _our_turn_again(message: Message) -> None:
    case = Case.objects.filter(messages=message.pk).first()
    if case is None or not case.last_from_us:
        return
    case.state, case.waiting_since = Case.State.WAITING_US, case.waiting_since or message.shown_at
    case.done_at = None
    case.save(update_fields=["state", "waiting_since", "done_at"])
    promising.refresh(case)


def settle(message: Message) -> None:
    """A message is as far as the least of its parts."""
    states = set(message.parts.filter(what="message").values_list("state", flat=True))
    worst = next((state for state in WORST_FIRST if state in states), State.QUEUED)
    if message.state != worst:
        message.state = worst
        Message.objects.filter(pk=message.pk).update(state=worst)
        tell_message(MessageStateChanged, message, state=str(worst))
