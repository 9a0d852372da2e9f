"""A tap on the shoulder between threads: something changed, look in the database. Never the only word of it."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable

_lock = threading.Lock()
_listeners: dict[str, list[Callable[[], None]]] = defaultdict(list)


def up(topic: str) -> None:
    """Wake whoever waits for this topic. Cheap, never blocks, may be called from any thread."""
    with _lock:
        listeners = list(_listeners[topic])
    for listener in listeners:
        listener()


def listen(topic: str, listener: Callable[[], None]) -> Callable[[], None]:
    """Call `listener` at each tap; return a function that stops it."""
    with _lock:
        _listeners[topic].append(listener)

    def stop() -> None:
        with _lock:
            if listener in _listeners[topic]:
                _listeners[topic].remove(listener)

    return stop


class Bell:
    """What a thread waits at: remembers a ring that came before the wait."""

    def __init__(self, *topics: str) -> None:
        self._rung = threading.Event()
        self._stops = [listen(topic, self._rung.set) for topic in topics]

    def wait(self, seconds: float) -> bool:
        """Wait until rung or until the time is over; return whether it rang."""
        rung = self._rung.wait(seconds)
        self._rung.clear()
        return rung

    def ring(self) -> None:
        self._rung.set()

    def close(self) -> None:
        for stop in self._stops:
            stop()


class LoopBell:
    """The same for a coroutine; taps may come from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *topics: str) -> None:
        self._loop, self._rung = loop, asyncio.Event()
        self._stops = [listen(topic, self.ring) for topic in topics]

    def ring(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> bool:
        try:
            # Not wait_for: in Python 3.11 it loses a cancellation that comes together with the ring.
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True

    def close(self) -> None:
        for stop in self._stops:
            stop()
