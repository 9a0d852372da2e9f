"""Where bodies wait until they are whole: in memory while small, in an unnamed file of the data folder when large."""

import asyncio
import io
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from mostrador.kit.gateway import come_back

AT_ONCE = 256 << 10  # bytes written to or read from a file in one go


class Spools:
    """What all bodies hold together. Files have no name: whatever happens to us, nothing is left behind."""

    def __init__(self, folder: Path, *, each: int = 256 << 10, memory: int = 64 << 20, disk: int = 4 << 30) -> None:
        self.folder, self.each = folder, each
        self._memory, self._disk = memory, disk
        self._lock = threading.Lock()
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="spool")

    def new(self) -> "Spool":
        return Spool(self)

    def holds(self, size: int) -> bool:
        """Count `size` bytes more in memory; False when all bodies together hold too much of it."""
        with self._lock:
            self._memory -= size
            return self._memory >= 0

    def moves(self, size: int) -> None:
        """Count `size` bytes from memory to disk. Raises `Refused` (503) when the files hold too much."""
        with self._lock:
            if size > self._disk:
                raise come_back("Too many large bodies at once.", after=5)
            self._memory += size
            self._disk -= size

    def gives_back(self, *, memory: int, disk: int) -> None:
        with self._lock:
            self._memory += memory
            self._disk += disk

    def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)


class Spool:
    """One body on its way in."""

    def __init__(self, spools: Spools) -> None:
        self._spools = spools
        self._chunks: list[bytes] = []
        self._held = self._on_disk = 0
        self._file: BinaryIO | None = None

    @property
    def size(self) -> int:
        return self._held + self._on_disk

    async def add(self, chunk: bytes) -> None:
        """Raises `Refused` (503) when there is no room for it."""
        fits = self._spools.holds(len(chunk))
        self._chunks.append(chunk)
        self._held += len(chunk)
        if self._held > self._spools.each or not fits:
            await self._to_disk()

    async def whole(self) -> BinaryIO:
        """Return the body as a file at its beginning; closing it is for `close`."""
        if self._file is None:
            return io.BytesIO(b"".join(self._chunks))
        await self._to_disk()
        self._file.seek(0)
        return self._file

    async def _to_disk(self) -> None:
        size, chunks, self._chunks = self._held, self._chunks, []
        self._spools.moves(size)
        self._held, self._on_disk = 0, self._on_disk + size
        try:
            await asyncio.get_running_loop().run_in_executor(self._spools.threads, self._write, chunks)
        except OSError as error:
            raise come_back("We cannot store this body now.", after=5) from error

    def _write(self, chunks: list[bytes]) -> None:
        if self._file is None:
            self._spools.folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=self._spools.folder)  # noqa: SIM115  # `close` ends it
        self._file.writelines(chunks)
        self._file.flush()

    def close(self) -> None:
        """Let go of what is held; may be called from any thread, and twice."""
        self._spools.gives_back(memory=self._held, disk=self._on_disk)
        self._held = self._on_disk = 0
        self._chunks.clear()
        if self._file is not None:
            self._file.close()
