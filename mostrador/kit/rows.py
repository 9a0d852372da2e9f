"""Many rows written at once: few statements, worded once for each model, none of the ORM's cost for each row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from django.db import connection
from django.db.models import DateTimeField, JSONField, Model

MOST_ROWS = 64  # in one statement


_Columns = tuple[tuple[str, Callable[[Any], Any] | None], ...]
"""Attributes of a row, and what makes the value of each fit for the database, where anything must."""


class _Table(NamedTuple):
    insert: str
    row: str
    returning: str
    columns: _Columns


def insert_all(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and give them their ids, inside the caller's transaction.

    For rows that our own code made: values are of their column's type, and nothing is validated again. A row must
    know the id of what it refers to, not only the object. Raises `IntegrityError`.
    """
    if not rows:
        return
    table = _table(type(rows[0]), connection.vendor)
    with connection.cursor() as cursor:
        for some in _cut(rows):
            sql = f"{table.insert}{', '.join([table.row] * len(some))}{table.returning}"
            cursor.execute(sql, list(chain.from_iterable(_values(table, row) for row in some)))
            for row, (number,) in zip(some, cursor.fetchall(), strict=True):
                row.pk, row._state.adding, row._state.db = number, False, connection.alias


def _cut(rows: Sequence[Model]) -> Iterator[Sequence[Model]]:
    """Cut into powers of two: the database keeps few statements ready, and these few serve every number of rows."""
    at = 0
    while at < len(rows):
        size = 1 << (min(len(rows) - at, MOST_ROWS).bit_length() - 1)
        yield rows[at : at + size]
        at += size


def _values(table: _Table, row: Model) -> list[Any]:
    told = row.__dict__
    return [told[name] if fit is None else fit(told[name]) for name, fit in table.columns]


@cache
def _table(model: type[Model], vendor: str) -> _Table:
    quote, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    names = ", ".join(quote(field.column) for field in fields)
    return _Table(
        # Names of our own tables and columns, quoted; values are placeholders.
        insert=f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ",  # noqa: S608 - our own tables' names; values are placeholders
        row=f"({', '.join(['%s'] * len(fields))})",
        returning=f" RETURNING {quote(meta.pk.column)}",
        columns=tuple((field.attname, _fit(field)) for field in fields),
    )


def _fit(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, JSONField):
        return _json
    return None


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def hold(model: type[Model], keys: Iterable[int]) -> bool:
    """Let nobody else hold these rows until this transaction is over, and see all that who held them before wrote.

    SQLite has one writer, who holds everything: False, and nothing to do. On PostgreSQL: True. Verbs that take both
    hold doors before conversations, and all of a kind at once: crosswise, two would wait for each other.
    """
    if not connection.features.has_select_for_update:
        return False
    rows = model._default_manager.filter(pk__in=set(keys)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return True


def update_all(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model, by their primary keys, inside the caller's transaction."""
    if not rows:
        return
    names = tuple(fields)
    columns, statement = _update(type(rows[0]), names, connection.vendor)
    values = [
        [*(getattr(row, name) if fit is None else fit(getattr(row, name)) for name, fit in columns), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def update_while(row: Model, fields: Sequence[str], **still: str | int) -> bool:
    """Write these fields of one row, if the database still has these values in it; return whether it had."""
    columns, statement = _update(type(row), tuple(fields), connection.vendor, tuple(still))
    values = [getattr(row, name) if fit is None else fit(getattr(row, name)) for name, fit in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk, *still.values()])
        return bool(cursor.rowcount)


@cache
def _update(
    model: type[Model], names: tuple[str, ...], vendor: str, still: tuple[str, ...] = ()
) -> tuple[_Columns, str]:
    meta = model._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    columns = ", ".join(map(_is, fields))
    known = " AND ".join(_is(field) for field in (meta.pk, *map(meta.get_field, still)))
    # Names of our own tables and columns, quoted; values are placeholders.
    sql = f"UPDATE {connection.ops.quote_name(meta.db_table)} SET {columns} WHERE {known}"  # noqa: S608 - our own tables' names; values are placeholders
    return tuple((field.attname, _fit(field)) for field in fields), sql


def _is(field: Any) -> str:
    return f"{connection.ops.quote_name(field.column)} = %s"
