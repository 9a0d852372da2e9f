"""What people told us, in their words, until the day we forget it."""

from datetime import date, timedelta

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import ledger
from mostrador.kit.words import N_
from mostrador.people.events import PersonChanged
from mostrador.people.models import Fact, Person

KEPT_FOR = timedelta(days=730)  # 24 months, as the example plan's data gate says


class NothingToRemember(Exception):
    for_people = N_("Write what they said, in their own words.")


@transaction.atomic
def remember(
    person: Person, *, quote: str, source: str, said_on: date, by: Member | None,
    expires_on: date | None = None, message_id: int | None = None,
) -> Fact:  # fmt: skip
    """Keep a quote with its source, its date and its expiry (24 months unless told). Raises `NothingToRemember`."""
    if not quote.strip():
        raise NothingToRemember
    fact = person.facts.create(
        quote=quote.strip()[:500],
        source=source[:120],
        said_on=said_on,
        expires_on=expires_on or said_on + KEPT_FOR,
        kept_by=by,
        message_id=message_id,
    )
    ledger.record(PersonChanged(person_id=person.pk), member_id=by.pk if by else None)
    return fact


@transaction.atomic
def forget(fact: Fact, *, by: Member) -> None:
    fact.delete()
    ledger.record(PersonChanged(person_id=fact.person_id), member_id=by.pk)
