"""A question that is worded once answers like the ORM that worded it."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.kit import clock
from mostrador.kit import prepared as prepared_module
from mostrador.kit.prepared import LostArgument, prepared
from mostrador.people.models import Address, Person
from tests import cast

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _of(scope: str, values: Collection[str]) -> QuerySet[Address, Address]:
    theirs = Address.objects.filter(scope=scope, value__in=values).select_related("person__same_as")
    return theirs.annotate(seen=Value(7)).order_by("value")


of = prepared(_of)


@prepared
def names(numbers: Collection[int]) -> QuerySet[Person, str]:
    return Person.objects.filter(pk__in=numbers).order_by("pk").values_list("name", flat=True)


@prepared
def named_or_scoped(numbers: Collection[int], scope: str) -> QuerySet[Person, tuple[int, str]]:
    named = Person.objects.filter(pk__in=numbers).values_list("pk", "name")
    return named.union(Address.objects.filter(scope=scope).values_list("pk", "value"), all=True)


@prepared
def since_before(numbers: Collection[int], moment: datetime) -> QuerySet[Person, str]:
    return Person.objects.filter(pk__in=numbers, since__lt=moment).order_by("pk").values_list("name", flat=True)


def met(*values: str) -> list[Person]:
    head = Person.objects.create(name="head", since=clock.now())
    made = [Person.objects.create(name=value, since=clock.now(), same_as=head) for value in values]
    for person in made:
        Address.objects.create(person=person, scope="s", value=person.name, channel="webhook", verified=True)
    return made


class Together(TestCase):
    @given(asked=st.lists(st.sampled_from(["a", "b", "c", "'; --", "%s", "ñ"]), max_size=9))
    def test_it_answers_what_the_orm_answers(self, asked: list[str]) -> None:
        met("a", "b", "%s", "ñ")
        answered, wanted = of("s", asked), list(_of("s", asked))
        assert answered == wanted
        for one, other in zip(answered, wanted, strict=True):
            assert {**vars(one), "_state": 0} == {**vars(other), "_state": 0}
            assert (one.person, one.person.same_as, one.seen) == (other.person, other.person.same_as, 7)  # type: ignore[attr-defined]  # a column of the question
            assert one.verified is True and one.person.since.tzinfo is not None

    def test_lists_of_any_length_share_a_few_statements(self) -> None:
        people = met(*(f"p{number}" for number in range(9)))
        worded = set()
        for length in range(1, 10):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert names([person.pk for person in people[:length]]) == [f"p{at}" for at in range(length)]
            worded.add(asked.captured_queries[0]["sql"].count(","))
        assert len(worded) == 5  # 1, 2, 4, 8, 16

    def test_nothing_asked_is_nothing_answered_without_a_statement(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            assert of("s", []) == [] and names(set()) == []
        assert not asked.captured_queries

    def test_moments_are_compared_as_they_are(self) -> None:
        early, late = met("a", "b")
        for at, person in enumerate((early, late)):
            Person.objects.filter(pk=person.pk).update(since=NOON + timedelta(hours=at))
        assert since_before([early.pk, late.pk], NOON) == []
        assert since_before([early.pk, late.pk], NOON + timedelta(microseconds=1)) == ["a"]
        other_zone = (NOON + timedelta(hours=2)).astimezone(timezone(timedelta(hours=-5)))
        assert since_before([early.pk, late.pk], other_zone) == ["a", "b"]

    def test_two_tables_in_one_question(self) -> None:
        person = met("a")[0]
        assert named_or_scoped([person.pk], "s") == [(person.pk, "a"), (Address.objects.get().pk, "a")]

    def test_what_is_changed_comes_back_changed(self) -> None:
        address = (met("a") and of("s", ["a"]))[0]
        address.name = "Ana"
        address.save(update_fields=["name"])
        assert of("s", ["a"])[0].name == "Ana"


@pytest.mark.django_db
def test_an_argument_that_the_query_does_not_hold_as_given_is_refused() -> None:
    @prepared
    def doubled(number: int) -> QuerySet[Person, Person]:
        return Person.objects.filter(pk=number * 2)

    with pytest.raises(LostArgument):
        doubled(1)


@prepared
def seen_by(member: Member) -> QuerySet[Door, str]:
    return Door.objects.visible_to(member).order_by("name").values_list("name", flat=True)


@pytest.mark.django_db
def test_what_a_member_may_see_is_worded_once_for_all_who_are_alike() -> None:
    ana, leo, eva = cast.a_member("Ana", Role.OWNER), cast.a_member("Leo"), cast.a_member("Eva")
    cast.a_door("Counter")
    cast.a_door("Desk").members.add(eva)
    assert seen_by(ana) == seen_by(eva) == ["Counter", "Desk"]
    assert seen_by(leo) == ["Counter"]
    eva.is_active = False
    ana.role = Role.AGENT
    assert (seen_by(eva), seen_by(leo), seen_by(ana)) == ([], ["Counter"], ["Counter"])


@pytest.mark.django_db
def test_a_query_that_looks_at_more_of_a_member_is_refused() -> None:
    @prepared
    def namesakes(member: Member) -> QuerySet[Person, Person]:
        return Person.objects.filter(name=member.name)

    with pytest.raises(Member.DoesNotExist):
        namesakes(cast.a_member())


@pytest.mark.django_db
def test_what_is_worded_beforehand_asks_the_database_nothing_and_answers_the_same() -> None:
    with CaptureQueriesContext(connection) as asked:
        prepared_module.word_all()
    assert not asked.captured_queries
    head, *_ = met("a", "b")
    assert names([head.pk]) == ["a"]
    assert [row.value for row in of("s", ["a"])] == ["a"]
    assert since_before([head.pk], clock.now() + timedelta(days=1)) == ["a"]


@prepared
def of_a_channel(values: Collection[str]) -> QuerySet[Address, str]:
    odd = Address.objects.filter(channel="webhook", value__in=values).exclude(name="50 % o'clock")
    return odd.order_by("value").values_list("value", flat=True)


@pytest.mark.django_db
@pytest.mark.sqlite
def test_what_a_question_says_itself_stands_in_its_words_unless_it_is_odd() -> None:
    """Told as a value, what a partial index is about makes SQLite plan the question anew each time it is asked."""
    met("a", "b")
    with CaptureQueriesContext(connection) as asked, connection.execute_wrapper(_hear):
        assert of_a_channel(["a", "webhook"]) == ["a"]
    assert len(asked.captured_queries) == 1
    (words, values), *_ = _heard
    assert "'webhook'" in words and "o'clock" not in words
    assert set(values) == {"a", "webhook", "50 % o'clock"}


_heard: list[tuple[str, tuple[object, ...]]] = []


def _hear(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # as Django hands them over
    _heard.append((sql, tuple(params)))
    return execute(sql, params, many, context)
