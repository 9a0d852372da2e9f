"""A few threads of its own for each connection by which something leaves: who hangs keeps nobody else waiting."""

import logging
import threading
import time
from collections.abc import Collection

from django.db import connections

from mostrador.doors import holding
from mostrador.doors.models import Connection, Door, WayOut
from mostrador.inbox import ascertaining, delivering
from mostrador.inbox.models import Part
from mostrador.journeys import settling
from mostrador.journeys.delivering import deliver
from mostrador.journeys.pacing import Pace
from mostrador.kit import clock, lending, wake

log = logging.getLogger(__name__)

THREADS = 3  # for one connection: a big file or a slow answer does not stop its other conversations
IDLE_SECONDS = 20.0
LOOK_SECONDS = 0.5
GIVE_UP_SECONDS = 30.0


class Senders:
    """Starts a line for each connection that has work, in the one process that may send by it."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._lines: dict[int, Line] = {}

    def keep_until_stopped(self) -> None:
        bell, late_at = wake.Bell("parts"), 0.0
        while not self._stopping.is_set():
            self.arrange()
            if time.monotonic() > late_at:
                settling.give_up_late()
                late_at = time.monotonic() + GIVE_UP_SECONDS
            lending.give_back()
            bell.wait(LOOK_SECONDS)
        bell.close()
        self._stop()

    def arrange(self) -> None:
        """See that each connection with work has somebody at it."""
        at_work: dict[int, list[int]] = {}
        doors = ascertaining.doors_at_work()
        for door, connection in Door.objects.filter(pk__in=doors).values_list("id", "connection_id") if doors else ():
            at_work.setdefault(connection, []).append(door)
        for connection, doors in at_work.items():
            line = self._lines.get(connection) or self._open(connection)
            if line is not None:
                line.somebody_works(doors)
        self._leave_the_idle(at_work.keys())

    def _open(self, number: int) -> "Line | None":
        if holding.lease(number) is None:
            return None
        self._lines[number] = Line(number, self._stopping)
        return self._lines[number]

    def _leave_the_idle(self, busy: Collection[int]) -> None:
        idle = [number for number, line in self._lines.items() if number not in busy and line.is_empty()]
        if idle:
            holding.let_go(idle)
            for number in idle:
                del self._lines[number]

    def _stop(self) -> None:
        for line in self._lines.values():
            line.join()
        holding.let_go()


class Line:
    """Everything that leaves by one connection from this process: its threads, its pace, its patience."""

    def __init__(self, connection_id: int, stopping: threading.Event) -> None:
        self._connection_id, self._stopping = connection_id, stopping
        self._claiming, self._trying = threading.Lock(), threading.Lock()
        self._pace = Pace(Connection.objects.get(pk=connection_id).speaks)
        self._bell, self._waiting = threading.Semaphore(0), 0
        self._threads: list[threading.Thread] = []
        self._doors: list[int] = []

    def somebody_works(self, doors: list[int]) -> None:
        """There is work at these doors: wake a thread that waits for it, or start one more."""
        self._doors = doors
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if self._waiting:
            self._bell.release()
        elif len(self._threads) < THREADS:
            name = f"sending-{self._connection_id}"
            thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def is_empty(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def join(self) -> None:
        for _thread in self._threads:
            self._bell.release()
        for thread in self._threads:
            thread.join(5.0)

    def _work(self) -> None:
        try:
            while not self._stopping.is_set():
                while not self._stopping.is_set() and self.next():
                    pass
                if not self._wait():
                    return
        except Exception:
            log.exception("The line of connection %s stumbled.", self._connection_id)
        finally:
            connections.close_all()

    def _wait(self) -> bool:
        """Wait for work; False when there was none for a while."""
        lending.give_back()
        self._waiting += 1
        try:
            return self._bell.acquire(timeout=IDLE_SECONDS)
        finally:
            self._waiting -= 1

    def next(self) -> bool:
        """Do the next thing that this connection may do now; return whether there was one."""
        way = self._way()
        if way is None:
            return False
        if not way.failures:
            return self._do_one()
        # It stumbled last time: one after the other, until it goes well again.
        if not self._trying.acquire(blocking=False):
            return False
        try:
            return self._do_one()
        finally:
            self._trying.release()

    def _way(self) -> WayOut | None:
        """Return the way out if it is ours and not held back."""
        way = holding.lease(self._connection_id)
        return None if way is None or holding.is_held(way, clock.now()) else way

    def _do_one(self) -> bool:
        if adrift := ascertaining.claim(self._doors):
            settling.settle_part(adrift)
            return True
        part = self._claim()
        if part is None:
            return False
        deliver(part)
        return True

    def _claim(self) -> Part | None:
        with self._claiming:
            if self._way() is None:  # it was asked for patience since we looked
                return None
            part = delivering.claim(self._doors, may_leave=self._pace.allows)
            if part is not None:
                self._pace.note(part)
            return part
