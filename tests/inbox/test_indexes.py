"""An index costs every message that comes: none of them may be the beginning of another one."""

import pytest
from django.apps import apps
from django.db import connection

HOT = ("message", "case", "conversation", "promise", "need")
KEPT = {("inbox_message", ("door_id",))}  # the API lists a door's messages by their ids


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOT)
def test_no_index_is_the_beginning_of_another(name: str) -> None:
    table = apps.get_model("inbox", name)._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table).values()
    whole = [tuple(each["columns"]) for each in found if each["index"] or each["unique"]]
    twice = {
        (table, short)
        for short in whole
        if any(len(long) > len(short) and long[: len(short)] == short for long in whole)
    }
    assert twice <= KEPT


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_search_is_still_kept_true_by_its_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'inbox_message'")
        assert {name for (name,) in cursor.fetchall()} == {
            "inbox_search_add", "inbox_search_change", "inbox_search_remove",
        }  # fmt: skip
