"""A house full of messages, the same every time: `python -m tests.bench.filling FOLDER CONVERSATIONS`.

A house that stands already grows to that size. It always grows by the same stages, so that it is the same house
whether it was filled at once or stage by stage. Rows are written past the verbs, because two million of them must
stand within minutes; every column that is not named takes the value that its model gives it. With
MOSTRADOR_DATABASE_URL it is filled there.
"""

import os
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import pouring
from tests.bench.pouring import Tables

EACH = 10  # messages in a conversation
STAGES = (1_000, 10_000, 100_000, 200_000)  # conversations
TEAM = 12
START = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def fill(conversations: int) -> None:
    """Fill the house of MOSTRADOR_DATA, which `mostrador init` has made, up to so many conversations."""
    from django.db import connection

    from mostrador.inbox.models import Case

    if not Case.objects.exists():
        _staff()
    for stage in sorted({*STAGES, conversations}):
        have = Case.objects.count()
        if have < stage <= conversations:
            _grow(range(have + 1, stage + 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _staff() -> None:
    from mostrador.accounts.models import Member
    from tests.cast import a_door

    Member.objects.create_user("owner@bench.test", "a long password", name="Owner", role="owner")
    for number in range(TEAM):
        Member.objects.create_user(f"agent{number}@bench.test", "a long password", name=f"Agent {number}")
    for name in ("Web", "Correo", "Telegram", "Programa"):
        a_door(name)


def _grow(made: range) -> None:
    """Add the conversations of these numbers with their messages."""
    from django.db import connection

    messages = range((made.start - 1) * EACH + 1, (made.stop - 1) * EACH + 1)
    tables = _tables(made, messages)
    if connection.vendor == "postgresql":
        pouring.into_postgres(tables)
    else:
        _into_sqlite(tables, messages)


def _into_sqlite(tables: Tables, messages: range) -> None:
    """Write the rows; the search index takes the messages' words in one go."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER inbox_search_add")
        for table, columns, rows in tables:
            marks = ", ".join(["%s"] * len(columns))
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            for some in _bunches(rows):
                cursor.executemany(sql, some)
        cursor.execute(
            "INSERT INTO inbox_search(rowid, text, subject) "
            "SELECT id, text, subject FROM inbox_message WHERE id >= %s ORDER BY id", [messages.start]
        )  # fmt: skip
        cursor.execute(
            "CREATE TRIGGER inbox_search_add AFTER INSERT ON inbox_message BEGIN "
            "INSERT INTO inbox_search(rowid, text, subject) VALUES (new.id, new.text, new.subject); END"
        )


def _tables(made: range, messages: range) -> Tables:
    from mostrador.doors.models import Door
    from mostrador.inbox.models import Case, Conversation, Message, Promise
    from mostrador.people.models import Address, Person

    doors = list(Door.objects.order_by("pk").values_list("pk", flat=True))
    dice = random.Random(made.start)
    at = {number: START + timedelta(minutes=number) for number in made}
    yield _rows(Person(), ({"id": n, "name": f"Persona {n}", "since": at[n]} for n in made))
    yield _rows(
        Address(channel="webhook"), ({"person": n, "scope": f"webhook:{1 + n % 4}", "value": f"p{n}"} for n in made)
    )
    yield _rows(Conversation(), (
        {"id": n, "door": doors[n % 4], "thread": str(n), "person": n, "address_value": f"p{n}", "opened_at": at[n],
         "last_heard_at": at[n]} for n in made
    ))  # fmt: skip
    yield _rows(Case(kind="question"), (_case(n, at[n]) | {"door": doors[n % 4]} for n in made))
    yield _rows(Message(), (_message(n, made, dice) for n in messages))
    yield _rows(Promise(origin="plan"), (
        {"case": n, "state": "running", "began_at": at[n], "due_at": at[n], "warn_at": at[n], "warned_at": at[n],
         "late_at": at[n]} for n in made if n % 10 == 0
    ))  # fmt: skip


def _case(n: int, at: datetime) -> dict[str, Any]:
    state = {0: "waiting_us", 1: "waiting_them", 2: "waiting_them", 3: "snoozed"}.get(n % 10, "done")
    return {
        "id": n, "conversation": n, "person": n, "code": f"C{n}", "state": state, "owner": 2 + n % TEAM,
        "opened_at": at,
        "waiting_since": at if state == "waiting_us" else None, "due_at": at if state == "waiting_us" else None,
        "promise_began_at": at, "moved_at": at, "last_words": f"hola, quiero saber cuándo llega {n}",
        "snoozed_until": at + timedelta(days=900) if state == "snoozed" else None,
    }  # fmt: skip


def _message(n: int, made: range, dice: random.Random) -> dict[str, Any]:
    from tests.bench.words import sentence

    # Conversations of one stage grow side by side, as they do in a shop.
    conversation = made[n * 7919 % len(made)]
    when = START + timedelta(seconds=n * 6)
    return {
        "id": n, "conversation": conversation, "case": conversation, "door": 1 + conversation % 4,
        "external_id": f"x{n}",
        "direction": "out" if n % 3 == 0 else "in", "state": "sent" if n % 3 == 0 else "received",
        "person": conversation, "text": f"{sentence(dice)} u{n:08}", "sent_at": when, "shown_at": when,
        "received_at": when, "cc": [],
    }  # fmt: skip


def _rows(like: Any, changes: Iterable[dict[str, Any]]) -> tuple[str, list[str], Iterable[list[Any]]]:
    """Return table, columns and rows: each row is `like` with some fields changed."""
    from django.db import connection

    fields = list(like._meta.concrete_fields)
    base = [field.get_db_prep_save(getattr(like, field.attname), connection) for field in fields]
    place = {field.name: index for index, field in enumerate(fields)}

    def made() -> Iterator[list[Any]]:
        for change in changes:
            row = list(base)
            for name, value in change.items():
                row[place[name]] = _plain(value)
            if row[0] is None:
                yield row[1:]
            else:
                yield row

    columns = [f'"{field.column}"' for field in fields]
    return f'"{like._meta.db_table}"', columns if "id" in place and _has_id(like) else columns[1:], made()


def _has_id(like: Any) -> bool:
    return type(like).__name__ not in ("Address", "Promise")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return "[]" if isinstance(value, list) else value


def _bunches(rows: Iterable[list[Any]], size: int = 5000) -> Iterator[list[list[Any]]]:
    bunch: list[list[Any]] = []
    for row in rows:
        bunch.append(row)
        if len(bunch) == size:
            yield bunch
            bunch = []
    if bunch:
        yield bunch


if __name__ == "__main__":
    folder, conversations = Path(sys.argv[1]), int(sys.argv[2])
    os.environ["MOSTRADOR_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    from mostrador.site import opening_up

    standing = opening_up.stands()
    if not standing:
        opening_up.make_folder(folder)
    import django

    django.setup()
    if not standing:
        opening_up.make_tables()
        opening_up.write_plan()
    fill(conversations)
