"""Questions asked for every message: the ORM words each of them once, later only the values change.

For a handful of rows Django takes longer to word a query than the database to answer it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, get_type_hints

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models import query as django_query

Asked = ParamSpec("Asked")
Row = TypeVar("Row")
_Rows = Iterable[Sequence[Any]]
_Place = tuple[int, int]
"""Which argument, and where in it."""
_ONE = str | int | datetime
_LONG_AGO = datetime(1800, 1, 1, tzinfo=UTC)
_EXAMPLES: dict[object, Any] = {
    **{int: 1, str: "a", datetime: _LONG_AGO},
    **{Collection[int]: [1], Collection[str]: ["a"], Collection[datetime]: [_LONG_AGO]},
}


class LostArgument(Exception):
    """The query does not hold an argument as it was given: worded for one value, it would be wrong for another."""


class _Worded(NamedTuple):
    sql: str
    values: tuple[Any, ...]  # a `_Place` where an argument goes, a constant of the query elsewhere
    rows: Callable[[_Rows], list[Any]]


class _Gap(NamedTuple):
    place: _Place


def prepared(ask: Callable[Asked, QuerySet[Any, Row]]) -> Callable[Asked, list[Row]]:
    """Let `ask` word its query once for each shape of its arguments, and answer with the rows.

    Arguments are given by position: strings, whole numbers, moments, or sequences of one of them, for comparing with
    columns as they are. An empty sequence asks nothing and is answered by nothing. A row may be given too, such as
    the member who asks: its key is a value, and what its model names in `alike` is part of the shape. The query can
    look at nothing else of it.
    """
    worded: dict[object, _Worded] = {}
    _all.append((ask, worded))

    @wraps(ask)
    def answer(*told: Asked.args, **_: Asked.kwargs) -> list[Row]:
        given = [_padded(each) for each in told]
        if not all(given):
            return []
        shape = _shape(told, given)
        if shape not in worded:
            worded[shape] = _word(ask, told, given)
        question = worded[shape]
        if not question.sql:
            return []
        values = [_fit(given[each.place[0]][each.place[1]]) if type(each) is _Gap else each for each in question.values]
        with connection.cursor() as cursor:
            cursor.execute(question.sql, values)
            return question.rows(cursor.fetchall())

    return answer


def word_all() -> None:
    """Word each question that was met so far for one of each argument: whoever comes first need not wait for it.

    Asks the database nothing. Questions about more than strings, whole numbers and moments are worded when asked.
    """
    for ask, worded in tuple(_all):
        with suppress(LostArgument, NameError):  # whoever asks is told
            hints = [hint for name, hint in get_type_hints(ask).items() if name != "return"]
            if all(hint in _EXAMPLES for hint in hints):
                told = [_EXAMPLES[hint] for hint in hints]
                given = [_padded(each) for each in told]
                worded.setdefault(_shape(told, given), _word(ask, told, given))


_all: list[tuple[Callable[..., QuerySet[Any, Any]], dict[object, _Worded]]] = []


def _shape(told: Iterable[Any], given: Iterable[Sequence[Any]]) -> object:
    return (connection.vendor, *((type(each[0]), len(each)) for each in given), *_likenesses(told))


def _padded(told: Any) -> list[Any]:
    """Return an argument as a list as long as the next power of two, so that few statements serve all lengths."""
    if isinstance(told, _ONE):
        return [told]
    if isinstance(told, Model):
        return [told.pk]
    values = list(told)
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else values


def _likenesses(told: Iterable[Any]) -> Iterator[object]:
    """Yield what of each row decides how the query is worded."""
    for each in told:
        if isinstance(each, Model):
            yield each.__class__, *(getattr(each, name) for name in each.alike)  # type: ignore[attr-defined]  # as `prepared` says


def _word(ask: Callable[..., QuerySet[Any, Any]], told: Sequence[Any], given: Sequence[Sequence[Any]]) -> _Worded:
    marks = [[_mark(number, at, value) for at, value in enumerate(each)] for number, each in enumerate(given)]
    query = ask(*(_marked(one, mark) for one, mark in zip(told, marks, strict=True)))
    compiler = query.query.get_compiler(connection=connection)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:  # for such arguments nothing can be found
        return _Worded("", (), list)
    places = {_fit(mark): _Gap((number, at)) for number, each in enumerate(marks) for at, mark in enumerate(each)}
    needed = {_fit(mark) for one, each in zip(told, marks, strict=True) if not isinstance(one, Model) for mark in each}
    if not needed <= set(values):
        raise LostArgument(ask.__qualname__)
    told_each = tuple(places.get(value, value) for value in values)
    return _Worded(*_with_constants(sql, told_each), _reader(query, compiler))


def _with_constants(sql: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Write the query's own words into a question to SQLite.

    Told as a value, one that a partial index is about makes SQLite plan the question anew each time: measured, it took
    four times as long.
    """
    pieces = sql.split("%s")
    if connection.vendor != "sqlite" or len(pieces) != len(values) + 1 or "%%s" in sql:
        return sql, values
    said = [f"'{value!s}'" if _is_plain(value) else "%s" for value in values]
    left = tuple(value for value in values if not _is_plain(value))
    return pieces[0] + "".join(f"{one}{piece}" for one, piece in zip(said, pieces[1:], strict=True)), left


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.replace("_", "").isalnum()


def _marked(told: Any, marks: Sequence[Any]) -> Any:
    if isinstance(told, Model):
        return _stand_in(told, marks[0])
    return marks[0] if isinstance(told, _ONE) else marks


def _stand_in(row: Model, key: int) -> Model:
    """Return a row like this one that knows nothing else of it: a query that asks it more fails when it is worded."""
    known = {row._meta.pk.attname: key, **{name: getattr(row, name) for name in row.alike}}  # type: ignore[attr-defined]  # as `prepared` says
    names = [field.attname for field in row._meta.concrete_fields if field.attname in known]
    return row.__class__.from_db(connection.alias, names, [known[name] for name in names])


def _mark(argument: int, at: int, value: Any) -> Any:
    """Return a value that stands for this one while the query is worded, and that no query holds by itself."""
    number = 1_900_000_000 + argument * 1_000_000 + at
    if isinstance(value, datetime):
        return _LONG_AGO + timedelta(microseconds=number)
    return f"\0{number}" if isinstance(value, str) else number


def _fit(value: Any) -> Any:
    """Return a value as the database is told it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _reader(query: QuerySet[Any, Any], compiler: Any) -> Callable[[_Rows], list[Any]]:
    converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])

    def converted(rows: _Rows) -> Iterable[Sequence[Any]]:
        return compiler.apply_converters(rows, converters) if converters else rows

    if query._iterable_class is django_query.ModelIterable:
        build = _builder(compiler)
        return lambda rows: list(build(converted(rows)))
    if query._iterable_class is django_query.FlatValuesListIterable:
        return lambda rows: [row[0] for row in converted(rows)]
    return lambda rows: [tuple(row) for row in converted(rows)]


def _builder(compiler: Any) -> Callable[[_Rows], Iterator[Any]]:
    """Return what makes models of rows, as Django's `ModelIterable` does, with all that is the same each time done."""
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    first, end = places[0], places[-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:end]]
    related = django_query.get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[attr-defined]  # the stubs lack it
    extra, alias = tuple((compiler.annotation_col_map or {}).items()), connection.alias

    def build(rows: _Rows) -> Iterator[Any]:
        for row in rows:
            made = model.from_db(alias, names, row[first:end])
            for each in related:
                each.populate(row, made)
            for name, at in extra:
                setattr(made, name, row[at])
            yield made

    return build
