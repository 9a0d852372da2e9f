"""Who somebody is to us: since when, what they told us, what they wanted before, and who else they may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.accounts.models import Member
from mostrador.desk import wording
from mostrador.desk.surroundings import ShownDoor, Surroundings, channel_name, glyph_of
from mostrador.inbox.models import Case, Message
from mostrador.kit import saying
from mostrador.kit.prepared import prepared
from mostrador.people.models import Address, Fact, Person

BEFORE = 6
MAY_BE = 3


class Before(NamedTuple):
    """Another asunto of theirs."""

    case_id: int
    words: str
    when: str
    state: str
    door: ShownDoor


class Reached(NamedTuple):
    """Where they can be met."""

    glyph: str
    words: str
    value: str
    person_id: int
    why_unreachable: str


@dataclass(frozen=True, kw_only=True)
class Acquaintance:
    person: Person
    group: list[Person]
    name: str
    standing: str  # since when, and how many asuntos are done
    past: str  # the same, and what they said last
    facts: list[Fact]
    addresses: list[Reached]

    @property
    def first_name(self) -> str:
        return wording.first_name(self.name)


def of(person: Person, *, around: Surroundings, address: str = "", door: str = "") -> Acquaintance:
    """Return what we know of the human being behind `person`, over all doors."""
    group = sorted(_group(person.head_id), key=lambda one: one.pk != person.head_id)
    numbers, today = [one.pk for one in group], timezone.localdate()
    facts = [fact for fact in _facts(numbers) if fact.expires_on >= today]
    addresses = _addresses(numbers)
    name = next((one.name for one in group if one.name), "")
    standing = _standing(group, around)
    fallback = address or next((str(one) for one in addresses), "")
    return Acquaintance(
        person=group[0], group=group, facts=facts,
        name=wording.called(name, address=fallback, door=door or _first_door(addresses)),
        standing=standing, past=_past(standing, facts),
        addresses=[_reached(one) for one in addresses],
    )  # fmt: skip


def before(known: Acquaintance, *, around: Surroundings, but: int = 0) -> list[Before]:
    """Return their other asuntos over all the doors one may see, the latest first."""
    found = _cases([one.pk for one in known.group], but, around.member)
    return [_before(case, around) for case in found]


def may_be(known: Acquaintance, *, around: Surroundings) -> list[Person]:
    """Return others who may be the same human being: same name, or same mail or telephone at another door.

    Only people whose conversations this member may see: a guess must not tell who else writes to us.
    """
    group = [one.pk for one in known.group]
    alike = set(_with_address(_telling_addresses(known)))
    name = known.person.name.strip()
    if " " in name:  # a first name alone says nothing
        alike |= set(_with_name(name))
    if not alike - set(group):
        return []
    others = Person.objects.heads().filter(Q(pk__in=alike) | Q(also__in=alike)).exclude(pk__in=group)
    if not around.sees_all_doors:
        others = others.filter(conversations__door__in=list(around.doors))
    return list(others.distinct().order_by("-pk")[:MAY_BE])


def latest_messages(
    known: Acquaintance, *, around: Surroundings, before_id: int = 0, size: int = 30
) -> Sequence[Message]:
    """Return what was said with them over all doors, the newest first, `size` and one more to tell if there is more."""
    found = Message.objects.visible_to(around.member).filter(conversation__person__in=known.group)
    found = found.exclude(state=Message.State.WITHDRAWN).select_related("case")
    if before_id:
        found = found.filter(pk__lt=before_id)
    return list(found.order_by("-pk")[: size + 1])


def _telling_addresses(known: Acquaintance) -> list[str]:
    return [one.value for one in known.addresses if wording.READABLE.fullmatch(one.value)]


def _first_door(addresses: list[Address]) -> str:
    return channel_name(addresses[0].channel) if addresses else _("the counter")


def _since(group: list[Person], around: Surroundings) -> str:
    first = min(one.since for one in group)
    if saying.days_between(first, around.now) < 1:
        return _("First time here")
    if timezone.localtime(first).year < timezone.localtime(around.now).year:
        return _("With us since %(year)s") % {"year": timezone.localtime(first).year}
    return _("With us since %(day)s") % {"day": saying.dated(first, around.now)}


def _standing(group: list[Person], around: Surroundings) -> str:
    """Return "Con nosotros desde 2023 · 3 asuntos"."""
    done = sum(_done([one.pk for one in group], around.member))
    words = [_since(group, around)]
    if done:
        words.append(ngettext("%(count)s errand", "%(count)s errands", done) % {"count": done})
    return " · ".join(words)


def _past(standing: str, facts: list[Fact]) -> str:
    """Return the header's line: "Con nosotros desde 2023 · 3 asuntos · última vez: «llegó perfecto»"."""
    if not facts:
        return standing
    return f"{standing} · " + _("last time: %(quote)s") % {"quote": saying.quoted(facts[0].quote)}


def _before(case: Case, around: Surroundings) -> Before:
    state = Case.State(case.state)
    when = saying.dated(case.done_at or case.moved_at, around.now)
    return Before(case.pk, wording.wanted(case), when, str(state.label), around.door(case.conversation.door_id))


def reached_at(address: Address) -> str:
    """Return where to meet them in words: their handle, mail or telephone, else the channel; never a machine's id."""
    readable = address.value if wording.READABLE.fullmatch(address.value) else ""
    return address.handle or readable or channel_name(address.channel)


def _reached(address: Address) -> Reached:
    why = address.why_unreachable if address.unreachable_since else ""
    return Reached(glyph_of(address.channel), reached_at(address), address.value, address.person_id, why)


@prepared
def _group(head: int) -> QuerySet[Person, Person]:
    return Person.objects.filter(Q(pk=head) | Q(same_as=head))


@prepared
def _facts(persons: Sequence[int]) -> QuerySet[Fact, Fact]:
    return Fact.objects.filter(person__in=persons).order_by("-said_on", "-pk")


@prepared
def _addresses(persons: Sequence[int]) -> QuerySet[Address, Address]:
    return Address.objects.filter(person__in=persons).order_by("pk")


@prepared
def _cases(persons: Sequence[int], but: int, member: Member) -> QuerySet[Case, Case]:
    cases = Case.objects.visible_to(member).filter(person__in=persons).exclude(pk=but)
    return cases.select_related("conversation").order_by("-moved_at", "-pk")[:BEFORE]


@prepared
def _done(persons: Sequence[int], member: Member) -> QuerySet[Case, int]:
    """Return how many are done, or no row."""
    done = Case.objects.visible_to(member).filter(person__in=persons, state=Case.State.DONE).order_by()
    return done.values("state").annotate(count=Count("pk")).values_list("count", flat=True)


@prepared
def _with_address(values: Sequence[str]) -> QuerySet[Address, int]:
    return Address.objects.filter(value__in=values).values_list("person_id", flat=True)[:20]


@prepared
def _with_name(name: str) -> QuerySet[Person, int]:
    return Person.objects.filter(name=name).values_list("pk", flat=True)[:20]
