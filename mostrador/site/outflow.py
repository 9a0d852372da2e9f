"""What a page's thread says, until the loop has sent it. The thread never waits for a reader, however slow.

One thread writes, one coroutine reads. Beyond a megabyte unread, the rest goes through an unnamed file.
"""

import asyncio
import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

IN_MEMORY = 1 << 20  # bytes unread
ON_DISK = 2 << 30  # bytes of one answer
AT_ONCE = 256 << 10


class Gone(Exception):
    """Nobody reads this answer any more, or it is far too long: stop making it."""


class Broken(Exception):
    """The page broke; why stands in the log."""


class Outflow:
    """The line from a thread to its reader on the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, folder: Path, disk: Executor) -> None:
        self._loop, self._folder, self._disk = loop, folder, disk
        self._lock, self._news, self._told = threading.Lock(), asyncio.Event(), False
        self._chunks: deque[bytes] = deque()
        self._held = self._written = self._read = 0
        self._file: BinaryIO | None = None
        self._ended = self._broken = False
        self.gone = False
        self.status, self.headers = 0, list[tuple[bytes, bytes]]()
        self.handed: object | None = None  # a file to be streamed instead of words

    # The thread's side.

    def put(self, chunk: bytes, *, at_once: bool = True) -> None:
        """Raises `Gone`. Not `at_once`: the reader is told with what follows or the end, and woken only once."""
        with self._lock:
            spill = self._written > self._read or self._held + len(chunk) > IN_MEMORY
            if not spill:
                self._chunks.append(chunk)
                self._held += len(chunk)
        if self.gone or self._written > ON_DISK:
            raise Gone
        if spill:
            self._spill(chunk)
        if at_once:
            self._tell()

    def end(self, *, broken: bool = False) -> None:
        with self._lock:
            if self._ended:
                return
            self._ended, self._broken = True, broken
        self._close_if_done()
        self._tell()

    def hand_over(self, file: object) -> None:
        """Let the loop stream this file; the thread is done with it."""
        self.handed = file
        self.end()

    def _spill(self, chunk: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115  # `close` ends it
        os.pwrite(self._file.fileno(), chunk, self._written)
        with self._lock:
            self._written += len(chunk)

    def _tell(self) -> None:
        with self._lock:
            told, self._told = self._told, True
        if not told:
            # A closed loop has nobody left who reads.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._news.set)

    # The loop's side.

    async def next(self) -> tuple[bytes, bool]:
        """Return what was said since, and whether more may come. Raises `Broken` after the last whole word."""
        while True:
            with self._lock:
                self._told = False
                if self._chunks:
                    return self._from_memory()
                unread, ended = self._written - self._read, self._ended
            if unread:
                return await self._from_disk(unread)
            if ended:
                if self._broken:
                    raise Broken
                return b"", False
            await self._news.wait()
            self._news.clear()

    def _from_memory(self) -> tuple[bytes, bool]:
        words = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
        self._chunks.clear()
        self._held = 0
        return words, not self._ended or self._broken or self._written > self._read

    async def _from_disk(self, unread: int) -> tuple[bytes, bool]:
        assert self._file is not None
        read: Callable[..., bytes] = os.pread
        words = await self._loop.run_in_executor(
            self._disk, read, self._file.fileno(), min(unread, AT_ONCE), self._read
        )
        with self._lock:
            self._read += len(words)
            return words, not self._ended or self._broken or self._written > self._read

    def leave(self) -> None:
        """Nobody reads any more."""
        self.gone = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        with self._lock:
            if self.gone and self._ended and self._file is not None:
                self._file.close()
