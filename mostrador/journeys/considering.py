"""Everything that is thought about parcels before a word of them is written."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from mostrador.doors import said_here
from mostrador.doors.contract import Author, CannotRead, Item
from mostrador.doors.models import Connection, Door
from mostrador.doors.parcel_reading import Stored
from mostrador.inbox.receiving import Heard
from mostrador.journeys import facts, noting
from mostrador.journeys.preceding import NOTHING_STOOD, Above, Key, Preceding, key, posts_above, preceding
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.people import recognising
from mostrador.people.models import Person
from mostrador.plan import keeping
from mostrador.plan.noting import Wanted
from mostrador.plan.shape import Plan

log = logging.getLogger(__name__)

WORDS = ("message", "unsupported", "post", "review", "mention")
"""Kinds that start something; the others change or confirm what is there."""


class UnknownDoor(Exception):
    """The parcel names a page, number or mailbox that this connection does not have."""


@dataclass(frozen=True, kw_only=True)
class Thought:
    """One item with its door, its person and, where somebody said something, what it deserves."""

    item: Item
    door: Door
    person: Person | None
    arrived_at: datetime
    parcel_id: int
    heard: Heard | None = None
    wanted: tuple[Wanted, ...] = ()  # what the plan asks for besides an answer, and no room does yet


@dataclass(kw_only=True)
class Considered:
    """One parcel: its items thought through, or the trouble that sends it to quarantine."""

    stored: Stored
    connection: Connection
    items: list[Thought] = field(default_factory=list)
    trouble: str = ""


class Known(NamedTuple):
    """What is the same for a whole batch: who writes, what was said before, the plan."""

    people: Mapping[tuple[int, str], Person]
    stood: Mapping[Key, Preceding]
    posts: Mapping[Above, str]
    plan: Plan
    opened: set[tuple[int, str]]  # person and thread of the errands that this very batch opens


def consider(stored: Sequence[Stored]) -> list[Considered]:
    """Read, recognise and weigh a batch of parcels. Raises nothing that a parcel's content could cause."""
    wanted = {each.connection for each in stored}
    doors = _doors(wanted)
    connections = _connections(wanted, doors)
    opened = [Considered(stored=each, connection=connections[each.connection]) for each in stored]
    read = [(considered, _read(considered)) for considered in opened]
    people = _recognise(read)
    posts = posts_above(_at_doors(read, doors))
    known = Known(people, preceding(_said(read, people)), posts, keeping.current(), set())
    for considered, items in read:
        _think(considered, items, doors.get(considered.connection.pk, []), known)
    return opened


def _said(
    read: Sequence[tuple[Considered, list[Item]]], people: Mapping[tuple[int, str], Person]
) -> Iterator[tuple[Item, Person]]:
    for considered, items in read:
        for item in items:
            if item.kind in WORDS and (person := _who(considered, item, people)):
                yield item, person


def _at_doors(
    read: Sequence[tuple[Considered, list[Item]]], doors: Mapping[int, Sequence[Door]]
) -> Iterator[tuple[Item, Door]]:
    for considered, items in read:
        for item in items:
            if item.public and item.kind in WORDS and (door := _one_of(doors.get(considered.connection.pk, []), item)):
                yield item, door


def _who(considered: Considered, item: Item, people: Mapping[tuple[int, str], Person]) -> Person | None:
    return people.get((considered.connection.pk, item.author.id)) if item.author else None


def _connections(wanted: set[int], doors: Mapping[int, Sequence[Door]]) -> dict[int, Connection]:
    """Return the connections; all but one without doors came with theirs."""
    found = {number: theirs[0].connection for number, theirs in doors.items()}
    if doorless := wanted - found.keys():
        found |= Connection.objects.in_bulk(doorless)
    return found


def _read(considered: Considered) -> list[Item]:
    parcel = considered.stored.parcel
    try:
        return (
            said_here.read(parcel) if parcel.method == said_here.METHOD else considered.connection.speaks.read(parcel)
        )
    except CannotRead as trouble:
        considered.trouble = str(trouble)
    except Exception as error:  # a channel's own fault must not stop its lane
        log.exception("parcel=%s channel=%s cannot be read", considered.stored.parcel.id, considered.connection.channel)
        considered.trouble = f"{type(error).__name__}: {error}"
    return []


def _recognise(read: Sequence[tuple[Considered, list[Item]]]) -> dict[tuple[int, str], Person]:
    """Meet everybody in the batch at once, one look-up a connection."""
    found: dict[tuple[int, str], Person] = {}
    for connection, authors in _authors(read):
        persons = recognising.recognise_all(
            authors.values(), scope=connection.scope, channel=connection.channel, at=clock.now()
        )
        found.update({(connection.pk, value): person for value, person in persons.items()})
    return found


def _authors(read: Sequence[tuple[Considered, list[Item]]]) -> Iterable[tuple[Connection, dict[str, Author]]]:
    by_connection: dict[int, tuple[Connection, dict[str, Author]]] = {}
    for considered, items in read:
        authors = by_connection.setdefault(considered.stored.connection, (considered.connection, {}))[1]
        authors |= {item.author.id: item.author for item in items if item.author and item.author.id}
    return [each for each in by_connection.values() if each[1]]


def _doors(connections: Collection[int]) -> dict[int, list[Door]]:
    """Return the doors of each connection, all of one with the same connection."""
    found: dict[int, list[Door]] = {}
    for door in _doors_of(connections):
        theirs = found.setdefault(door.connection_id, [])
        door.connection = theirs[0].connection if theirs else door.connection
        theirs.append(door)
    return found


@prepared
def _doors_of(connections: Collection[int]) -> QuerySet[Door, Door]:
    return Door.objects.filter(connection__in=connections).select_related("connection").order_by("pk")


def _think(
    considered: Considered,
    items: list[Item],
    doors: Sequence[Door],
    known: Known,
) -> None:
    try:
        for item in items:
            if item.kind == "ignored":
                continue
            considered.items.append(_thought(considered, item, door_for(item, doors), known))
    except UnknownDoor as trouble:
        considered.trouble = str(trouble)
    except Exception as error:  # triage or the plan stumbled: a person must still see the message
        log.exception("parcel=%s cannot be weighed", considered.stored.parcel.id)
        considered.trouble = f"{type(error).__name__}: {error}"


def _thought(considered: Considered, item: Item, door: Door, known: Known) -> Thought:
    parcel, person = considered.stored.parcel, _who(considered, item, known.people)
    arrived = parcel.received_at or clock.now()
    heard: Heard | None = None
    wanted: tuple[Wanted, ...] = ()
    if item.kind in WORDS and person is not None:
        place = key(item, person)
        stood = known.stood.get(place, NOTHING_STOOD)
        heard = facts.weigh(
            item, door=door, person=person, plan=known.plan, arrived_at=arrived, parcel_id=parcel.id,
            stood=stood._replace(is_open=stood.is_open or place[:2] in known.opened),
            post=known.posts.get((door.pk, item.thread[:255]), ""),
        )  # fmt: skip
        if heard.needs_answer:
            known.opened.add(place[:2])
        wanted = noting.wanted(heard, known.plan)
    return Thought(
        item=item, door=door, person=person, arrived_at=arrived, parcel_id=parcel.id, heard=heard, wanted=wanted
    )


def door_for(item: Item, doors: Sequence[Door]) -> Door:
    """Return the door an item came through. Raises `UnknownDoor`.

    A connection with one door whose platform id was never learnt has only that one to mean.
    """
    found = _one_of(doors, item)
    if found:
        return found
    raise UnknownDoor(f"It came for “{item.door}”, which is none of our doors here.")


def _one_of(doors: Sequence[Door], item: Item) -> Door | None:
    exact = next((door for door in doors if door.external_id == item.door), None)
    if exact is None and len(doors) == 1 and not (item.door and doors[0].external_id):
        return doors[0]
    return exact
