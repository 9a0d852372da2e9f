"""What stood there before they wrote: our words that a bare answer answers, an errand of theirs, the post above."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Conversation, Message, Post
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person
from mostrador.triage.before import NOTHING, SHORT, Before

Key = tuple[int, str, str]
"""A person, the thread, and the platform's id of what is quoted, if anything is."""
Above = tuple[int, str]
"""A door, and the thread under a post."""


def key(item: Item, person: Person) -> Key:
    return person.pk, (item.thread or str(person.pk))[:255], item.reply_to


class Preceding(NamedTuple):
    """What stood there when words came: what they answer, and whether an errand of theirs was open."""

    before: Before = NOTHING
    is_open: bool = False


NOTHING_STOOD = Preceding()


def preceding(said: Iterable[tuple[Item, Person]]) -> Mapping[Key, Preceding]:
    """Return what stood before each; one question for all, one more for quotes. Only short words answer anything."""
    told = [(key(item, person), len(item.text.split()) <= SHORT) for item, person in said]
    short = {each for each, is_short in told if is_short}
    people, threads = {person for (person, _thread, _quoted), _ in told}, {each[1] for each, _ in told}
    last = {
        (person, thread): Preceding(Before(ours=text) if direction == Message.Direction.OUT else NOTHING, bool(is_open))
        for person, thread, direction, text, is_open in _last_words(people, threads)
    }
    ids = {quoted for _person, _thread, quoted in short if quoted}
    ours = {tuple(row[:3]): Before(ours=row[3]) for row in (_ours(people, threads, ids) if ids else [])}
    found = {each: last.get(each[:2], NOTHING_STOOD) for each, _ in told}
    return {
        each: stood._replace(before=(ours.get(each) or stood.before) if each in short else NOTHING)
        for each, stood in found.items()
    }


@prepared
def _ours(
    people: Collection[int], threads: Collection[str], ids: Collection[str]
) -> QuerySet[Any, tuple[int, str, str | None, str]]:
    sent = Message.objects.filter(direction=Message.Direction.OUT, deleted_at=None, external_id__in=ids)
    told = sent.filter(conversation__person__in=people, conversation__thread__in=threads)
    return told.values_list("conversation__person_id", "conversation__thread", "external_id", "text")


@prepared
def _last_words(people: Collection[int], threads: Collection[str]) -> QuerySet[Any, tuple[int, str, str, str, bool]]:
    going_on = Case.objects.filter(conversation=OuterRef("pk")).exclude(state=Case.State.DONE)
    last = (
        Message.objects.filter(conversation=OuterRef("pk"), deleted_at=None)
        .exclude(direction=Message.Direction.NOTE)
        .order_by("-shown_at", "-id")
    )
    return (
        Conversation.objects.filter(person__in=people, thread__in=threads)
        .annotate(direction=Subquery(last.values("direction")[:1]), words=Subquery(last.values("text")[:1]))
        .annotate(is_open=Exists(going_on))
        .values_list("person_id", "thread", "direction", "words", "is_open")
    )


def posts_above(said: Iterable[tuple[Item, Door]]) -> Mapping[Above, str]:
    """Return the words of the posts that public words stand under, as told with them or before; nothing else."""
    public = [(item, door) for item, door in said if item.public and item.thread]
    told = {(door.pk, item.thread[:255]): item.post.text for item, door in public if item.post and item.post.text}
    asked = {(door.pk, item.thread[:255]) for item, door in public} - told.keys()
    known = _posts({door for door, _thread in asked}, {thread for _door, thread in asked})
    return {(door, thread): text for door, thread, text in known} | told


@prepared
def _posts(doors: Collection[int], threads: Collection[str]) -> QuerySet[Post, tuple[int, str, str]]:
    return Post.objects.filter(door__in=doors, thread__in=threads).values_list("door_id", "thread", "text")
