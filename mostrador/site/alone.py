"""Who else is at work on this folder: locks that the system takes away from whoever dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class AlreadyServed(Exception):
    """Another process serves this folder: two edges would each believe that they are alone."""


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
        yield


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Be one of those who have this folder open. Raises `Shut`."""
    with _opened(folder / "inside") as file:
        if not _locks(file, fcntl.LOCK_SH):
            raise Shut(f"A command is restoring, moving or upgrading {folder}. Wait until it is done.")
        yield


@contextmanager
def shut(folder: Path) -> Iterator[bool]:
    """Keep everybody out meanwhile; yield False when somebody is inside already."""
    with _opened(folder / "inside") as file:
        yield _locks(file)


@contextmanager
def working(folder: Path) -> Iterator["Working"]:
    """Be one of the workers of this folder."""
    with _opened(folder / "working") as file:
        yield Working(file)


class Working:
    """Only a worker that is `alone` may free what the dead have left. Others wait until it has said `share`."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self.alone = file, _locks(file)

    def share(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_SH)


def _opened(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")


def _locks(file: IO[str], how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
