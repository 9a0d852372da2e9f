"""A tap on the shoulder: something changed, look in the database. Never the only word of it.

Taps reach every thread of this process. A carrier takes them to the other processes of the house as well
(`kit.taps` through the data folder). Losing one costs no more than a poll.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

Listener = Callable[[bytes], None]
_lock = threading.Lock()
_listeners: dict[str, list[Listener]] = defaultdict(list)


class Carrier(Protocol):
    """Takes taps to other processes and brings theirs by calling `heard`."""

    def send(self, topic: str, words: bytes) -> None:
        """Take a tap along. Cheap, from any thread; never blocks for long, never raises: a tap may be lost."""

    def listen(self, topic: str) -> None:
        """Bring taps of this topic from now on. Called once a topic, as soon as somebody here listens to it."""


_carrier: Carrier | None = None


def carry(carrier: Carrier | None) -> None:
    """From now on taps go out by this carrier too; None: this process is alone."""
    global _carrier  # one for the process, as the listeners are
    with _lock:
        _carrier, topics = carrier, [topic for topic, listeners in _listeners.items() if listeners]
    if carrier is not None:
        for topic in topics:
            carrier.listen(topic)


def up(topic: str, words: bytes = b"") -> None:
    """Wake whoever waits for this topic, in every process. Cheap, never blocks, may be called from any thread.

    `words` (at most some kilobytes) are told to the listeners, and lost with the tap.
    """
    heard(topic, words)
    if (carrier := _carrier) is not None:
        carrier.send(topic, words)


def heard(topic: str, words: bytes = b"") -> None:
    """Wake whoever waits in this process: for carriers, and for what concerns nobody else."""
    with _lock:
        listeners = list(_listeners[topic])
    for listener in listeners:
        listener(words)


def listen(topic: str, listener: Listener) -> Callable[[], None]:
    """Call `listener` at each tap; return a function that stops it."""
    with _lock:
        first = not _listeners[topic]
        _listeners[topic].append(listener)
    if first and _carrier is not None:
        _carrier.listen(topic)

    def stop() -> None:
        with _lock:
            if listener in _listeners[topic]:
                _listeners[topic].remove(listener)

    return stop


class Bell:
    """What a thread waits at: remembers a ring that came before the wait."""

    def __init__(self, *topics: str) -> None:
        self._rung = threading.Event()
        self._stops = [listen(topic, self._hear) for topic in topics]

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

    def _hear(self, _words: bytes) -> None:
        self._rung.set()


class LoopBell:
    """The same for a coroutine; taps may come from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *topics: str) -> None:
        self._loop, self._rung = loop, asyncio.Event()
        self._stops = [listen(topic, self._hear) for topic in topics]

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

    def _hear(self, _words: bytes) -> None:
        self.ring()
