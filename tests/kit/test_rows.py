"""Rows written at once are the rows that the ORM would have written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.kit import clock, rows
from mostrador.kit.models import Event, Job
from mostrador.people.models import Person

MADRID = timezone(timedelta(hours=1))
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)
refs = st.dictionaries(words, st.one_of(st.integers(-(2**53), 2**53), words, st.none()))
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
told = st.tuples(refs, moments, st.none() | st.integers(1, 9))
Told = tuple[dict[str, object], datetime, int | None]


class Together(TestCase):
    @given(st.lists(st.tuples(refs, moments, st.none() | st.integers(1, 9)), min_size=1, max_size=9))
    def test_what_is_inserted_reads_back_as_it_was(
        self, told: list[tuple[dict[str, object], datetime, int | None]]
    ) -> None:
        made = [Event(name="Told", at=at, member=member, refs=some) for some, at, member in told]
        rows.insert_all(made)
        assert [event.pk for event in made] == sorted(event.pk for event in made)
        for event, (some, at, member) in zip(made, told, strict=True):
            read = Event.objects.get(pk=event.pk)
            assert (read.refs, read.at, read.member) == (some, at, member)
            assert not event._state.adding

    def test_they_are_found_like_those_the_orm_wrote(self) -> None:
        at = datetime(2026, 5, 14, 10, tzinfo=MADRID)
        rows.insert_all([Event(name="Told", at=at, refs={"case": 1, "words": []})])
        Event.objects.create(name="Told", at=at, refs={"case": 1, "words": []})
        assert Event.objects.filter(refs__case=1, at=at, member=None).count() == 2

    def test_many_more_than_fit_into_one_statement(self) -> None:
        made = [Person(name=str(number), since=clock.now()) for number in range(rows.MOST_ROWS * 2 + 13)]
        rows.insert_all(made)
        assert [person.name for person in Person.objects.order_by("pk")] == [person.name for person in made]
        for person in made:
            person.name, person.blocked_at = f"{person.name}!", clock.now()
        rows.update_all(made, ["name", "blocked_at"])
        assert [person.name for person in Person.objects.order_by("pk")] == [person.name for person in made]
        assert Person.objects.filter(blocked_at=None).count() == 0

    def test_a_row_is_written_only_while_it_is_as_we_know_it(self) -> None:
        person = Person.objects.create(name="Eva", label="ours", since=clock.now())
        other = Person.objects.create(name="Eva", label="ours", since=clock.now())
        person.name, person.blocked_at = "Eva again", clock.now()
        assert rows.update_while(person, ["name", "blocked_at"], label="ours")
        person.name = "nobody"
        assert not rows.update_while(person, ["name"], label="theirs")
        found = dict(Person.objects.values_list("pk", "name"))
        assert found == {person.pk: "Eva again", other.pk: "Eva"}

    def test_nothing_is_nothing(self) -> None:
        rows.insert_all([])
        rows.update_all([], ["name"])


@pytest.mark.django_db
def test_the_database_is_the_referee() -> None:
    twice = [Job(name="x", run_at=clock.now(), only_one="the same") for _ in range(2)]
    with pytest.raises(IntegrityError):
        rows.insert_all(twice)
