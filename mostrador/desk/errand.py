"""The asunto on a page, with what several of its regions ask about it: asked once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from mostrador.accounts.models import Member, Role
from mostrador.desk import acquaintance, shifts
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox import resolving
from mostrador.inbox.models import Case, Promise, Tag
from mostrador.journeys import advising
from mostrador.kit.prepared import prepared
from mostrador.plan.deciding import Advice
from mostrador.plan.models import Given

MOST_OTHERS = 8
MOST_GIVEN = 100


@dataclass
class Errand:
    case: Case
    around: Surroundings

    @cached_property
    def known(self) -> Acquaintance:
        door = self.around.door(self.case.conversation.door_id)
        address = self.case.conversation.address_value
        return acquaintance.of(self.case.person, around=self.around, address=address, door=door.name)

    @cached_property
    def advice(self) -> Advice:
        """What the plan says of it as it stands."""
        return advising.advice(self.case)

    @cached_property
    def others(self) -> list[Case]:
        """Their other open asuntos, over all doors one may see."""
        return _others([one.pk for one in self.known.group], self.case.pk, self.around.member)

    @cached_property
    def given(self) -> list[Given]:
        """What was given in it, the latest first."""
        return _given(self.case.pk)

    @cached_property
    def team(self) -> list[tuple[int, str]]:
        """Who can be given it, by name."""
        able = (one for one in self.around.colleagues if one.active and one.role != Role.VIEWER)
        return [(one.id, shifts.called(one, self.around.now)) for one in able]

    @cached_property
    def tags(self) -> list[Tag]:
        return _tags(self.case.pk)

    @cached_property
    def promises(self) -> list[Promise]:
        """What is owed in it and not yet ended, the earliest first."""
        return resolving.open_promises(self.case.pk)

    @property
    def answerable(self) -> list[Case]:
        """The open asuntos of this conversation, this one first: an answer must say which one it is for."""
        same = [other for other in self.others if other.conversation_id == self.case.conversation_id]
        return [self.case, *same]


@prepared
def _others(persons: Sequence[int], but: int, member: Member) -> QuerySet[Case, Case]:
    found = Case.objects.visible_to(member).open().filter(person__in=persons)
    return found.exclude(pk=but).order_by("due_at", "pk")[:MOST_OTHERS]


@prepared
def _given(case: int) -> QuerySet[Given, Given]:
    return Given.objects.filter(case=case).select_related("receipt", "purse").order_by("-pk")[:MOST_GIVEN]


@prepared
def _tags(case: int) -> QuerySet[Tag, Tag]:
    return Tag.objects.filter(case=case).order_by("name")
