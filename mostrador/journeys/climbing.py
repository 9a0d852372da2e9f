"""Nobody has answered in time: step by step up the plan's ladder its roles are called, until somebody answers.

A step's time counts from their words, in the hours of the door; but nobody above is called before what was promised
there is over, and each step keeps its distance from the one before. A step without time calls nobody: it has it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from mostrador.inbox import calling as calls
from mostrador.inbox.models import Call, Promise
from mostrador.journeys import calling, facts, permitting
from mostrador.kit import jobs
from mostrador.plan import keeping
from mostrador.plan.shape import Rung


@jobs.job
def begin(*, promise_id: int) -> None:
    """A promise has run out: the first step waits for its time."""
    promise = calling.running(promise_id)
    if promise is not None and promise.about == Promise.About.ANSWER:
        _arrange(promise, step=0)


@jobs.job
def climb(*, promise_id: int, step: int) -> None:
    """The time of a step is over: call who stands there, where they have not heard of it, and wait for the next."""
    promise, rungs, plan = calling.running(promise_id), _rungs(), keeping.current()
    if promise is None or step >= len(rungs):
        return
    found = permitting.whom(plan, rungs[step].to, promise.case)
    with transaction.atomic():
        if found is not None and found.pk not in calls.heard_of(promise):
            calling.call(promise.case, [found], why=Call.Why.RUNG, promise=promise)
        _arrange(promise, step=step + 1)


def moment(promise: Promise, step: int) -> datetime:
    """Return when a step of the ladder is reached."""
    rungs, hours = _rungs(), facts.hours_of(promise.case.conversation)
    since_late = rungs[step].after - rungs[0].after
    return max(hours.after(promise.began_at, rungs[step].after), hours.after(promise.due_at, since_late))


def _arrange(promise: Promise, *, step: int) -> None:
    if step < len(_rungs()):
        name = f"ladder {promise.pk} {step}"
        jobs.enqueue(climb, at=moment(promise, step), only_one=name, promise_id=promise.pk, step=step)


def _rungs() -> list[Rung]:
    return [rung for rung in keeping.current().escalation if rung.after > timedelta(0)]
