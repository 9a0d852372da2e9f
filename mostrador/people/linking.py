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
def link(person: Person, *, to: Person, by: Member) -> Person:
    """Say that `person`, and whoever was the same as them, is the same human being as `to`.

    Return who spoke for them until now: unlinking that one undoes it. Raises `AlreadyTheSame`. No row moves:
    everybody keeps what they were born with.
    """
    rows.hold(Person, {person.pk, person.head_id, to.pk, to.head_id})
    for one in (person, to):  # a colleague may have linked them to others since the page was read
        one.refresh_from_db(fields=["same_as"])
    if person.head_id == to.head_id:
        raise AlreadyTheSame
    head = person.head
    Person.objects.group_of(person).update(same_as_id=to.head_id)
    Person.objects.filter(pk=head.pk).update(linked_to_id=to.head_id)
    ledger.record(PersonLinked(person_id=head.pk, to_id=to.head_id), member_id=by.pk)
    return head


@transaction.atomic
def unlink(person: Person, *, by: Member) -> None:
    """Undo what linked `person` to others; whoever had been linked to them goes with them.

    Where they spoke for the group, the oldest of those linked to them speaks for the others now.
    """
    rows.hold(Person, {person.pk, person.head_id})
    person.refresh_from_db(fields=["same_as", "linked_to"])
    was = person.head_id
    if person.linked_to_id is None:
        _hand_over(person)
    else:
        Person.objects.filter(pk=person.pk).update(linked_to=None, same_as=None)
        _speak_for_those_linked(person)
    ledger.record(PersonUnlinked(person_id=person.pk, from_id=was), member_id=by.pk)


def _hand_over(head: Person) -> None:
    speaker = Person.objects.filter(linked_to=head).order_by("pk").first()
    if speaker is not None:
        Person.objects.filter(linked_to=head).exclude(pk=speaker.pk).update(linked_to=speaker)
        Person.objects.filter(pk=speaker.pk).update(linked_to=None, same_as=None)
        _speak_for_those_linked(speaker)


def _speak_for_those_linked(head: Person) -> None:
    nearest = [head.pk]
    while nearest := list(Person.objects.filter(linked_to__in=nearest).values_list("pk", flat=True)):
        Person.objects.filter(pk__in=nearest).update(same_as=head)
