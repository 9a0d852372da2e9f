"""Keeps an ear at every platform whose words are fetched rather than delivered: one thread a connection."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from mostrador.doors import accepting, bookmarking, opening
from mostrador.doors.contract import NeedsSignIn, Piece, Unreachable
from mostrador.doors.models import Connection
from mostrador.kit import clock, failpoints, lending, sealing, wake

log = logging.getLogger(__name__)

PAUSES_SECONDS = (2, 5, 15, 60, 300)
QUIET = timedelta(seconds=20)  # at most so much of a silence that ends badly was trouble: a mailbox may rest for long


class Ears:
    """Starts and ends the listening threads as connections come, go and change."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._ears: dict[int, tuple[bytes, threading.Event, threading.Thread]] = {}

    def keep_until_stopped(self) -> None:
        bell = wake.Bell("connections")
        while not self._stopping.is_set():
            self.arrange()
            lending.give_back()
            bell.wait(2.0)
        for _, end, _thread in self._ears.values():
            end.set()
        bell.close()

    def arrange(self) -> None:
        """Listen wherever a connection wants it, with the secrets it has now."""
        wanted = {one.pk: one for one in Connection.objects.exclude(state="closed") if one.speaks.listens}
        for number, (sealed, end, thread) in list(self._ears.items()):
            changed = number not in wanted or bytes(wanted[number].sealed) != sealed
            if changed or not thread.is_alive():
                end.set()
                del self._ears[number]
        for number, connection in wanted.items():
            if number not in self._ears:
                self._ears[number] = self._listen(connection)

    def _listen(self, connection: Connection) -> tuple[bytes, threading.Event, threading.Thread]:
        end = threading.Event()
        name = f"listening-{connection.channel}-{connection.pk}"
        thread = threading.Thread(target=listen, args=(connection, end), name=name, daemon=True)
        thread.start()
        return bytes(connection.sealed), end, thread


def listen(connection: Connection, end: threading.Event) -> None:
    """Listen to one connection until told to end; trouble is written down and tried again after a pause."""
    tries, heard_at = 0, time.monotonic()
    while not end.is_set():
        try:
            for place in _round(connection, end.is_set):
                failpoints.reached("listener.before_bookmark")
                bookmarking.keep(connection, place=place)
                lending.give_back()
                failpoints.reached("listener.bookmarked")
                tries, heard_at = 0, time.monotonic()
            pause = 1.0
        except Exception as trouble:  # whatever it is, this ear must open again and the others stay open
            tries += 1
            pause = _note(connection, trouble, tries, since=clock.now() - _silence(heard_at))
        lending.give_back()
        end.wait(pause)


def _round(connection: Connection, stopping: Callable[[], bool]) -> Any:
    def accept(pieces: Sequence[Piece]) -> None:
        accepting.accept(connection, pieces)
        lending.give_back()
        failpoints.reached("listener.accepted")

    place = bookmarking.place(connection)
    lending.give_back()
    return connection.speaks.listen(connection.secrets, place, accept, stopping)


def _silence(heard_at: float) -> timedelta:
    return min(timedelta(seconds=time.monotonic() - heard_at), QUIET)


def _note(connection: Connection, trouble: Exception, tries: int, *, since: datetime) -> float:
    pause = float(PAUSES_SECONDS[min(tries, len(PAUSES_SECONDS)) - 1])
    if isinstance(trouble, NeedsSignIn):
        opening.note_trouble(connection, why=str(trouble), state=Connection.State.NEEDS_SIGN_IN)
    elif isinstance(trouble, Unreachable):
        opening.note_trouble(connection, why=str(trouble), since=since)
        pause = max(pause, trouble.after or 0.0)
    elif isinstance(trouble, sealing.Unsealable):
        opening.note_trouble(connection, why=str(trouble), since=since)
    else:
        log.error("connection=%s stopped listening", connection.pk, exc_info=trouble)
        opening.note_trouble(connection, why=f"{type(trouble).__name__}: {trouble}", since=since)
    return pause
