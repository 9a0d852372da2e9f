"""The few persistent threads that pages run in. What waits for one is counted, and refused beyond a bound."""

import asyncio
import contextvars
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

Job = Callable[[], None]
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class Full(Exception):
    """Too many jobs wait for a thread."""


class Pool:
    """Threads that live as long as the pool, so that what belongs to a thread (a database connection) lives too."""

    def __init__(self, *, threads: int = 4, waiting: int = 200) -> None:
        self._size, self._most = threads, waiting
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def start(self) -> None:
        for number in range(self._size - len(self._threads)):
            thread = threading.Thread(target=self._work, name=f"page-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, *, patience_seconds: float = 10.0) -> None:
        """Finish what waits, then end the threads."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(patience_seconds)
        self._threads.clear()

    def submit(self, job: Job, *, anyway: bool = False) -> None:
        """Hand a job to the next free thread; `anyway` for what must not be refused. Raises `Full`."""
        if not anyway and self._jobs.qsize() >= self._most:
            raise Full(f"{self._most} jobs wait already.")
        self._jobs.put(job)

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in a thread of the pool and return what it returns. Raises `Full`, and what it raises."""
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[T] = loop.create_future()

        def job() -> None:
            try:
                result = work(*args, **kwargs)
            except BaseException as error:
                _tell(loop, promise, error=error)
            else:
                _tell(loop, promise, result=result)

        self.submit(job)
        return await promise

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                # A context of its own: nothing that a request left behind is seen by the next.
                contextvars.Context().run(job)
            except BaseException:
                log.exception("A job of the pool broke.")


def _tell(
    loop: asyncio.AbstractEventLoop,
    promise: "asyncio.Future[T]",
    *,
    result: T | None = None,
    error: BaseException | None = None,
) -> None:
    def settle() -> None:
        if promise.done():
            return
        if error is not None:
            promise.set_exception(error)
        else:
            promise.set_result(result)  # type: ignore[arg-type]  # without an error there is a result

    # A closed loop has nobody left who waits.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(settle)
