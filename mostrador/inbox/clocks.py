"""The clocks tick: a warning before a promise is due, and the truth when it is late."""

from django.db import transaction
from django.db.models import QuerySet

from mostrador.inbox import locking, snoozing
from mostrador.inbox.events import PromiseLate, PromiseWarned
from mostrador.inbox.models import Promise
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock

AT_ONCE = 200


def tick() -> int:
    """Say aloud what became due since the last tick; return how many things were said."""
    return _warn() + _tell_late() + snoozing.wake_all_due()


def _warn() -> int:
    running = Promise.objects.filter(state=Promise.State.RUNNING, warned_at=None, warn_at__lte=clock.now())
    return _say(running, PromiseWarned, "warned_at")


def _tell_late() -> int:
    running = Promise.objects.filter(state=Promise.State.RUNNING, late_at=None, due_at__lte=clock.now())
    return _say(running, PromiseLate, "late_at")


@transaction.atomic
def _say(promises: QuerySet[Promise], fact: type[PromiseWarned] | type[PromiseLate], noted: str) -> int:
    found = list(promises.select_related("case__conversation")[:AT_ONCE])
    locking.hold(*(promise.case for promise in found))
    for promise in found:
        still = Promise.objects.filter(pk=promise.pk, state=Promise.State.RUNNING, **{noted: None})
        if not still.update(**{noted: clock.now()}):
            continue  # another worker was quicker, or it was kept meanwhile
        tell_case(fact, promise.case, promise_id=promise.pk)
        snoozing.wake(promise.case)  # what is owed does not sleep over its time
    return len(found)
