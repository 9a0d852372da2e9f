"""The list of one door costs what that door holds, whatever waits at the others: counted in steps of the database."""

import pytest
from django.db import connection

from mostrador.accounts.models import Member
from mostrador.desk import lists
from mostrador.desk.lists import Filters
from mostrador.desk.surroundings import Surroundings
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from tests import cast
from tests.desk.test_very_long_thread import EACH, steps

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]  # which tells its steps
MANY = 5_000


def crowd(like: Case) -> None:
    """Let many asuntos stand beside one of the same door, in each state."""
    columns = [field.column for field in Case._meta.local_concrete_fields if not field.primary_key]
    chosen = {
        "code": "'x' || n",
        "state": "CASE n % 5 WHEN 2 THEN 'waiting_them' WHEN 3 THEN 'done' WHEN 4 THEN 'snoozed' ELSE 'waiting_us' END",
        "asks_for_manager": "n % 10 = 0",
        "due_at": "CASE WHEN n % 5 = 0 THEN due_at END",
        "waiting_since": "NULL",
        "moved_at": "strftime('%Y-%m-%d %H:%M:%f', moved_at, '-' || n || ' seconds')",
        "snoozed_until": "CASE WHEN n % 5 = 4 THEN moved_at END",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {MANY}) "
            f"INSERT INTO inbox_case ({', '.join(columns)}) "
            f"SELECT {', '.join(chosen.get(name, name) for name in columns)} FROM inbox_case, up "
            f"WHERE inbox_case.id = {like.pk}"
        )


def taken(member: Member, door: Door, tab: lists.Tab) -> int:
    """Return the steps, in hundreds, of a page of that door with its counts."""
    filters = Filters(door=door.pk)
    with steps() as counted:
        around = Surroundings(member=member)
        rows = lists.page(around, tab, filters=filters).rows
        lists.counts(around, filters)
    assert {row.door.id for row in rows} <= {door.pk}
    return counted[0]


@pytest.mark.parametrize("tab", ["waiting", "theirs", "done", "snoozed"])
@pytest.mark.parametrize("who", ["ana", "leo"])
def test_a_page_of_a_quiet_door_walks_nobody_of_a_crowded_one(
    tab: lists.Tab, who: str, door: Door, request: pytest.FixtureRequest
) -> None:
    member, crowded = request.getfixturevalue(who), cast.a_door("Crowded")
    cast.hears(crowded, "first")
    like = Case.objects.get()
    before = taken(member, door, tab)
    crowd(like)
    assert taken(member, door, tab) <= before + 2_000 // EACH
    assert len(lists.page(Surroundings(member=member), tab, filters=Filters(door=crowded.pk)).rows) == lists.PAGE
