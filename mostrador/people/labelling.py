"""What people called somebody, where the plan's facts find it: on every row that stands for the same human being."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import ledger
from mostrador.people.events import PersonChanged
from mostrador.people.models import Person


@transaction.atomic
def label(person: Person, *, word: str, by: Member | None) -> None:
    """Call them so, or with an empty word no longer. Whoever is found to be the same later is not called so by that."""
    Person.objects.group_of(person).update(label=word)
    person.label = word
    ledger.record(PersonChanged(person_id=person.head_id), member_id=by.pk if by else None)
