"""Jobs: none is lost, none stops the house."""

import pytest

from mostrador.doors.contract import Unreachable
from mostrador.kit import egress, jobs
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


@jobs.job
def hopeless(*, number: int) -> None:
    raise ValueError("no way")


@jobs.when_dead(hopeless)
def give_up(*, number: int, why: str) -> None:
    assert "no way" in why
    _done.append(number)


def test_a_job_that_dies_stays_in_its_place_and_says_its_last_words_once() -> None:
    jobs.enqueue(hopeless, number=7)
    for _ in range(len(jobs.PAUSES_SECONDS) + 3):
        Job.objects.update(run_at="2020-01-01T00:00Z")
        jobs.run_next()
    assert _done == [7] and Job.objects.get().died_at is not None


@jobs.job
def slow(*, number: int) -> None:
    _done.append(number)


def test_threads_share_the_jobs_so_that_slow_ones_hold_back_no_other() -> None:
    slow_ones, others = jobs.Share(only=(jobs.name_of(slow),)), jobs.Share(but=(jobs.name_of(slow),))
    jobs.enqueue(slow, number=1)
    jobs.enqueue(note, number=2)
    assert jobs.run_next(share=others) and not jobs.run_next(share=others)
    assert _done == [2]
    assert jobs.run_next(share=slow_ones) and not jobs.run_next()
    assert _done == [2, 1]


@jobs.job
def knocks(*, where: str) -> None:
    raise {"sleeper": Unreachable("It sleeps.\nSoundly."), "nowhere": egress.Unresolved("No such name.")}[where]


@pytest.mark.parametrize(
    ("where", "why"), [("sleeper", "Unreachable: It sleeps. Soundly."), ("nowhere", "No such name.")]
)
def test_a_server_that_sleeps_is_one_line_in_the_log(where: str, why: str, caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue(knocks, where=where)
    assert jobs.run_next()
    (line,) = caplog.records
    assert line.exc_info is None and why in line.getMessage() and "\n" not in line.getMessage()
    assert why.rsplit(maxsplit=1)[-1] in Job.objects.get().why


def test_a_fault_of_ours_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue(hopeless, number=7)
    assert jobs.run_next()
    (line,) = caplog.records
    assert line.exc_info is not None
