"""Which asunto it is that a program speaks in."""

from django.db.models import QuerySet
from django.http import Http404

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.kit.prepared import prepared

LARGEST = 2**63 - 1  # that a key can be


def case_of(conversation: int, member: Member) -> Case:
    """Return the current asunto of a conversation; a foreign id is as unknown as one that never was."""
    found = _current(conversation, member) if conversation <= LARGEST else []
    if not found:
        raise Http404
    return found[0]


@prepared
def _current(conversation: int, member: Member) -> QuerySet[Case, Case]:
    seen = Case.objects.visible_to(member).filter(conversation=conversation)
    return seen.select_related("conversation__door__connection", "conversation__person", "person").current_first()[:1]
