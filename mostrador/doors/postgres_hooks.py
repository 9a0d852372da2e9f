"""Who lives behind a hook, on PostgreSQL: a thread keeps the few rows fresh, so that the edge's loop never waits."""

import logging
import threading
from contextlib import suppress

import psycopg

from mostrador.doors.hooks import ALL, STALE_SECONDS, CannotLook, Hook, Hooks, Row
from mostrador.kit import wake
from mostrador.kit.postgres import connecting
from mostrador.kit.postgres.connecting import Connection

log = logging.getLogger(__name__)


class PostgresHooks(Hooks):
    """The connections, at most half a second old; while the database is away, as they were."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._rows: dict[str, Row] | None = None
        self._opened: dict[str, tuple[Row, Hook]] = {}
        self._well, self._closing = False, threading.Event()
        self._bell = wake.Bell("connections")
        self._line: Connection | None = None
        self._thread = threading.Thread(target=self._keep_fresh, name="hooks", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raises `CannotLook` when the last look failed."""
        if not self._well:
            raise CannotLook("The connections cannot be read.")

    def close(self) -> None:
        self._closing.set()
        self._bell.ring()
        self._thread.join()
        self._bell.close()

    def _fresh(self) -> dict[str, Row]:
        if self._rows is None:
            raise CannotLook("The connections cannot be read.")
        return self._rows

    def _keep_fresh(self) -> None:
        while not self._closing.is_set():
            self._well = self._look()
            self._bell.wait(STALE_SECONDS)
        self._hang_up()

    def _look(self) -> bool:
        try:
            if self._line is None:
                self._line = connecting.connect(self._url)
            rows = self._line.execute(ALL).fetchall()
        except psycopg.Error as error:
            log.debug("The connections cannot be read now: %s", error)
            self._hang_up()
            return False
        self._rows = {key: Row(number, channel, bytes(sealed)) for number, key, channel, sealed in rows}
        return True

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        with suppress(psycopg.Error):
            if line is not None:
                line.close()
