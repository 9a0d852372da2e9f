"""What somebody allowed us, in their words and with its day, and took back as easily."""

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.kit import clock, ledger
from mostrador.kit.words import N_
from mostrador.people.events import PersonChanged
from mostrador.people.models import Consent, Person


class NoSource(ValueError):
    for_people = N_("Write where and how they said it.")


@transaction.atomic
def give(person: Person, *, what: Consent.What, source: str, by: Member | None) -> Consent:
    """Keep that they allow it. Raises `NoSource`."""
    if not source.strip():
        raise NoSource
    consent = Consent.objects.create(
        person=person, what=what, source=source.strip()[:200], kept_by=by, given_at=clock.now()
    )
    ledger.record(PersonChanged(person_id=person.pk), member_id=by.pk if by else None)
    return consent


@transaction.atomic
def take_back(person: Person, *, what: Consent.What, by: Member | None) -> None:
    """They allow it no longer: one step, whoever of their rows it was given by."""
    held = _held(person, what)
    if held.update(taken_back_at=clock.now()):
        ledger.record(PersonChanged(person_id=person.pk), member_id=by.pk if by else None)


def holds(person: Person, what: Consent.What) -> bool:
    """Whether they allow it now."""
    return _held(person, what).exists()


def last(person: Person, what: Consent.What) -> Consent | None:
    """Return the last word by which they allow it now."""
    return _held(person, what).select_related("kept_by").order_by("-pk").first()


def _held(person: Person, what: Consent.What) -> QuerySet[Consent]:
    return Consent.objects.filter(person__in=Person.objects.group_of(person), what=what, taken_back_at=None)
