"""Tags, for what the shop wants to find again."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.events import CaseChanged
from mostrador.inbox.models import Case, Tag
from mostrador.inbox.telling import tell_case
from mostrador.kit.tidying import one_line


@transaction.atomic
def tag(case: Case, *, name: str, by: Member) -> None:
    found, _ = Tag.objects.get_or_create(name=one_line(name).lower()[:40])
    case.tags.add(found)
    tell_case(CaseChanged, case, by=by)


@transaction.atomic
def untag(case: Case, *, name: str, by: Member) -> None:
    if found := list(case.tags.filter(name=name)):
        case.tags.remove(*found)
        tell_case(CaseChanged, case, by=by)
