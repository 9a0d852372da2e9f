"""Promises: made by a message or by our word, kept by a person, never forgotten.

An answer keeps what we owe to their words; only doing it keeps our own word.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import locking, owing, resolving
from mostrador.inbox.events import PromiseDropped, PromiseKept, PromiseMade
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.owing import WARNED_FOR_SHARE, Owed
from mostrador.inbox.telling import about_case, tell_case
from mostrador.kit import clock, ledger, rows
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_


class InThePast(Exception):
    for_people = N_("That time has passed. Say when you will do it.")


def owed_for(message: Message, *, owed: Owed, answered_before: bool) -> Promise:
    """Return the promise that a waiting spell makes, not yet written, and not yet tied to its case."""
    span = owed.next if answered_before else owed.first
    return owing.clock_of(message, owed, about=Promise.About.ANSWER, span=span)


@transaction.atomic
def promise(case: Case, *, what: str, due_at: datetime, by: Member, message: Message | None = None) -> Promise:
    """Give our word to the customer. Raises `InThePast`."""
    now = clock.now()
    if due_at <= now:
        raise InThePast
    locking.hold(case)
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
def bind(messages: Iterable[Message], *, within: timedelta, line: str) -> None:
    """Owe what the law gives the first of these words in each asunto, counted by the calendar.

    Not where it is over already, nor a second time. Whoever calls holds the asuntos.
    """
    firsts: dict[int, Message] = {}
    for message in messages:
        if message.case_id is not None and owing.began(message) + within > clock.now():
            firsts.setdefault(message.case_id, message)
    for bound in _bound(firsts.keys()) if firsts else ():
        firsts.pop(bound.case_id, None)
    made = [_by_law(message, within=within, line=line) for message in firsts.values()]
    rows.insert_all(made)
    ledger.record_all([about_case(PromiseMade, one.case, promise_id=one.pk, origin=one.origin) for one in made])
    for one in made:
        if one.case.state != Case.State.WAITING_US:  # else it runs, and is not what the asunto shows first
            refresh(one.case)


@prepared
def _bound(cases: Collection[int]) -> QuerySet[Promise, Promise]:
    return Promise.objects.filter(case__in=cases, origin=Promise.Origin.LAW).exclude(state=Promise.State.DROPPED)


def _by_law(message: Message, *, within: timedelta, line: str) -> Promise:
    began = owing.began(message)
    return Promise(
        case=message.case, message=message, origin=Promise.Origin.LAW, about=Promise.About.RESOLVE, line=line,
        began_at=began, due_at=began + within, warn_at=owing.warned_at(owing.AlwaysOpen(), began, within),
    )  # fmt: skip


@transaction.atomic
def keep(kept: Promise, *, by: Member) -> None:
    """Say that it was done; once, however many say it."""
    locking.hold(kept.case)
    _end(kept, at=clock.now(), by=by)
    refresh(kept.case)


@transaction.atomic
def drop(dropped: Promise, *, by: Member | None) -> None:
    """Say that it is no longer owed; our word whose time has passed is broken by that, whatever the reason."""
    locking.hold(dropped.case)
    _drop(dropped, by=by)
    refresh(dropped.case)


@transaction.atomic
def hurry(case: Case, *, due_at: datetime) -> None:
    """Owe the answer by then already, where it was owed later."""
    locking.hold(case)
    later = _running(case).filter(about=Promise.About.ANSWER, due_at__gt=due_at)
    if later.update(due_at=due_at, warn_at=due_at):
        refresh(case)


@transaction.atomic
def owe_anew(message: Message, *, owed: Owed) -> None:
    """Owe an answer to these words after all, from now on, where none is owed."""
    case, now = message.case, clock.now()
    if case is None or _running(case).filter(about=Promise.About.ANSWER).exists():
        return
    _make(
        case, message=message, origin=Promise.Origin.PLAN, about=Promise.About.ANSWER, line=owed.line, began_at=now,
        due_at=owed.hours.after(now, owed.first), warn_at=owing.warned_at(owed.hours, now, owed.first),
    )  # fmt: skip


def answer_given(case: Case, *, message: Message, at: datetime, by: Member | None) -> None:
    """A person answered: whatever we owed to their words is kept, late or in time, and the errand's own clock rests."""
    for running in _running_answers(case.pk):
        _end(running, at=at, by=by, ended_by=message)
    resolving.rest(case, message=message, at=at)


@prepared
def _running_answers(case: int) -> QuerySet[Promise, Promise]:
    return Promise.objects.filter(case=case, state=Promise.State.RUNNING, about=Promise.About.ANSWER)


def answer_did_not_arrive(message: Message) -> None:
    """What that answer kept, or let rest, is owed again, with its old time."""
    states = [Promise.State.KEPT, Promise.State.LATE, Promise.State.PAUSED]
    ended = Promise.objects.filter(ended_by=message, state__in=states)
    ended.update(state=Promise.State.RUNNING, ended_at=None, ended_by=None, left_seconds=None)


def owe_again(case: Case, *, ended_at: datetime) -> None:
    """What ended with the errand is owed again."""
    resolving.owe_again(case, ended_at=ended_at)
    given_up = [Promise.State.DROPPED, Promise.State.BROKEN]
    dropped = case.promises.filter(state__in=given_up, ended_at__range=(ended_at - resolving.TOGETHER, ended_at))
    dropped.update(state=Promise.State.RUNNING, ended_at=None)


def end_with(case: Case, *, by: Member | None, at: datetime) -> None:
    """The errand is done: that was promised too, and an answer still owed is owed no more."""
    for promise in _open(case):
        if promise.about == Promise.About.RESOLVE:
            _end(promise, at=at, by=by, ended_by=promise.ended_by)
        else:
            _drop(promise, by=by)


def drop_all(case: Case, *, by: Member | None) -> None:
    """The errand ended for a stated reason: nothing is owed any more."""
    for promise in _open(case):
        _drop(promise, by=by)


def open_words(case: Case) -> QuerySet[Promise]:
    """What we gave our word for and have not done yet."""
    return _running(case).filter(about=Promise.About.WORD)


def refresh(case: Case) -> None:
    """Repeat on the case what its rows show: the first promise due, and the first word of ours due.

    The promise to be done with the errand follows its turn, and is never shown in place of the answer we owe.
    """
    owed = resolving.open_promises(case.pk)
    _see_to_the_end(case, [promise for promise in owed if promise.about == Promise.About.RESOLVE])
    shown = [promise for promise in owed if promise.about != Promise.About.RESOLVE]
    first = next(iter(shown), None)
    word = next((promise for promise in shown if promise.about == Promise.About.WORD), None)
    case.due_at = first.due_at if first else None
    case.promise_began_at = first.began_at if first else None
    case.told_due_at = word.due_at if word else None
    case.save(update_fields=["due_at", "promise_began_at", "told_due_at"])


def _see_to_the_end(case: Case, promises: list[Promise]) -> None:
    if not promises:
        return
    case.refresh_from_db(fields=["state", "waiting_since", "last_from_us", "done_at"])
    if case.state != Case.State.DONE:
        resolving.follow_the_turn(case, promises)
        return
    at = case.done_at or clock.now()
    unanswered = case.ends.filter(at__range=(at - resolving.TOGETHER, at)).exists()
    for promise in promises:
        if unanswered:  # an answer that was taken back kept nothing
            _drop(promise, by=None, at=at)
        else:
            _end(promise, at=at, by=None, ended_by=promise.ended_by)


def _make(case: Case, **fields: object) -> Promise:
    made: Promise = case.promises.create(**fields)
    tell_case(PromiseMade, case, by=made.made_by, promise_id=made.pk, origin=made.origin)
    return made


def _drop(dropped: Promise, *, by: Member | None, at: datetime | None = None) -> None:
    now = at or clock.now()
    broken = dropped.about == Promise.About.WORD and now > dropped.due_at
    state = Promise.State.BROKEN if broken else Promise.State.DROPPED
    still = Promise.objects.filter(pk=dropped.pk, state__in=resolving.OPEN)
    if still.update(state=state, ended_at=now):
        tell_case(PromiseDropped, dropped.case, by=by, promise_id=dropped.pk, broken=broken)


def _end(ended: Promise, *, at: datetime, by: Member | None, ended_by: Message | None = None) -> None:
    late = resolving.is_late(ended, at=at)
    kept = Promise.State.LATE if late else Promise.State.KEPT
    still = Promise.objects.filter(pk=ended.pk, state__in=resolving.OPEN)
    if still.update(state=kept, ended_at=at, ended_by=ended_by):
        tell_case(PromiseKept, ended.case, by=by, promise_id=ended.pk, late=late)


def _open(case: Case) -> QuerySet[Promise]:
    return case.promises.filter(state__in=resolving.OPEN).select_related("case__conversation")


def _running(case: Case) -> QuerySet[Promise]:
    return case.promises.filter(state=Promise.State.RUNNING).select_related("case__conversation")
