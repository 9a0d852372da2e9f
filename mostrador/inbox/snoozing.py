"""Putting an asunto off until a time, and its coming back."""

from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import locking
from mostrador.inbox.events import CaseSnoozed, CaseWoken
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.words import N_


class InThePast(Exception):
    for_people = N_("That time has passed.")


@transaction.atomic
def snooze(case: Case, *, until: datetime, by: Member) -> None:
    """Put it off. Its promises run on: what is owed is still owed. Raises `InThePast`."""
    if until <= clock.now():
        raise InThePast
    locking.hold(case)
    case.state, case.snoozed_until = Case.State.SNOOZED, until
    case.save(update_fields=["state", "snoozed_until"])
    tell_case(CaseSnoozed, case, by=by)


@transaction.atomic
def wake(case: Case, *, by: Member | None = None) -> None:
    """Bring it back to whoever's turn it is; what somebody ended or their words woke meanwhile stays as it is."""
    locking.hold(case)
    case.refresh_from_db(fields=["state", "snoozed_until", "waiting_since", "last_from_us"])
    if case.state != Case.State.SNOOZED:
        return
    case.state = Case.State.WAITING_US if case.waiting_since or not case.last_from_us else Case.State.WAITING_THEM
    case.snoozed_until = None
    case.save(update_fields=["state", "snoozed_until"])
    tell_case(CaseWoken, case, by=by)


def wake_all_due() -> int:
    """Wake what was put off until now; return how many."""
    due = Case.objects.filter(state=Case.State.SNOOZED, snoozed_until__lte=clock.now()).select_related("conversation")
    woken = list(due[:200])
    for case in woken:
        wake(case)
    return len(woken)
