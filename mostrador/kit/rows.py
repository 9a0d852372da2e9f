"""Rows read and written by statements that are put together once: the ORM makes each anew, which costs more than
running it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def find(model: type[Row], **wanted: Any) -> Row | None:
    """Return the row whose fields equal these, of which there is at most one; for what every request asks."""
    sql, names, converting = _question(model, tuple(wanted))
    values = [model._meta.get_field(name).get_db_prep_value(value, connection) for name, value in wanted.items()]  # type: ignore[union-attr]  # no relations here
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()
    if found is None:
        return None
    read = list(found)
    for place, convert in converting:
        read[place] = convert(read[place], None, connection)
    return model.from_db(connection.alias, names, read)


@cache
def _question(model: type[Model], wanted: tuple[str, ...]) -> tuple[str, list[str], list[tuple[int, Any]]]:
    quote, fields = connection.ops.quote_name, model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    where = " AND ".join(f"{quote(str(model._meta.get_field(name).column))} = %s" for name in wanted)  # type: ignore[union-attr]  # no relations here
    converting = [
        (place, convert)
        for place, field in enumerate(fields)
        for convert in (
            *connection.ops.get_db_converters(field.get_col(model._meta.db_table)),
            *field.get_db_converters(connection),  # type: ignore[attr-defined]  # the stubs lack it
        )
    ]
    # Names of our own tables and columns, quoted; values are placeholders.
    sql = f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {where}"  # noqa: S608
    return sql, [field.attname for field in fields], converting


def update_all(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model, by their primary keys, inside the caller's transaction."""
    if not rows:
        return
    names = tuple(fields)
    concrete = [type(rows[0])._meta.get_field(name) for name in names]
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in concrete), row.pk]  # type: ignore[union-attr]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(type(rows[0]), names), values)


@cache
def _statement(model: type[Model], names: tuple[str, ...]) -> str:
    quote, key = connection.ops.quote_name, str(model._meta.pk.column)
    columns = ", ".join(f"{quote(str(model._meta.get_field(name).column))} = %s" for name in names)  # type: ignore[union-attr]
    # Names of our own tables and columns, quoted; values are placeholders.
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(key)} = %s"  # noqa: S608
