"""The asunto on a page, with what several of its regions ask about it: asked once."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import acquaintance
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Tag
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
    def others(self) -> list[Case]:
        """Their other open asuntos, over all doors one may see."""
        found = Case.objects.visible_to(self.around.member).open().filter(person__in=self.known.group)
        return list(found.exclude(pk=self.case.pk).order_by("due_at", "pk")[:MOST_OTHERS])

    @cached_property
    def given(self) -> list[Given]:
        """What was given in it, the latest first."""
        rows = Given.objects.filter(case=self.case).select_related("receipt", "purse")
        return list(rows.order_by("-pk")[:MOST_GIVEN])

    @cached_property
    def team(self) -> list[tuple[int, str]]:
        return team()

    @cached_property
    def tags(self) -> list[Tag]:
        return list(self.case.tags.order_by("name"))

    @property
    def answerable(self) -> list[Case]:
        """The open asuntos of this conversation, this one first: an answer must say which one it is for."""
        same = [other for other in self.others if other.conversation_id == self.case.conversation_id]
        return [self.case, *same]


def team() -> list[tuple[int, str]]:
    """Return who can be given an asunto, by name."""
    rows = (
        Member.objects.filter(is_active=True).exclude(role="viewer").order_by("name").values_list("pk", "name", "away")
    )
    return [(pk, name if not away else _("%(name)s (away)") % {"name": name}) for pk, name, away in rows]
