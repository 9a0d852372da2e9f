"""Whether somebody is of age as far as we were told: by a consent, and by what they wrote themselves."""

from django.utils import timezone

from mostrador.inbox.models import Message
from mostrador.people import consenting
from mostrador.people.models import Consent, Person
from mostrador.triage import ages

LOOKED_AT = 200  # messages of theirs, the last ones


def told(person: Person) -> bool:
    return consenting.holds(person, Consent.What.ADULT)


def is_doubted(person: Person) -> bool:
    """Whether a colleague notes that they are of age, against the last age that they wrote."""
    found = consenting.last(person, Consent.What.ADULT)
    return found is not None and found.kept_by_id is not None and _writes_a_minor(person)


def by_whom(person: Person) -> str:
    """Return what says that they are of age: its source, who noted it, and its day."""
    found = consenting.last(person, Consent.What.ADULT)
    if found is None:
        return ""
    day = timezone.localtime(found.given_at).date().isoformat()
    return ", ".join(filter(None, (found.source, found.kept_by.name if found.kept_by else "", day)))


def _writes_a_minor(person: Person) -> bool:
    theirs = Message.objects.filter(
        direction=Message.Direction.IN, case__person__in=Person.objects.group_of(person)
    ).order_by("-pk")  # fmt: skip
    said = (ages.told(text) for text in theirs.values_list("text", flat=True)[:LOOKED_AT])
    last = next((age for age in said if age is not None), None)
    return last is not None and last < ages.OF_AGE
