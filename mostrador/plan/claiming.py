"""Keeps what somebody found out about one claim of a criticism: one verdict a message and claim."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.events import CaseChanged
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.plan.models import Checked


@transaction.atomic
def judge(case: Case, *, message_id: int, about: str, verdict: str, by: Member) -> None:
    """Say that it is true or false; with "" it is not known after all."""
    if verdict:
        found = {"verdict": verdict, "by": by, "at": clock.now()}
        Checked.objects.update_or_create(message_id=message_id, about=about, defaults=found)
    else:
        Checked.objects.filter(message_id=message_id, about=about).delete()
    tell_case(CaseChanged, case, by=by)
