"""Somebody of the team looked."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.events import CaseChanged
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case


@transaction.atomic
def look(case: Case, *, by: Member) -> None:
    """Count nothing as unread any more; silent where nothing was. A viewer's look counts for nobody."""
    if by.may_write and Case.objects.filter(pk=case.pk, unread__gt=0).update(unread=0):
        case.unread = 0
        tell_case(CaseChanged, case, by=by)
