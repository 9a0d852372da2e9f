"""The group-commit writer: many deliveries, one commit, and nobody hears yes before it is on disk.

The edge's loop and the pollers' threads queue their deliveries here; one thread drains them into the parcels.
"""

import asyncio
import atexit
import logging
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import NamedTuple

from mostrador.doors import shelves
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.parcels import Kept, Row, pack
from mostrador.doors.shelves import Parcels
from mostrador.kit import house, wake

BATCH = 512  # parcels in a commit, unless one delivery alone brings more
PROBE_SECONDS = 0.5
log = logging.getLogger(__name__)


class Busy(Exception):
    """No room now, nothing was kept: come back in `after` seconds."""

    after = 1


class Unwell(Busy):
    """The disk did not take our last commit, nothing was kept."""

    after = 5


class _Waiting(NamedTuple):
    connection: int
    rows: list[Row]
    size: int  # bytes
    promise: "asyncio.Future[Kept] | Future[Kept]"


class Writer:
    """Owns the writing thread.

    At most `room` deliveries and `room_bytes` wait; one connection's never fill more than half of it.
    """

    def __init__(self, store: Parcels, *, room: int = 4096, room_bytes: int = 64 << 20) -> None:
        self.store, self._room, self._room_bytes = store, room, room_bytes
        self._queue: deque[_Waiting] = deque()
        self._bytes = 0
        self._by_connection: Counter[int] = Counter()
        self._changed = threading.Condition()
        self._trouble = ""
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._running = False  # asked for each delivery, where the thread itself would take a lock to tell
        self._ringing: asyncio.AbstractEventLoop | None = None  # the loop that is about to wake the thread

    @property
    def trouble(self) -> str:
        """Say why the disk refuses us; empty while all is well."""
        return self._trouble or ("" if self._running else "The writer is not running.")

    @property
    def waiting(self) -> int:
        """Return how many deliveries wait for their commit."""
        return len(self._queue)

    def start(self) -> None:
        with self._changed:
            if self._thread is None or not self._thread.is_alive():
                self._stopping, self._running = False, True
                self._thread = threading.Thread(target=self._work, name="parcels", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Commit what waits, then end the thread."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def deliver(self, connection_id: int, knock: Parcel, pieces: Sequence[Piece]) -> "asyncio.Future[Kept]":
        """Queue a delivery from the event loop; the future is done once it is on disk. Both raise `Busy`."""
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[Kept] = loop.create_future()
        waiting = _waiting(connection_id, pack(connection_id, knock, pieces), promise)
        with self._changed:
            self._refuse_unless_room(waiting)
            self._put(waiting)
        # Once for all that this turn of the loop brings: a thread woken by the first would commit it alone.
        if self._ringing is not loop:
            self._ringing = loop
            loop.call_soon(self._ring)
        return promise

    def accept(
        self, connection_id: int, knock: Parcel, pieces: Sequence[Piece], *, patience_seconds: float = 30.0
    ) -> Kept:
        """Keep a delivery from a thread and return once it is on disk, waiting for room. Raises `Busy`."""
        promise: Future[Kept] = Future()
        waiting = _waiting(connection_id, pack(connection_id, knock, pieces), promise)
        with self._changed:
            self._changed.wait_for(lambda: self.trouble or self._has_room(waiting), patience_seconds)
            self._refuse_unless_room(waiting)
            self._put(waiting)
            self._changed.notify_all()
        return promise.result()

    def _refuse_unless_room(self, waiting: _Waiting) -> None:
        if trouble := self.trouble:
            raise Unwell(trouble)
        if self._stopping or not self._has_room(waiting):
            raise Busy("Too many deliveries wait for the disk.")

    def _has_room(self, waiting: _Waiting) -> bool:
        # A flood from one door must leave room for the others.
        fits = self._by_connection[waiting.connection] < max(1, self._room // 2) and len(self._queue) < self._room
        return fits and (not self._queue or self._bytes + waiting.size <= self._room_bytes)

    def _put(self, waiting: _Waiting) -> None:
        self._queue.append(waiting)
        self._bytes += waiting.size
        self._by_connection[waiting.connection] += 1

    def _ring(self) -> None:
        self._ringing = None
        with self._changed:
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            while (batch := self._take()) is not None:
                if batch:
                    self._keep(batch)
                elif self._trouble:
                    self._probe()
        finally:
            self._running = False
        self.store.close()

    def _take(self) -> list[_Waiting] | None:
        """Return what waits, an empty list when it is time to probe, None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._stopping, PROBE_SECONDS if self._trouble else None)
            if not self._queue and self._stopping:
                return None
            return self._drain(BATCH)

    def _drain(self, most: int) -> list[_Waiting]:
        batch: list[_Waiting] = []
        while self._queue and (not batch or most >= len(self._queue[0].rows)):
            batch.append(self._queue.popleft())
            most -= len(batch[-1].rows)
            self._bytes -= batch[-1].size
            self._by_connection[batch[-1].connection] -= 1
        if not self._queue:
            self._by_connection.clear()
        self._changed.notify_all()
        return batch

    def _keep(self, batch: list[_Waiting]) -> None:
        try:
            kept = self.store.write([waiting.rows for waiting in batch])
        except Exception as error:
            self._fail(batch, error)
            return
        _tell([(waiting.promise, outcome) for waiting, outcome in zip(batch, kept, strict=True)])
        if any(outcome.new for outcome in kept):
            wake.up("parcels")

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        """Refuse the batch and all that waits. Never tried again here: the platform will knock again."""
        log.error("The parcels could not be written; refusing deliveries until a probe succeeds.", exc_info=error)
        with self._changed:
            self._trouble = f"The disk refuses our writes: {error}"
            while self._queue:
                batch += self._drain(BATCH)
        _tell([(waiting.promise, Unwell(self._trouble)) for waiting in batch])

    def _probe(self) -> None:
        try:
            self.store.probe()
        except Exception as error:
            self._trouble = f"The disk refuses our writes: {error}"
            return
        log.warning("The disk takes our writes again.")
        self._trouble = ""


def _waiting(connection_id: int, rows: list[Row], promise: "asyncio.Future[Kept] | Future[Kept]") -> _Waiting:
    return _Waiting(connection_id, rows, sum(len(row.body) + len(row.headers) + 200 for row in rows), promise)


_Outcome = tuple["asyncio.Future[Kept] | Future[Kept]", Kept | Busy]


def _tell(outcomes: list[_Outcome]) -> None:
    """Keep the promises: threads at once, each event loop with one call for its whole share."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = defaultdict(list)
    for promise, outcome in outcomes:
        if isinstance(promise, asyncio.Future):
            by_loop[promise.get_loop()].append((promise, outcome))
        else:
            _resolve([(promise, outcome)])
    for loop, share in by_loop.items():
        # A closed loop has nobody left to answer: the sender will knock again and be known.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, share)


def _resolve(outcomes: list[_Outcome]) -> None:
    for promise, outcome in outcomes:
        if promise.done():
            continue
        if isinstance(outcome, Kept):
            promise.set_result(outcome)
        else:
            promise.set_exception(outcome)


_writers: dict[str, Writer] = {}
_opening = threading.Lock()


def the_writer() -> Writer:
    """Return this process's running writer of the house's parcels, started on first use."""
    place = house.database_url() or str(house.parcels_file())
    with _opening:
        if place not in _writers:
            _writers[place] = Writer(shelves.of_the_house())
            atexit.register(_writers[place].stop)
        _writers[place].start()
        return _writers[place]


def put_down() -> None:
    """Write what is still in this process's hands, then forget the writer."""
    with _opening:
        for writer in _writers.values():
            atexit.unregister(writer.stop)
            writer.stop()
            writer.store.close()
        _writers.clear()


def accept(connection_id: int, knock: Parcel, pieces: Sequence[Piece]) -> Kept:
    """Keep a delivery that no hook brought (a poller's, a mailbox's, the chat's).

    It is on disk when this returns. Raises `Busy`.
    """
    return the_writer().accept(connection_id, knock, pieces)
