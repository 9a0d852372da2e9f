"""The promise to be done with an errand: its time passes while they wait for us, and rests while we wait for them.

It follows the turn: whatever gives the turn away lets it rest with the service time it has left, whatever brings the
turn back lets it run on. Its end is the errand's.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from mostrador.inbox import owing
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.owing import Owed, ServiceHours
from mostrador.kit import clock
from mostrador.kit.prepared import prepared

State, About = Promise.State, Promise.About
OPEN = (State.RUNNING, State.PAUSED)
RESUMED = ["state", "due_at", "warn_at", "warned_at", "left_seconds", "ended_at", "ended_by"]
TOGETHER = timedelta(seconds=2)  # the end of an errand and of its promises are written in one breath


def made_by(message: Message, *, owed: Owed) -> Promise | None:
    """Return the promise that a new errand makes, not yet written; None where the plan names no time for it."""
    if owed.resolve is None:
        return None
    return owing.clock_of(message, owed, about=Promise.About.RESOLVE, span=owed.resolve)


def rest(case: Case, *, message: Message | None, at: datetime) -> None:
    """It is their turn: keep the service time that is left. `message` is the answer that gave the turn away."""
    running = [one for one in open_promises(case.pk) if one.about == About.RESOLVE and one.state == State.RUNNING]
    for promise in running:
        hours = _hours_of(case, promise)
        left = hours.between(max(at, promise.began_at), promise.due_at)
        _of(case).filter(pk=promise.pk, state=State.RUNNING).update(
            state=State.PAUSED, left_seconds=max(0, round(left.total_seconds())), ended_at=at, ended_by=message
        )


@prepared
def open_promises(case: int) -> QuerySet[Promise, Promise]:
    """Return what is owed in an asunto and not yet ended, the earliest first."""
    return Promise.objects.filter(case=case, state__in=OPEN).order_by("due_at")


def run_on(resting: Promise, *, since: datetime, hours: ServiceHours) -> Promise:
    """Let it run on since they wait for us again; not yet written. What was late stays late since its old time.

    The law counts the days of the calendar: its time goes on, it is only not told of while they have the turn.
    """
    left = timedelta(seconds=resting.left_seconds or 0)
    if resting.origin != Promise.Origin.LAW and not _rested_late(resting):
        start = max(since, resting.ended_at or since)
        resting.due_at, resting.warn_at = hours.after(start, left), owing.warned_at(hours, start, left)
        resting.warned_at = None
    resting.state, resting.left_seconds, resting.ended_at, resting.ended_by = State.RUNNING, None, None, None
    return resting


def follow_the_turn(case: Case, promises: Iterable[Promise]) -> None:
    """Let each rest or run on as the errand, still open, now stands."""
    ours = _our_turn(case)
    for promise in promises:
        if ours and promise.state == State.PAUSED:
            since = case.waiting_since or clock.now()
            run_on(promise, since=since, hours=owing.hours_of(case.conversation)).save(update_fields=RESUMED)
        elif not ours and promise.state == State.RUNNING:
            rest(case, message=None, at=clock.now())


def goes_on(case: Case, *, message: Message) -> None:
    """We answered in an errand that was over: it is not, and its promise rests since its end."""
    if case.done_at is not None:
        owe_again(case, ended_at=case.done_at)
        rest(case, message=message, at=case.done_at)


def owe_again(case: Case, *, ended_at: datetime) -> None:
    """The errand was not over after all: what ended with it rests or runs as it did, with its old time."""
    ended = _of(case).exclude(state__in=OPEN).filter(ended_at__range=(ended_at - TOGETHER, ended_at + TOGETHER))
    ended.filter(left_seconds=None).update(state=State.RUNNING, ended_at=None, ended_by=None)
    ended.update(state=State.PAUSED)


def is_late(promise: Promise, *, at: datetime) -> bool:
    """Whether it ends too late; what rests has stopped the clock before."""
    return _rested_late(promise) if promise.state == State.PAUSED else at > promise.due_at


def _rested_late(promise: Promise) -> bool:
    """Whether it was late when it came to rest; none left at the very moment it was due is in time."""
    return promise.left_seconds == 0 and promise.ended_at is not None and promise.ended_at > promise.due_at


def _our_turn(case: Case) -> bool:
    if case.state == Case.State.SNOOZED:
        return case.waiting_since is not None or not case.last_from_us
    return case.state == Case.State.WAITING_US


def _hours_of(case: Case, promise: Promise) -> ServiceHours:
    return owing.AlwaysOpen() if promise.origin == Promise.Origin.LAW else owing.hours_of(case.conversation)


def _of(case: Case) -> QuerySet[Promise]:
    return case.promises.filter(about=Promise.About.RESOLVE)
