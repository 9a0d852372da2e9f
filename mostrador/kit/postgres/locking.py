"""A lock of the whole database that lasts as long as this process: whoever dies, on whatever machine, lets go of it.

It is held on a connection of its own. Where that breaks (the database was restarted) the lock is taken anew at once.
"""

import contextlib
import logging
import os
import selectors
import threading
from collections.abc import Callable

import psycopg

from mostrador.kit.postgres import connecting
from mostrador.kit.postgres.connecting import Connection

PATIENCE_SECONDS = 5  # a server takes a moment to notice that who held it is dead
REST_SECONDS = 0.5
ALONE, SHARED = "SELECT pg_advisory_lock(hashtext(%s))", "SELECT pg_advisory_lock_shared(hashtext(%s))"
LET_GO = "SELECT pg_advisory_unlock(hashtext(%s))"
log = logging.getLogger(__name__)


class Lock:
    """Take it `alone` or `share` it. `lost` is called once where, after a break, somebody else has it alone."""

    def __init__(self, url: str, name: str, *, lost: Callable[[], None] = lambda: None) -> None:
        self._url, self._name, self._lost = url, name, lost
        self._line, self._how = self._dial(), ""
        self._rung, self._ring = os.pipe()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"lock {name}", daemon=True)

    def alone(self) -> bool:
        """Take it so that nobody else can; False where somebody has it, also after some seconds."""
        if self._takes(self._line, ALONE):
            self._hold(ALONE)
        return self._how == ALONE

    def share(self) -> None:
        """From now on others may share it, and nobody can have it alone. Waits for who has it alone."""
        while not self._takes(self._line, SHARED):
            log.warning("Waiting for who frees the work of the dead.")
        if self._how == ALONE:
            self._line.execute(LET_GO, (self._name,))
        self._hold(SHARED)

    def close(self) -> None:
        self._ending.set()
        os.write(self._ring, b"!")
        if self._thread.is_alive():
            self._thread.join()
        os.close(self._ring)
        os.close(self._rung)
        self._line.close()

    def _hold(self, how: str) -> None:
        self._how = how
        if not self._thread.is_alive():
            self._thread.start()

    def _keep(self) -> None:
        while not self._ending.is_set():
            self._wait_for_a_break()
            if not self._ending.is_set() and not self._again():
                log.error("While the database was away another process took “%s”.", self._name)
                self._lost()
                return

    def _wait_for_a_break(self) -> None:
        with contextlib.suppress(psycopg.Error, OSError, ValueError), selectors.DefaultSelector() as selector:
            selector.register(self._line.fileno(), selectors.EVENT_READ)
            selector.register(self._rung, selectors.EVENT_READ)
            while not self._ending.is_set():
                selector.select()
                if not self._ending.is_set():
                    self._line.execute("SELECT 1")

    def _again(self) -> bool:
        """Take it anew as it was held; False where somebody else has it alone."""
        while not self._ending.wait(REST_SECONDS):
            try:
                self._line.close()
                self._line = self._dial()
                return self._takes(self._line, self._how)
            except psycopg.Error as error:
                log.debug("The lock cannot be taken anew yet: %s", error)
        return True

    def _dial(self) -> Connection:
        line = connecting.connect(self._url)
        line.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
        return line

    def _takes(self, line: Connection, how: str) -> bool:
        try:
            line.execute(how, (self._name,))
        except psycopg.errors.LockNotAvailable:
            return False
        return True
