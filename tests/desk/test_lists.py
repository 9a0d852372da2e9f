"""Bandeja's hand-written lists say the same as the plain query, in order, page by page, and cheaply."""

from datetime import timedelta

import pytest
from django.db.models import F, QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.accounts.models import Member, Role
from mostrador.desk import lists
from mostrador.desk.lists import Filters
from mostrador.desk.surroundings import Surroundings
from mostrador.doors.models import Door
from mostrador.inbox import tagging
from mostrador.inbox.models import Case, Conversation
from mostrador.kit import clock
from mostrador.people.models import Person
from tests import cast

NOW = clock.now().replace(microsecond=0)
MINUTES = st.integers(-600, 600)

a_case = st.fixed_dictionaries(
    {
        "door": st.integers(0, 2),
        "state": st.sampled_from(Case.State.values),
        "asks_for_manager": st.booleans(),
        "due": st.none() | MINUTES,
        "told": st.none() | MINUTES,
        "sleeps": MINUTES,
        "moved": MINUTES,
        "mine": st.booleans(),
        "kind": st.sampled_from(["question", "complaint"]),
    }
)


def lay(doors: list[Door], told: list[dict[str, object]], owner: Member) -> None:
    """Put cases on the tables as they may stand after any story: the lists must hold for all of them."""
    for number, one in enumerate(told):
        door = doors[one["door"]]  # type: ignore[call-overload]  # drawn from the same dictionary
        person = Person.objects.create(name=f"P{number}", since=NOW)
        conversation = Conversation.objects.create(
            door=door, thread=str(number), person=person, address_value=str(number), opened_at=NOW
        )
        Case.objects.create(
            conversation=conversation,
            door=door,
            person=person,
            kind=one["kind"],
            state=one["state"],
            asks_for_manager=one["asks_for_manager"],
            due_at=_at(one["due"]),
            promise_began_at=NOW,
            told_due_at=_at(one["told"]),
            snoozed_until=_at(one["sleeps"]) if one["state"] == "snoozed" else None,
            moved_at=_at(one["moved"]),
            opened_at=NOW,
            waiting_since=None,
            owner=owner if one["mine"] else None,
        )


def _at(minutes: object):  # type: ignore[no-untyped-def]  # hypothesis and fixtures give what the names say
    return None if minutes is None else NOW + timedelta(minutes=int(str(minutes)))


def walked(around: Surroundings, tab: lists.Tab, filters: Filters = lists.ALL, size: int = 3) -> list[int]:
    """Return the ids of a whole tab, page after page."""
    found: list[int] = []
    place = ""
    while True:
        page = lists.page(around, tab, filters=filters, after=place, size=size)
        found += [row.id for row in page.rows]
        if not page.next:
            return found
        assert len(page.rows) == size
        place = page.next


def expected(member: Member, tab: lists.Tab, filters: Filters = lists.ALL) -> list[int]:
    """Say the same in the plainest words."""
    cases = Case.objects.visible_to(member)
    if filters.door:
        cases = cases.filter(conversation__door=filters.door)
    if filters.need:
        cases = cases.filter(kind=filters.need)
    if filters.mine:
        cases = cases.filter(owner=member)
    return list(ordered(cases, tab).values_list("pk", flat=True))


def ordered(cases: QuerySet[Case], tab: lists.Tab) -> QuerySet[Case]:
    match tab:
        case "waiting":
            waiting = cases.filter(state="waiting_us")
            return waiting.order_by("-asks_for_manager", F("due_at").asc(nulls_last=True), "pk")
        case "promised":
            return cases.exclude(state="done").exclude(told_due_at=None).order_by("told_due_at", "pk")
        case "snoozed":
            return cases.filter(state="snoozed").order_by("snoozed_until", "pk")
        case _:
            state = {"theirs": "waiting_them", "done": "done"}[tab]
            return cases.filter(state=state).order_by("-moved_at", "-pk")


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(a_case, max_size=12),
    sees=st.lists(st.sets(st.integers(0, 1), max_size=2), min_size=3, max_size=3),
    tab=st.sampled_from(lists.TABS),
    need=st.sampled_from(["", "complaint"]),
    mine=st.booleans(),
    role=st.sampled_from([Role.AGENT, Role.VIEWER, Role.OWNER]),
)
def test_the_list_and_the_plain_query_say_the_same(*, told, sees, tab, need, mine, role) -> None:  # type: ignore[no-untyped-def]  # drawn by Hypothesis
    from django.db import transaction

    with transaction.atomic():
        members = [cast.a_member("Leo", role), cast.a_member("Marta")]
        doors = [cast.a_door(name) for name in ("Una", "Otra", "Tercera")]
        for door, named in zip(doors, sees, strict=True):
            door.members.set([members[number] for number in named])
        lay(doors, told, members[0])
        around = Surroundings(member=members[0])
        filters = Filters(need=need, mine=mine)
        assert walked(around, tab, filters) == expected(members[0], tab, filters)
        counted = lists.counts(around, filters)
        for one, count in counted.items():
            assert count == len(expected(members[0], one, filters))
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_tag_filters(leo: Member, door: Door) -> None:
    cast.hears(door, "uno")
    case = cast.the_case()
    tagging.tag(case, name="Regalo", by=leo)
    cast.hears(door, "dos", author="pablo")
    around = Surroundings(member=leo)
    assert walked(around, "waiting", Filters(tag="regalo")) == [case.pk]
    assert len(walked(around, "waiting")) == 2


@pytest.mark.django_db
def test_a_row_carries_everything_it_shows(leo: Member, door: Door) -> None:
    cast.hears(door, "¿Tenéis godello?", need="price_availability")
    row = lists.page(Surroundings(member=leo), "waiting").rows[0]
    assert (row.person_name, row.last_words, row.kind) == ("Lucia", "¿Tenéis godello?", "price_availability")
    assert row.due_at is not None
    assert row.due_at.tzinfo is not None
    assert (row.unread, row.last_from_us, row.door.name) == (1, False, door.name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place", ["x", "9~1", "1~", "1~2026-05-14~1", "1~2026-05-14T10:00:00~1", "1~a~b~c", "-1~1", "0~9" * 40]
)
def test_a_place_that_nobody_gave_is_refused(place: str, leo: Member) -> None:
    with pytest.raises(lists.NoSuchPlace):
        lists.page(Surroundings(member=leo), "waiting", after=place)


@pytest.mark.django_db
def test_a_member_who_left_sees_nothing(door: Door) -> None:
    cast.hears(door, "hola")
    gone = cast.a_member("Ida", is_active=False)
    assert lists.page(Surroundings(member=gone), "waiting").rows == []
