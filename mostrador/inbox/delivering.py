"""Whether our words arrived: claimed, sent, delivered, read, failed or unsure, part by part and only forward."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import correcting, locking, promising, standing
from mostrador.inbox.events import MessageDeleted, MessageStateChanged
from mostrador.inbox.models import Case, Message, Part, Promise
from mostrador.inbox.models.messages import TRIED_FOR
from mostrador.inbox.telling import tell_message
from mostrador.kit import appointments, clock
from mostrador.kit.prepared import prepared

State = Message.State
LEASE = timedelta(minutes=2)
PAUSES_SECONDS = (10, 60, 300, 900, 3600)  # the last one again and again, for a day in all
FEW, MOST_LOOKED_AT = 3, 100
LADDER = {State.QUEUED: 0, State.SENDING: 1, State.UNSURE: 2, State.FAILED: 2, State.SENT: 3, State.DELIVERED: 4,
          State.READ: 5}  # fmt: skip
GIVEN_UP = (State.UNSURE, State.FAILED)
WORST_FIRST = (State.FAILED, State.UNSURE, State.SENDING, State.QUEUED, State.SENT, State.DELIVERED, State.READ)


def claim(
    doors: Collection[int] | None = None, *, may_leave: Callable[[Part], bool] = lambda _part: True
) -> Part | None:
    """Take the next part that may leave by these doors (by any), in its conversation's order; None when there is none.

    `may_leave` knows the platform's pace. Two workers may see the same row: whoever changes it first has it.
    """
    now = clock.now()
    for part in filter(may_leave, _few_by_few(doors, now)):
        if _take(part, now):
            return part
    return None


def _few_by_few(doors: Collection[int] | None, now: datetime) -> Iterator[Part]:
    """Yield what may leave: nearly always the first does, and rows are wide."""
    few = list(_ready(now)[:FEW]) if doors is None else _first_ready(doors, now)
    yield from few
    if len(few) == FEW:
        ready = _ready(now) if doors is None else _ready(now).filter(door__in=doors)
        yield from ready[FEW:MOST_LOOKED_AT]


@prepared
def _first_ready(doors: Collection[int], now: datetime) -> QuerySet[Part, Part]:
    return _ready(now).filter(door__in=doors)[:FEW]


@transaction.atomic
def _take(part: Part, now: datetime) -> bool:
    mine = Part.objects.filter(pk=part.pk, state=State.QUEUED).update(
        state=State.SENDING, leased_until=now + LEASE, tries=F("tries") + 1
    )
    if mine:
        part.state, part.tries, part.leased_until = State.SENDING, part.tries + 1, now + LEASE
        settle(part.message)
    return bool(mine)


def note_sent(part: Part, *, external_id: str, at: datetime | None, state: str = State.SENT) -> None:
    """The platform took it. What it told us meanwhile, by a receipt or an echo, stays true."""
    with transaction.atomic():
        locking.hold_conversations([part.message.conversation_id])
        was = State(*_state(part.pk))
        Part.objects.filter(pk=part.pk).update(
            state=max(was, State(state), key=lambda each: LADDER.get(each, 0)),
            external_id=external_id, sent_at=at or clock.now(), leased_until=None, why="",
        )  # fmt: skip
        if part.what == "message" and external_id:
            _known_as(part, external_id)
        if was in GIVEN_UP and part.what == "message":
            their_turn_again(part.message, by=None)
        settle(part.message)


@prepared
def _state(part: int) -> QuerySet[Part, str]:
    return Part.objects.filter(pk=part).values_list("state", flat=True)


def _known_as(part: Part, external_id: str) -> None:
    """Tie the platform's id to our words. An echo that looked like somebody else's words was these all along."""
    ours = part.message
    for twin in _twins(ours.door_id, external_id):
        Promise.objects.filter(ended_by=twin).update(ended_by=ours)
        tell_message(MessageDeleted, twin)
        twin.delete()
    if part.position == 0:
        Message.objects.filter(pk=ours.pk).update(external_id=external_id)


@prepared
def _twins(door: int, external_id: str) -> QuerySet[Message, Message]:
    return Message.objects.filter(door=door, external_id=external_id, elsewhere=True)


def note_failed(part: Part, *, why: str, try_again: bool, after: float | None = None) -> None:
    """The platform refused. It is tried again for a day while time may mend it; then a person is told.

    `after`: the seconds that the platform asked us to wait; it is taken at its word.
    """
    with transaction.atomic():
        locking.hold_conversations([part.message.conversation_id])
        if not still_sending(part):
            return
        if try_again and clock.now() < until(part):
            _queue_again(part, after=after, why=why)
        else:
            Part.objects.filter(pk=part.pk, give_up_at__gt=clock.now()).update(give_up_at=None)
            _give_up(part, state=State.FAILED, why=why)
        settle(part.message)


def until(part: Part) -> datetime:
    """Return until when it is tried."""
    return part.give_up_at or part.message.received_at + TRIED_FOR


def _queue_again(part: Part, *, after: float | None, why: str) -> None:
    usual = PAUSES_SECONDS[min(max(part.tries, 1), len(PAUSES_SECONDS)) - 1]
    next_try_at = clock.now() + timedelta(seconds=usual if after is None else max(after, 1.0))
    Part.objects.filter(pk=part.pk).update(
        state=State.QUEUED, next_try_at=min(next_try_at, until(part)), leased_until=None, unsure_since=None,
        why=why[:500],
    )  # fmt: skip


def still_sending(part: Part) -> bool:
    """Whether it is in the very hands that claimed it: meanwhile an echo or a person may have settled it."""
    return Part.objects.filter(pk=part.pk, state=State.SENDING, leased_until=part.leased_until).exists()


def note_too_late(part: Part, *, why: str) -> None:
    """It waited in vain for as long as words are tried: a person is told."""
    with transaction.atomic():
        locking.hold_conversations([part.message.conversation_id])
        if Part.objects.filter(pk=part.pk, state=State.QUEUED).exists():
            _give_up(part, state=State.FAILED, why=part.why or why)
            settle(part.message)


def note_unsure(part: Part, *, why: str) -> None:
    """Nobody knows whether it arrived: never sent again blindly, a person is asked."""
    with transaction.atomic():
        locking.hold_conversations([part.message.conversation_id])
        if not still_sending(part):
            return
        _give_up(part, state=State.UNSURE, why=why)
        settle(part.message)


def note_lost(part: Part, *, why: str) -> None:
    """A person looked and says that it did not arrive: it is not sent again by itself, and what follows it neither."""
    with transaction.atomic():
        _give_up(part, state=State.FAILED, why=why)
        settle(part.message)


def note_receipt(parts: Iterable[Part], *, state: str, why: str = "") -> None:
    """The platform tells of delivery, reading or failure, in any order: a part only moves forward."""
    with transaction.atomic():
        for part in _as_they_are(list(parts)):
            if state == State.FAILED and part.state in (State.SENT, State.SENDING, State.UNSURE):
                _give_up(part, state=State.FAILED, why=why)
            elif LADDER.get(State(state), 0) > LADDER.get(State(part.state), 0):
                Part.objects.filter(pk=part.pk).update(state=state, leased_until=None)
                if part.state in GIVEN_UP and part.what == "message":
                    their_turn_again(part.message, by=None)
            else:
                continue
            settle(part.message)


def _as_they_are(parts: list[Part]) -> list[Part]:
    """Return the parts as they stand once nobody else can move them."""
    if locking.hold_conversations([part.message.conversation_id for part in parts]):
        for part in parts:
            part.refresh_from_db(fields=["state"])
    return parts


def let_all_go() -> None:
    """Whatever is on its way lost its worker: only for who knows that no other one is alive."""
    Part.objects.filter(state=State.SENDING).update(leased_until=clock.now())


def set_back(by: timedelta) -> None:
    """Move what waits for a later moment: the clock was set back."""
    appointments.set_back(Part.objects.all(), by, "next_try_at", "leased_until")


def parts_of(door_id: int, external_id: str) -> QuerySet[Part]:
    """Return what left by that door under the platform's id: none where it has not left yet."""
    found = Part.objects.filter(message__door_id=door_id, external_id=external_id).exclude(external_id="")
    return found.select_related("message__conversation", "message__case__conversation")


def leaving_by(door_id: int) -> bool:
    """Whether anything is on its way whose id at the platform we are still to hear."""
    return Part.objects.filter(message__door_id=door_id, state__in=(State.SENDING, State.UNSURE)).exists()


def _ready(now: datetime) -> QuerySet[Part]:
    """Return parts that may leave now, whose conversation has nothing older still on its way.

    Where nobody knows whether the first half of a message arrived, the second waits for who will say it. Nothing
    leaves by a closed door: it waits until the door is opened again.
    """
    first_half = Part.objects.filter(message_id=OuterRef("message_id"), what="message", state=State.UNSURE)
    older = Part.objects.filter(
        Q(state=State.QUEUED) & ~Exists(first_half) | Q(state=State.SENDING),
        conversation_id=OuterRef("conversation_id"),
        id__lt=OuterRef("id"),
    )
    ready = Part.objects.filter(state=State.QUEUED, next_try_at__lte=now, message__door__closed_at=None)
    return (
        ready.filter(~Exists(first_half), ~Exists(older))
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
    if part.what != "message":
        if state == State.FAILED:
            correcting.did_not_arrive(part)
        return
    if state == State.FAILED:
        # A second half without the first would be nonsense: what has not left waits for the same decision.
        rest = part.message.parts.filter(what="message", state=State.QUEUED, position__gt=part.position)
        rest.update(state=state, why=why[:500])
    if not part.message.automatic:
        promising.answer_did_not_arrive(part.message)
        _our_turn_again(part.message)


def _our_turn_again(message: Message) -> None:
    case = Case.objects.filter(messages=message.pk).first()
    if case is None:
        return
    if case.last_from_us:
        # They wait since their own words, not since ours that did not arrive.
        since = standing.owed_since(case) or case.waiting_since or message.shown_at
        case.state, case.waiting_since = Case.State.WAITING_US, since
        case.done_at = None
        case.save(update_fields=["state", "waiting_since", "done_at"])
    promising.refresh(case)


def their_turn_again(message: Message, *, by: Member | None) -> None:
    """It arrived after all, or is on its way once more: the answer counts again. What is done or put off stays so."""
    case = Case.objects.filter(messages=message.pk).select_related("conversation").first()
    if case is None or message.automatic or not case.last_from_us:
        return
    promising.answer_given(case, message=message, at=clock.now(), by=by)
    if case.state == Case.State.WAITING_US:
        case.state = Case.State.WAITING_THEM
    case.waiting_since = None
    case.save(update_fields=["state", "waiting_since"])
    promising.refresh(case)


def settle(message: Message) -> None:
    """A message is as far as the least of its parts."""
    states = _states(message.pk)
    worst = next((state for state in WORST_FIRST if state in states), State.QUEUED)
    # Compared with the row, not with what the caller remembers of it.
    if Message.objects.filter(pk=message.pk).exclude(state=worst).update(state=worst):
        message.state = worst
        tell_message(MessageStateChanged, message, state=str(worst))


@prepared
def _states(message: int) -> QuerySet[Part, str]:
    return Part.objects.filter(message=message, what="message").values_list("state", flat=True)
