"""Who else is at work on this house: locks that are taken away from whoever dies.

They lie on its folder. On PostgreSQL, where two folders can name one database, two of them lie in the database too.
"""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mostrador.kit import house

if TYPE_CHECKING:
    from mostrador.kit.postgres.locking import Lock


INSIDE = "inside"


class AlreadyServed(Exception):
    """Another process serves this house: two would each believe that they are alone."""


class Shut(Exception):
    """A command is changing the whole folder: nobody may work on it meanwhile."""


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Be the one who takes the deliveries of this folder. Raises `AlreadyServed`."""
    with _opened(folder / "serving") as file:
        if not _locks(file):
            who = file.read().strip()
            raise AlreadyServed(
                f"Another process already serves {folder}{f' (number {who})' if who else ''}. "
                "Stop that one first, or give this one another folder in MOSTRADOR_DATA."
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        with _in_the_database("serving") as lock:
            if lock and not lock.alone():
                raise AlreadyServed(
                    f"Another process, of another folder, already serves the database of {folder}. "
                    "Stop that one first, or give this one another database in MOSTRADOR_DATABASE_URL."
                )
            yield


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Be one of those who have this folder open. Raises `Shut`."""
    with _opened(folder / INSIDE) as file:
        if not _locks(file, fcntl.LOCK_SH):
            raise Shut(f"A command is restoring, moving or upgrading {folder}. Wait until it is done.")
        yield


@contextmanager
def shut(folder: Path) -> Iterator[bool]:
    """Keep everybody out meanwhile; yield False when somebody is inside already."""
    with _opened(folder / INSIDE) as file:
        yield _locks(file)


@contextmanager
def working(folder: Path) -> Iterator["Working"]:
    """Be one of the workers of this house."""
    with _opened(folder / "working") as file, _in_the_database("working") as lock:
        yield Working(file, lock)


class Working:
    """Only a worker that is `alone` may free what the dead have left. Others wait until it has said `share`."""

    def __init__(self, file: IO[str], lock: "Lock | None") -> None:
        self._file, self._lock = file, lock
        self.alone = _locks(file) and (lock is None or lock.alone())

    def share(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_SH)
        if self._lock:
            self._lock.share()


@contextmanager
def _in_the_database(name: str) -> Iterator["Lock | None"]:
    """Yield a lock of the database's own; None on the two files, which the folder's lock is enough for."""
    if not (url := house.database_url()):
        yield None
        return
    from mostrador.kit.postgres.locking import Lock  # noqa: PLC0415 - a driver that few need

    lock = Lock(url, f"mostrador {name}", lost=_leave)
    try:
        yield lock
    finally:
        lock.close()


def _leave() -> None:
    """Another process has taken our place: stop as if we were told to."""
    os.kill(os.getpid(), signal.SIGTERM)


def _opened(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")


def _locks(file: IO[str], how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
