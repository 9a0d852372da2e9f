"""Millions of rows into PostgreSQL by COPY. The role must be a superuser, as in a cluster of the bench's own."""

from collections.abc import Iterable, Iterator
from typing import Any

Tables = Iterator[tuple[str, list[str], Iterable[list[Any]]]]
"""Each table's quoted name, its quoted columns, its rows."""
INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s
 AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"""


def into_postgres(tables: Tables) -> None:
    """Fill the tables without asking foreign keys, and make their indexes once the rows are there."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0; "
                       "SET LOCAL maintenance_work_mem = '512MB'")  # fmt: skip
        for table, columns, rows in tables:
            cursor.execute(INDEXES, [table.strip('"')])
            indexes = cursor.fetchall()
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            _copy(cursor, f"{table} ({', '.join(columns)})", rows)
            for _, definition in indexes:
                cursor.execute(definition)
            # Whoever writes into this house goes on behind the last row.
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _copy(cursor: Any, into: str, rows: Iterable[list[Any]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
