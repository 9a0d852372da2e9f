"""Jobs: none is lost, none stops the house."""

import pytest

from mostrador.kit import jobs
from mostrador.kit.models import Job

pytestmark = pytest.mark.django_db

_done: list[int] = []


@jobs.job
def note(*, number: int) -> None:
    _done.append(number)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    _done.clear()


def test_a_job_that_was_running_when_we_were_killed_stands_beside_its_newer_twin() -> None:
    jobs.enqueue(note, only_one="the same", number=1)
    Job.objects.update(leased_until="2999-01-01T00:00Z", leased_by="killed")
    jobs.enqueue(note, only_one="the same", number=2)
    jobs.let_all_go()
    while jobs.run_next():
        pass
    assert _done == [1, 2] and not Job.objects.exists()


def test_of_two_equal_wishes_that_wait_one_is_enough() -> None:
    jobs.enqueue(note, only_one="the same", number=1)
    jobs.enqueue(note, only_one="the same", number=2)
    assert Job.objects.count() == 1
