"""What stood last in the conversations that a batch goes on with: triage reads a bare answer by what it answers."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mostrador.doors.contract import Item
from mostrador.inbox.models import Conversation, Message
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person
from mostrador.triage.before import NOTHING, SHORT, Before

Key = tuple[int, str]
"""A person and the thread."""


def key(item: Item, person: Person) -> Key:
    return person.pk, (item.thread or str(person.pk))[:255]


def preceding(said: Iterable[tuple[Item, Person]]) -> Mapping[Key, Before]:
    """Return what came last, for the items short enough to need it; one question for all."""
    short = [key(item, person) for item, person in said if len(item.text.split()) <= SHORT]
    found = _last_words({person for person, _thread in short}, {thread for _person, thread in short})
    return {
        (person, thread): Before(ours=text) if direction == Message.Direction.OUT else NOTHING
        for person, thread, direction, text in found
    }


@prepared
def _last_words(people: Collection[int], threads: Collection[str]) -> QuerySet[Any, tuple[int, str, str, str]]:
    last = (
        Message.objects.filter(conversation=OuterRef("pk"), deleted_at=None)
        .exclude(direction=Message.Direction.NOTE)
        .order_by("-shown_at", "-id")
    )
    return (
        Conversation.objects.filter(person__in=people, thread__in=threads)
        .annotate(direction=Subquery(last.values("direction")[:1]), words=Subquery(last.values("text")[:1]))
        .values_list("person_id", "thread", "direction", "words")
    )
