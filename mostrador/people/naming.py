"""What we call somebody."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import ledger
from mostrador.kit.tidying import one_line
from mostrador.people.events import PersonChanged
from mostrador.people.models import Person


@transaction.atomic
def rename(person: Person, *, name: str, by: Member) -> None:
    person.name = one_line(name)[:120]
    person.save(update_fields=["name"])
    ledger.record(PersonChanged(person_id=person.pk), member_id=by.pk)


@transaction.atomic
def note(person: Person, *, text: str, by: Member) -> None:
    """Write what the team should know about them."""
    person.note = text.strip()
    person.save(update_fields=["note"])
    ledger.record(PersonChanged(person_id=person.pk), member_id=by.pk)


@transaction.atomic
def speak(person: Person, *, language: str, by: Member) -> None:
    """Write down which language they write in: their short messages are heard in it."""
    Person.objects.filter(pk=person.pk).update(language=language)
    person.language = language
    ledger.record(PersonChanged(person_id=person.head_id), member_id=by.pk)
