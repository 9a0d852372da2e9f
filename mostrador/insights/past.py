"""Reads the past out of the store as the rows that a plan can be replayed over. Streams values, builds no records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models.functions import Left

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import CaseEnd, Message, Need, Promise
from mostrador.inbox.owing import NOT_OLDER_THAN
from mostrador.insights import recorded
from mostrador.kit import clock, ledger
from mostrador.people.models import HEAD
from mostrador.plan.models import given as gift
from mostrador.plan.replaying import Answered, Ended, Given, Heard, Past
from mostrador.plan.shape import Facts, Plan
from mostrador.triage import matters, under_post

EARLIEST, LATEST = date(1971, 1, 1), date(2099, 1, 1)  # beyond them nobody's counter has a past
QUARTER = timedelta(days=90)
A_YEAR = timedelta(days=366 + 31)  # no plan looks further back for a gesture: LONGEST of plan.durations, and a lead in
LEAD_IN = timedelta(days=31)  # before the first day: who was waiting already
QUOTED = 160  # characters of what they said
AT_ONCE = 2_000  # rows
NO_ANSWER = frozenset({"spam", "abuse"})
DID_NOT_ARRIVE = (Message.State.WITHDRAWN, Message.State.FAILED)
Kinds = tuple[list[str], list[str]]
"""What people said that it needs, the newest word first, and what the machine took."""
Tells = Callable[[str, str, str], bool]
"""Whether a gesture's thing, its note and its reason are nothing but choices."""
NONE: Kinds = ([], [])


class Place(NamedTuple):
    channel: str
    name: str
    hours: str


def _all_choices(_thing: str, _note: str, _why: str) -> bool:
    return True


def read(
    plan: Plan, *, since: date | None = None, until: date | None = None, tells: Tells = _all_choices
) -> Past:  # fmt: skip
    """Return the past between two days, both counted, on the plan's own calendar; else the ninety days up to now.

    Without `tells` every gesture is taken to be one of the choices.
    "Now" is when the ledger last noted anything, so that the same store gives the same past.
    """
    zone = ZoneInfo(plan.locale.timezone)
    upto = ledger.newest_at() or clock.now()
    last = min(until or upto.astimezone(zone).date(), LATEST)
    first = max(since or last - QUARTER + timedelta(days=1), EARLIEST)
    begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return _read(begin.astimezone(UTC), end.astimezone(UTC), upto, tells)


def quotes(messages: Collection[int]) -> dict[int, str]:
    """Return the beginning of what was said, by message; nothing where it is gone."""
    said = Message.objects.filter(pk__in=messages, deleted_at=None)
    rows = said.values_list("pk", Left("text", QUOTED), "subject")
    return {pk: words for pk, text, subject in rows if (words := " ".join((text or subject).split()))}


def _read(since: datetime, until: datetime, upto: datetime, tells: Tells) -> Past:
    first, end = _first_id(since - LEAD_IN), _first_id(until)
    heard = list(_heard(range(first, end)))
    promised, late = _promised(since, until, upto)
    return Past(
        since=since, until=until, upto=upto, heard=tuple(heard), answered=tuple(_answered(first)),
        ended=tuple(_ended(since - LEAD_IN)), given=tuple(_given(since - LEAD_IN, until, tells=tells)),
        gestures_before=tuple(_given(since - A_YEAR, since - LEAD_IN, only=(gift.Given.Kind.GESTURE,))),
        promised=promised, promised_late=late, on_shift=recorded.on_shift(since, until),
        shifts_from=recorded.shifts_from(until),
    )  # fmt: skip


def _first_id(moment: datetime) -> int:
    """Return the first id of what arrived from then on. Ids grow with arrival: a few probes find it."""
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    low, high = 0, newest + 1
    while low < high:
        middle = (low + high) // 2
        found = Message.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "received_at").first()
        if found is not None and found[1] < moment:
            low = found[0] + 1
        else:
            high = middle
    return low


def _heard(ids: range) -> Iterator[Heard]:
    needs, places, alike = _needs(ids), _places(), dict[Facts, Facts]()
    labels, hurried = recorded.labels(), recorded.hurried(ids)
    said = Message.objects.filter(pk__gte=ids.start, pk__lt=ids.stop, direction=Message.Direction.IN)
    rows = said.exclude(case=None).order_by("pk").values_list(
        "pk", "case_id", "door_id", "shown_at", "received_at", "public", "automatic", "needs_answer",
        "asks_for_manager", "abuse", Left("text", QUOTED), "subject", "case__fault", "raises", "off_topic",
        "had_open_case", "person_id",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=AT_ONCE):
        kinds = needs.get(row[0], NONE)
        one = _one(row, kinds, places[row[2]], label=recorded.label_at(labels, row[16], row[4]))
        yield Heard(
            id=row[0], case=row[1], at=_began(row[3], row[4]), facts=alike.setdefault(one, one),
            quote=" ".join((row[10] or row[11]).split()), corrected=bool(kinds[0]), weighed=row[7] is not None,
            hurried_to=hurried.get(row[0]),
        )  # fmt: skip


def _one(row: Sequence[Any], needs: Kinds, place: Place, *, label: str) -> Facts:
    """Return the facts as they were gathered when it came, with what people have said since."""
    said, taken = needs
    kinds = tuple(dict.fromkeys([*said, *taken]))
    return Facts(
        needs=kinds,
        asks_for_manager=bool(row[8]),
        needs_answer=_needs_answer(row[7], said, taken),
        automatic=row[6],
        abuse=bool(row[9]) if row[7] is not None else "abuse" in kinds,
        spam="spam" in (said or taken),
        label=label,
        fault=row[12],
        raises=matters.standing(row[13], said=said[:1]),
        off_topic_under_post=bool(row[14]) and bool(kinds) and kinds[0] in under_post.ERRANDS,
        has_open_case=bool(row[15]),
        public=row[5],
        channel=place.channel,
        door_name=place.name,
        door_hours=place.hours,
    )


def _needs_answer(stored: bool | None, said: list[str], taken: list[str]) -> bool:
    """Return what was thought when it came, unless somebody has said since that it is spam, or is none."""
    if said and (said[0] in NO_ANSWER or taken[:1] in ([one] for one in NO_ANSWER)):
        return said[0] not in NO_ANSWER
    return stored is not False


def _began(shown_at: datetime, received_at: datetime) -> datetime:
    return shown_at if shown_at > received_at - NOT_OLDER_THAN else received_at


def _needs(ids: range) -> dict[int, Kinds]:
    found: dict[int, Kinds] = {}
    of = Need.objects.filter(message_id__gte=ids.start, message_id__lt=ids.stop).order_by("message_id", "pk")
    for message, kind, by in of.values_list("message_id", "kind", "said_by").iterator(AT_ONCE):
        said, taken = found.setdefault(message, ([], []))
        if by:
            said.insert(0, kind)
        else:
            taken.append(kind)
    return found


def _places() -> dict[int, Place]:
    doors = Door.objects.values_list("pk", "connection__channel", "name", "hours")
    return {pk: Place(channel, name, hours) for pk, channel, name, hours in doors}


def _answered(first_id: int) -> Iterator[Answered]:
    """Go through what people of ours said, here or elsewhere, and what reached somebody; later answers count too."""
    team = {pk: (name, role) for pk, name, role in Member.objects.values_list("pk", "name", "role")}
    said = Message.objects.filter(pk__gte=first_id, direction=Message.Direction.OUT, automatic=False)
    rows = said.exclude(case=None).exclude(state__in=DID_NOT_ARRIVE).order_by("pk")
    for case, at, author, public in rows.values_list("case_id", "shown_at", "author_id", "public").iterator(AT_ONCE):
        name, role = team.get(author, ("", ""))
        yield Answered(case=case, at=at, member=author or 0, name=name, member_role=role, public=public)


def _ended(since: datetime) -> Iterator[Ended]:
    ends = CaseEnd.objects.filter(at__gte=since).order_by("pk").values_list("case_id", "at")
    return (Ended(case=case, at=at) for case, at in ends.iterator(AT_ONCE))


def _given(
    since: datetime, until: datetime, *, only: Collection[str] = tuple(gift.Given.Kind.values),
    tells: Tells = _all_choices,
) -> Iterator[Given]:  # fmt: skip
    """Go through what was given and not taken back, by whom and to whom, from before the first month began."""
    places, adults = _places(), recorded.adults()
    gifts = gift.Given.objects.filter(at__gte=since, at__lt=until, kind__in=only)
    rows = gifts.exclude(state=gift.Given.State.TAKEN_BACK).order_by("pk").values_list(
        "case_id", "at", "kind", "amount", "member__name", "member__role", HEAD, "thing", "note", "why", "noted_id",
        "case__conversation__door_id", "case__conversation__public",
    )  # fmt: skip
    for case, at, act, amount, name, role, person, thing, note, why, noted, door, public in rows.iterator(AT_ONCE):
        where = places[door]
        yield Given(
            case=case, at=at, act=act, amount=amount, name=name or "", member_role=role or "", person=person or 0,
            thing=thing, told=tells(thing, note, "" if noted else why), adult=recorded.held(adults.get(person, ()), at),
            place=Facts(channel=where.channel, door_name=where.name, door_hours=where.hours, public=public),
        )  # fmt: skip


def _promised(since: datetime, until: datetime, upto: datetime) -> tuple[int, int]:
    """Return how many answers were really promised, and how many of them really came late or are late by now."""
    made = Promise.objects.filter(about=Promise.About.ANSWER, origin=Promise.Origin.PLAN)
    made = made.filter(began_at__gte=since, began_at__lt=until)
    running = made.filter(state=Promise.State.RUNNING, due_at__lt=upto)
    return made.count(), made.filter(state=Promise.State.LATE).count() + running.count()
