"""What a bare answer answers, for triage: our words that it quotes, else what stood last in its conversation."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mostrador.doors.contract import Item
from mostrador.inbox.models import Conversation, Message
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person
from mostrador.triage.before import NOTHING, SHORT, Before

Key = tuple[int, str, str]
"""A person, the thread, and the platform's id of what is quoted, if anything is."""


def key(item: Item, person: Person) -> Key:
    return person.pk, (item.thread or str(person.pk))[:255], item.reply_to


def preceding(said: Iterable[tuple[Item, Person]]) -> Mapping[Key, Before]:
    """Return what is answered, for the items short enough to need it; one question for all, one more for quotes."""
    short = [key(item, person) for item, person in said if len(item.text.split()) <= SHORT]
    people, threads = {person for person, _thread, _quoted in short}, {thread for _person, thread, _quoted in short}
    last = {
        (person, thread): Before(ours=text) if direction == Message.Direction.OUT else NOTHING
        for person, thread, direction, text in _last_words(people, threads)
    }
    ids = {quoted for _person, _thread, quoted in short if quoted}
    ours = {tuple(row[:3]): Before(ours=row[3]) for row in (_ours(people, threads, ids) if ids else [])}
    return {each: ours.get(each) or last.get(each[:2], NOTHING) for each in short}


@prepared
def _ours(
    people: Collection[int], threads: Collection[str], ids: Collection[str]
) -> QuerySet[Any, tuple[int, str, str | None, str]]:
    sent = Message.objects.filter(direction=Message.Direction.OUT, deleted_at=None, external_id__in=ids)
    told = sent.filter(conversation__person__in=people, conversation__thread__in=threads)
    return told.values_list("conversation__person_id", "conversation__thread", "external_id", "text")


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
