"""A thread of a hundred thousand messages costs a page what a short one costs: counted in steps of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.desk.thread import PAGE
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message
from tests import cast
from tests.desk.test_errand_acts import HTMX, case, desk, page_of

__all__ = ["case", "desk"]
pytestmark = pytest.mark.sqlite  # which tells its steps

LONG = [pytest.param(20_000), pytest.param(100_000, marks=pytest.mark.slow)]
EACH = 100  # steps between two calls of the counter


def grow(case: Case, count: int) -> None:
    """Let the thread have so many messages more, one a second from a day ago on, in one statement."""
    columns = [field.column for field in Message._meta.local_concrete_fields if not field.primary_key]
    told = {
        "shown_at": "strftime('%Y-%m-%d %H:%M:%f', shown_at, '-3 days', n || ' seconds')",
        "external_id": "'long-' || n",
        "text": "'line ' || n",
    }
    chosen = ", ".join(told.get(name, name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {count}) "
            f"INSERT INTO inbox_message ({', '.join(columns)}) SELECT {chosen} FROM inbox_message, up "
            f"WHERE inbox_message.id = (SELECT min(id) FROM inbox_message WHERE case_id = {case.pk})"
        )
        cursor.execute(
            "INSERT INTO inbox_need (message_id, case_id, kind, words, certainty) "
            f"SELECT id, case_id, 'question', '', 1.0 FROM inbox_message WHERE case_id = {case.pk} "
            "AND id NOT IN (SELECT message_id FROM inbox_need)"
        )
    assert Message.objects.count() >= count


@contextmanager
def steps() -> Iterator[list[int]]:
    """Count the steps that SQLite's machine takes, in hundreds."""
    counted = [0]

    def one() -> int:
        counted[0] += 1
        return 0

    connection.connection.set_progress_handler(one, EACH)
    try:
        yield counted
    finally:
        connection.connection.set_progress_handler(None, 0)


def work(desk: Client, case: Case, leo: Member, door: Door) -> dict[str, int]:
    """Return what it takes to open the page, to go back in it, to answer and to hear more."""
    taken = {}
    page_of(desk, case)
    with steps() as taken_now:
        page = page_of(desk, case)
    taken["page"] = taken_now[0]
    place = page.partition("?before=")[2].partition('"')[0]
    with steps() as taken_now:
        older = desk.get(reverse("desk:older", args=[case.pk]) + f"?before={place}", headers=HTMX)
    taken["older"] = taken_now[0]
    assert older.status_code == 200 and older.content.count(b"line ") >= PAGE
    with steps() as taken_now:
        told = {"text": "Sí.", "key": f"k{Message.objects.count()}"}
        answer = desk.post(reverse("desk:answers", args=[case.pk]), told)
    assert answer.status_code in (200, 303), answer.content[:300]
    taken["answer"] = taken_now[0]
    with steps() as taken_now:
        assert cast.hears(door, "y otra cosa") is not None
    taken["hear"] = taken_now[0]
    return taken


@pytest.mark.parametrize("count", LONG)
def test_a_page_of_it_an_older_one_an_answer_and_new_words(
    desk: Client, case: Case, leo: Member, door: Door, count: int
) -> None:
    grow(case, 3 * PAGE)
    short = work(desk, case, leo, door)
    Message.objects.filter(external_id__startswith="long-").delete()
    grow(case, count)
    long = work(desk, case, leo, door)
    for what, taken in long.items():
        assert taken <= 2 * short[what] + 20, f"{what}: {taken} instead of {short[what]} hundreds of steps"
