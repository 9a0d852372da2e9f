"""What an asunto is called, and what it is about when the machine was wrong."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.events import CaseChanged
from mostrador.inbox.models import Case, Need
from mostrador.inbox.telling import tell_case


@transaction.atomic
def rename(case: Case, *, title: str, by: Member) -> None:
    case.title = title.strip()[:120]
    case.save(update_fields=["title"])
    tell_case(CaseChanged, case, by=by)


@transaction.atomic
def say_need(case: Case, *, kind: str, by: Member) -> None:
    """Correct the machine: the row stays beside its opinion, to learn from."""
    message = case.messages.filter(direction="in").order_by("-id").first()
    if message is not None:
        Need.objects.create(message=message, case=case, kind=kind, certainty=1.0, said_by=by)
    case.kind = kind
    case.save(update_fields=["kind"])
    tell_case(CaseChanged, case, by=by)


@transaction.atomic
def say_fault(case: Case, *, fault: Case.Fault, by: Member) -> None:
    """Say whose fault it was, once somebody knows: what the plan advises hangs on it."""
    case.fault = fault
    case.save(update_fields=["fault"])
    tell_case(CaseChanged, case, by=by)
