"""Django's SQLite backend, waiting in `kit.writing`'s fair line before every BEGIN IMMEDIATE.

SQLite's own busy handler sleeps and guesses: under several writers the unlucky one waits hundreds of
milliseconds. Within one process a first-come line costs nothing and keeps the tail short.
"""

from typing import Any

from django.db.backends.sqlite3 import base

from mostrador.kit import writing


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn at the start of an outermost `atomic`, gives it back when that ends, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: writing.Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = writing.take_turn(str(self.settings_dict["NAME"]))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
        except BaseException:
            turn.over()
            raise
        self._turn = turn

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.over()
            self._turn = None
