"""Promises: made by a message or by our word, kept by a person, never forgotten.

An answer keeps what we owe to their words; only doing it keeps our own word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox.events import PromiseDropped, PromiseKept, PromiseMade
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.words import N_

WARNED_FOR_SHARE = 0.35  # of its time left when a promise turns to "due soon"
NOT_OLDER_THAN = timedelta(days=30)


class ServiceHours(Protocol):
    """When the house is open. The plan brings them."""

    def after(self, start: datetime, span: timedelta) -> datetime: ...
    def between(self, start: datetime, end: datetime) -> timedelta: ...


class AlwaysOpen:
    """Hours for who has none: every hour counts."""

    def after(self, start: datetime, span: timedelta) -> datetime:
        return start + span

    def between(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, timedelta(0))


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What the plan says that we owe: service time to the first and to every next answer, and to the end."""

    first: timedelta
    next: timedelta
    hours: ServiceHours
    line: str
    resolve: timedelta | None = None


class InThePast(Exception):
    for_people = N_("That time has passed. Say when you will do it.")


def owed_for(message: Message, *, owed: Owed, answered_before: bool) -> Promise:
    """Return the promise that a waiting spell makes, not yet written, and not yet tied to its case."""
    began = _began(message)
    span = owed.next if answered_before else owed.first
    return Promise(
        origin=Promise.Origin.PLAN,
        about=Promise.About.ANSWER,
        line=owed.line,
        began_at=began,
        due_at=owed.hours.after(began, span),
        warn_at=owed.hours.after(began, span * (1 - WARNED_FOR_SHARE)),
    )


@transaction.atomic
def promise(case: Case, *, what: str, due_at: datetime, by: Member, message: Message | None = None) -> Promise:
    """Give our word to the customer. Raises `InThePast`."""
    now = clock.now()
    if due_at <= now:
        raise InThePast
    made = _make(
        case,
        message=message,
        origin=Promise.Origin.TOLD,
        about=Promise.About.WORD,
        what=what.strip()[:200],
        began_at=now,
        due_at=due_at,
        warn_at=due_at - (due_at - now) * WARNED_FOR_SHARE,
        made_by=by,
    )
    refresh(case)
    return made


@transaction.atomic
def keep(kept: Promise, *, by: Member) -> None:
    """Say that it was done."""
    _end(kept, at=clock.now(), by=by)
    refresh(kept.case)


@transaction.atomic
def drop(dropped: Promise, *, by: Member | None) -> None:
    """Say that it is no longer owed."""
    Promise.objects.filter(pk=dropped.pk).update(state=Promise.State.DROPPED, ended_at=clock.now())
    tell_case(PromiseDropped, dropped.case, by=by, promise_id=dropped.pk)
    refresh(dropped.case)


def answer_given(case: Case, *, message: Message, at: datetime, by: Member | None) -> None:
    """A person answered: whatever we owed to their words is kept, late or in time."""
    for running in _running(case).filter(about=Promise.About.ANSWER):
        _end(running, at=at, by=by, ended_by=message)


def answer_did_not_arrive(message: Message) -> None:
    """What that answer kept is owed again, with its old time."""
    kept = Promise.objects.filter(ended_by=message, state__in=[Promise.State.KEPT, Promise.State.LATE])
    kept.update(state=Promise.State.RUNNING, ended_at=None, ended_by=None)


def owe_again(case: Case, *, dropped_at: datetime) -> None:
    """What was dropped when the errand ended is owed again."""
    together = timedelta(seconds=2)  # the end and its dropped promises were written in one breath
    dropped = case.promises.filter(state=Promise.State.DROPPED, ended_at__range=(dropped_at - together, dropped_at))
    dropped.update(state=Promise.State.RUNNING, ended_at=None)


def drop_all(case: Case, *, by: Member | None) -> None:
    """The errand ended for a stated reason: nothing is owed any more."""
    for running in _running(case):
        Promise.objects.filter(pk=running.pk).update(state=Promise.State.DROPPED, ended_at=clock.now())
        tell_case(PromiseDropped, case, by=by, promise_id=running.pk)


def open_words(case: Case) -> QuerySet[Promise]:
    """What we gave our word for and have not done yet."""
    return _running(case).filter(about=Promise.About.WORD)


def refresh(case: Case) -> None:
    """Repeat on the case what its rows show: the first promise due, and the first word of ours due."""
    first = _running(case).order_by("due_at").first()
    word = open_words(case).order_by("due_at").first()
    case.due_at = first.due_at if first else None
    case.promise_began_at = first.began_at if first else None
    case.told_due_at = word.due_at if word else None
    case.save(update_fields=["due_at", "promise_began_at", "told_due_at"])


def _make(case: Case, **fields: object) -> Promise:
    made: Promise = case.promises.create(**fields)
    tell_case(PromiseMade, case, promise_id=made.pk, origin=made.origin)
    return made


def _end(ended: Promise, *, at: datetime, by: Member | None, ended_by: Message | None = None) -> None:
    late = at > ended.due_at
    Promise.objects.filter(pk=ended.pk).update(
        state=Promise.State.LATE if late else Promise.State.KEPT, ended_at=at, ended_by=ended_by
    )
    tell_case(PromiseKept, ended.case, by=by, promise_id=ended.pk, late=late)


def _running(case: Case) -> QuerySet[Promise]:
    return case.promises.filter(state=Promise.State.RUNNING).select_related("case__conversation")


def _began(message: Message) -> datetime:
    """A message counts from when it was written, even while we were away; an unbelievable date counts from arrival."""
    too_old = message.received_at - NOT_OLDER_THAN
    return message.shown_at if message.shown_at > too_old else message.received_at
