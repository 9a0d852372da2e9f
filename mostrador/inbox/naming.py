"""What an asunto is called, and what it is about when the machine was wrong."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.events import CaseChanged
from mostrador.inbox.models import Case, Message, Need
from mostrador.inbox.telling import tell_case
from mostrador.kit.tidying import one_line


@transaction.atomic
def rename(case: Case, *, title: str, by: Member) -> None:
    case.title = one_line(title)[:120]
    case.save(update_fields=["title"])
    tell_case(CaseChanged, case, by=by)


@transaction.atomic
def say_need(case: Case, *, kind: str, by: Member, message: Message | None = None) -> Need | None:
    """Say what a message is about, the last one unless another is meant; the machine's opinion stays beside it.

    The asunto is about what its last words are about. None where they have said nothing in it yet.
    """
    last = last_heard(case)
    message, said = message or last, None
    if message is not None:
        said = Need.objects.create(message=message, case=case, kind=kind, certainty=1.0, said_by=by)
    if message == last:
        _about(case, kind, by=by)
    return said


@transaction.atomic
def unsay_need(said: Need, *, kind: str, by: Member) -> None:
    """Take that back: the asunto is about `kind` again, unless it is about something else by now."""
    case, told = said.case, said.kind
    said.delete()
    if case is not None and case.kind == told:
        _about(case, kind, by=by)


def last_heard(case: Case) -> Message | None:
    """Return the last thing they said in it."""
    return case.messages.filter(direction=Message.Direction.IN).order_by("-id").first()


def _about(case: Case, kind: str, *, by: Member) -> None:
    case.kind = kind
    case.save(update_fields=["kind"])
    tell_case(CaseChanged, case, by=by)


@transaction.atomic
def weigh(message: Message, *, by: Member, tone: str | None = None, abuse: bool | None = None) -> None:
    """Say how it was meant: in what tone, and whether it insults."""
    message.tone = message.tone if tone is None else tone
    message.abuse = message.abuse if abuse is None else abuse
    message.save(update_fields=["tone", "abuse"])
    if message.case is not None:
        tell_case(CaseChanged, message.case, by=by)


@transaction.atomic
def say_fault(case: Case, *, fault: Case.Fault, by: Member) -> None:
    """Say whose fault it was, once somebody knows: what the plan advises hangs on it."""
    case.fault = fault
    case.save(update_fields=["fault"])
    tell_case(CaseChanged, case, by=by)
