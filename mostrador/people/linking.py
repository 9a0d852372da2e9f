"""Two rows, one human being: linking and unlinking, with nothing lost either way."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import ledger, rows
from mostrador.kit.words import N_
from mostrador.people.events import PersonLinked, PersonUnlinked
from mostrador.people.models import Person


class AlreadyTheSame(Exception):
    for_people = N_("These two are already one person.")


@transaction.atomic
def link(person: Person, *, to: Person, by: Member) -> None:
    """Say that `person`, and whoever was the same as them, is the same human being as `to`.

    Raises `AlreadyTheSame`. No row moves: everybody keeps what they were born with.
    """
    rows.hold(Person, {person.pk, person.head_id, to.pk, to.head_id})
    for one in (person, to):  # a colleague may have linked them to others since the page was read
        one.refresh_from_db(fields=["same_as"])
    if person.head_id == to.head_id:
        raise AlreadyTheSame
    Person.objects.group_of(person).update(same_as_id=to.head_id)
    ledger.record(PersonLinked(person_id=person.pk, to_id=to.head_id), member_id=by.pk)


@transaction.atomic
def unlink(person: Person, *, by: Member) -> None:
    """Let `person` stand alone again. Where they spoke for a group, the oldest of the others speaks now."""
    rows.hold(Person, {person.pk, person.head_id})
    person.refresh_from_db(fields=["same_as"])
    was = person.head_id
    if person.same_as_id is None:
        _hand_over(person)
    else:
        person.same_as = None
        person.save(update_fields=["same_as"])
    ledger.record(PersonUnlinked(person_id=person.pk, from_id=was), member_id=by.pk)


def _hand_over(head: Person) -> None:
    others = list(Person.objects.filter(same_as=head).order_by("pk"))
    if others:
        Person.objects.filter(pk__in=[other.pk for other in others[1:]]).update(same_as=others[0])
        Person.objects.filter(pk=others[0].pk).update(same_as=None)
