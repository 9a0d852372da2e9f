"""Django's SQLite backend, waiting in `kit.writing`'s fair line before every BEGIN IMMEDIATE.

SQLite's own busy handler sleeps and guesses: under several writers the unlucky one waits hundreds of
milliseconds. Within one process a first-come line costs nothing and keeps the tail short.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

from mostrador.kit import writing

WRITES = ("INSERT", "UPDATE", "DELETE")


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query)).replace("%%", "%")


class _Operations(operations.DatabaseOperations):
    """Reads and writes the moments that we have, which are all in UTC, without asking what else they could be."""

    def adapt_datetimefield_value(self, value: Any) -> Any:
        if type(value) is datetime and value.tzinfo is UTC:
            return str(value)[:-6]  # without "+00:00"
        return super().adapt_datetimefield_value(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        if type(value) is str and self.connection.timezone is UTC:
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class _Cursor(base.SQLiteCursorWrapper):
    """A statement that writes on its own waits in the same line: outside it, it would starve behind those within."""

    house: "DatabaseWrapper"

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None:
            return _with_question_marks(query)  # the same few hundred statements again and again
        return str(super().convert_query(query, param_names=param_names))  # type: ignore[misc]  # the stubs lack it

    def execute(self, query: str, params: Any = None) -> Any:
        if self.house.holds_turn or not query.startswith(WRITES):
            return super().execute(query, params)
        turn = self.house.take_turn()
        try:
            return super().execute(query, params)
        finally:
            turn.over()


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn at the start of an outermost `atomic`, gives it back when that ends, however it ends."""

    ops_class = _Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: writing.Turn | None = None

    @property
    def holds_turn(self) -> bool:
        return self._turn is not None

    def take_turn(self) -> writing.Turn:
        return writing.take_turn(str(self.settings_dict["NAME"]))

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.house = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        turn = self.take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
        except BaseException:
            turn.over()
            raise
        self._turn = turn

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # untyped above us
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # untyped above us
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # untyped above us
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.over()
            self._turn = None
