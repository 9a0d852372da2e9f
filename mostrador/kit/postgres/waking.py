"""Carries `kit.wake`'s taps between processes, on this machine or others, by PostgreSQL's LISTEN and NOTIFY.

One thread and one connection of its own. A tap goes out after the commit it tells of, never inside it: notices within
transactions make all commits of the database queue for one lock. While the database is away taps are lost, which costs
a poll.
"""

import base64
import contextlib
import logging
import os
import selectors
import threading
from collections import deque
from collections.abc import Callable

import psycopg
from psycopg import sql

from mostrador.kit.postgres import connecting
from mostrador.kit.postgres.connecting import Connection

CHANNEL = "mostrador"
LONGEST_WORDS = 5_500  # bytes; a notice holds 8,000, and these are written in base64
MOST_WAITING = 1_000  # taps; more than these are lost
REST_SECONDS = 0.5
log = logging.getLogger(__name__)


class Notices:
    """Takes taps out by `send` and tells those of other processes to `heard`. Open it after a fork, never before."""

    def __init__(self, url: str, heard: Callable[[str, bytes], None]) -> None:
        self._url, self._heard = url, heard
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self._line: Connection | None = None
        self._ending = threading.Event()
        self._rung, self._ring = os.pipe()
        os.set_blocking(self._ring, False)
        self._thread = threading.Thread(target=self._work, name="notices", daemon=True)
        self._thread.start()

    def send(self, topic: str, words: bytes) -> None:
        told = f"{topic} {base64.b64encode(words[:LONGEST_WORDS]).decode()}"
        if not words and told in self._waiting:
            return  # one such tap is on its way already
        self._waiting.append(told)
        with contextlib.suppress(BlockingIOError):  # a full pipe has rung enough
            os.write(self._ring, b"!")

    def listen(self, topic: str) -> None:
        """Every topic comes by the one channel: nothing to do."""

    def close(self) -> None:
        self._ending.set()
        os.write(self._ring, b"!")
        self._thread.join()
        os.close(self._ring)
        os.close(self._rung)

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                self._carry(self._listening())
            except (psycopg.Error, OSError) as error:
                log.debug("Taps cannot be carried now: %s", error)
                self._hang_up()
                self._ending.wait(REST_SECONDS)
        self._hang_up()

    def _carry(self, line: Connection) -> None:
        """Wait for something to carry, in either direction, and carry it."""
        with selectors.DefaultSelector() as selector:
            selector.register(line.fileno(), selectors.EVENT_READ)
            selector.register(self._rung, selectors.EVENT_READ)
            if self._rung in {key.fd for key, _ in selector.select()}:
                os.read(self._rung, 65_536)
        self._send_all(line)
        for notice in line.notifies(timeout=0):
            if notice.pid != line.info.backend_pid:  # our own taps are heard here already
                topic, _, words = notice.payload.partition(" ")
                self._heard(topic, base64.b64decode(words))

    def _send_all(self, line: Connection) -> None:
        told = []
        while self._waiting:
            told.append(self._waiting.popleft())
        if told:
            line.execute("SELECT pg_notify(%s, told) FROM unnest(%s::text[]) AS t(told)", (CHANNEL, told))

    def _listening(self) -> Connection:
        if self._line is None:
            self._line = connecting.connect(self._url)
            self._line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        return self._line

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        with contextlib.suppress(psycopg.Error):
            if line is not None:
                line.close()
