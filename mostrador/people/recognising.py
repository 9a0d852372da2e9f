"""Who is this? The person behind an author, met before or new."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from mostrador.kit import ledger, rows
from mostrador.kit.prepared import prepared
from mostrador.kit.tidying import one_line
from mostrador.people.events import PersonMet
from mostrador.people.models import Address, Person


class Author(Protocol):
    """Who wrote, in a channel's words (`doors.contract.Author`): this room stands on no other's floor."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def handle(self) -> str: ...
    @property
    def picture_url(self) -> str: ...
    @property
    def language(self) -> str: ...


def recognise(author: Author, *, scope: str, channel: str, at: datetime) -> Person:
    """Return the person behind one author. See `recognise_all`."""
    return recognise_all([author], scope=scope, channel=channel, at=at)[author.id]


def recognise_all(authors: Iterable[Author], *, scope: str, channel: str, at: datetime) -> dict[str, Person]:
    """Return the person behind each author id, meeting those whom we did not know.

    `scope` is within what an id is unique: a connection, or everywhere for ids such as mail addresses.
    Only the channel's own id identifies: a name, a mail or a telephone that somebody claims does not.
    """
    told = {author.id: author for author in authors}
    try:
        return _recognise(told, scope, channel, at)
    except IntegrityError:  # another worker met one of them in the same moment: now we know them
        return _recognise(told, scope, channel, at)


def _recognise(told: dict[str, Author], scope: str, channel: str, at: datetime) -> dict[str, Person]:
    known = {address.value: address for address in _known(scope, told)}
    for address in known.values():
        if _has_new_names(address, told[address.value]):
            _keep_names_fresh(address, told[address.value])
    strangers = [author for value, author in told.items() if value not in known]
    met = _meet_all(strangers, scope, channel, at) if strangers else {}
    return {**met, **{value: address.person for value, address in known.items()}}


@prepared
def _known(scope: str, values: Collection[str]) -> QuerySet[Address, Address]:
    return Address.objects.filter(scope=scope, value__in=values).select_related("person")


@transaction.atomic
def _meet_all(strangers: Sequence[Author], scope: str, channel: str, at: datetime) -> dict[str, Person]:
    met = [Person(name=_name(author), language=author.language[:5], since=at) for author in strangers]
    rows.insert_all(met)
    rows.insert_all([_address(author, person, scope, channel) for author, person in zip(strangers, met, strict=True)])
    ledger.record_all([PersonMet(person_id=person.pk) for person in met])
    return {author.id: person for author, person in zip(strangers, met, strict=True)}


def _name(author: Author) -> str:
    return one_line(author.name)[:120]


def _address(author: Author, person: Person, scope: str, channel: str) -> Address:
    return Address(
        person=person,
        scope=scope,
        value=author.id,
        channel=channel,
        name=_name(author),
        handle=author.handle[:80],
        picture_url=author.picture_url[:500],
        verified=True,
    )


def _has_new_names(address: Address, author: Author) -> bool:
    told = (_name(author) or address.name, author.handle[:80] or address.handle)
    return told != (address.name, address.handle)


@transaction.atomic
def _keep_names_fresh(address: Address, author: Author) -> None:
    name = _name(author) or address.name
    if address.person.name in ("", address.name):  # a name that the team wrote is never overwritten
        address.person.name = name
        address.person.save(update_fields=["name"])
    address.name, address.handle = name, author.handle[:80] or address.handle
    address.save(update_fields=["name", "handle"])
