"""A clock that is set back moves what waits once, however many workers notice it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from mostrador.doors.models import Lane
from mostrador.kit import clock
from mostrador.kit.models import Event, Job
from mostrador.site.stepping import Steps

WRONG = datetime(2027, 11, 22, 12, tzinfo=UTC)
YEAR, HOUR, SOON = timedelta(days=365), timedelta(hours=1), timedelta(minutes=10)


def what_waits() -> None:
    Job.objects.create(name="inbox.something", run_at=WRONG + SOON)
    Lane.objects.create(name="1", leased_until=WRONG + SOON, leased_by="a worker")


def waits_until() -> set[datetime | None]:
    return {Job.objects.get().run_at, Lane.objects.get().leased_until}


def at(moment: datetime, *workers: Steps) -> None:
    for steps in workers:
        with clock.held_at(moment):
            steps.mind()


@pytest.mark.django_db
def test_the_first_of_three_moves_it_and_the_others_leave_it() -> None:
    what_waits()
    with clock.held_at(WRONG):
        first, second, third = Steps(), Steps(), Steps()
    at(WRONG - YEAR, first, second)
    at(WRONG - YEAR + timedelta(seconds=2), first, second, third)
    assert waits_until() == {WRONG - YEAR + SOON}
    assert [event.refs for event in Event.objects.filter(name="ClockSetBack")] == [{"milliseconds": 31_536_000_000}]


@pytest.mark.django_db
def test_each_step_is_moved_once_also_where_one_worker_sees_two_of_them_as_one() -> None:
    what_waits()
    with clock.held_at(WRONG):
        quick, slow = Steps(), Steps()
    at(WRONG - HOUR, quick)
    at(WRONG - 3 * HOUR, quick)
    at(WRONG - 3 * HOUR, slow, quick)
    assert waits_until() == {WRONG - 3 * HOUR + SOON}
    at(WRONG - 4 * HOUR, slow, quick)
    assert waits_until() == {WRONG - 4 * HOUR + SOON}


@pytest.mark.django_db
def test_whoever_begins_after_the_clock_was_mended_moves_nothing() -> None:
    what_waits()
    with clock.held_at(WRONG):
        Event.objects.create(name="Something", at=WRONG)
    with clock.held_at(WRONG - YEAR):
        early, late = Steps(), Steps()
    at(WRONG - YEAR, early, late)
    with clock.held_at(WRONG - YEAR):
        later = Steps()
    at(WRONG - YEAR, later)
    assert waits_until() == {WRONG - YEAR + SOON}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_three_that_notice_it_at_the_same_moment_move_it_once() -> None:
    what_waits()
    start, troubles = threading.Barrier(3), list[Exception]()

    def work() -> None:
        try:
            with clock.held_at(WRONG):
                steps = Steps()
            start.wait(10)
            for later in range(3):
                at(WRONG - YEAR + timedelta(seconds=2 * later), steps)
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not troubles
    assert waits_until() == {WRONG - YEAR + SOON}
    assert Event.objects.filter(name="ClockSetBack").count() == 1
