"""Gives a new house its key. An old one that lost its key gets none: a new one would open nothing of it."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mostrador.kit import durably, house, sealing
from mostrador.kit.commands import Refused

KNOWN = "SELECT count(*) FROM sqlite_master WHERE name = 'doors_connection'"
SEALED = "SELECT count(*) FROM doors_connection"


class KeyIsGone(Refused):
    """There is a house without its key."""


def make(folder: Path) -> bool:
    """Return whether a key was made. Raises `KeyIsGone`, `OSError` and what the database says where it is away.

    A file without a word in it is what a full disk or a power cut left of a first `init`: no key was lost with it,
    unless something is sealed.
    """
    path = folder / "key"
    with _nobody_else(folder):
        if house.told("MOSTRADOR_KEY") or (path.exists() and path.read_bytes().strip()):
            return False
        if _has_secrets() if path.exists() else _stands():
            raise KeyIsGone(
                f"The house in {folder} has lost its key. Put it back (file `key`, or MOSTRADOR_KEY): "
                "a new one would open nothing of it."
            )
        durably.write(path, f"{sealing.new_key()}\n".encode())
    return True


@contextmanager
def _nobody_else(folder: Path) -> Iterator[None]:
    """Two who begin at once, as two services of one machine may, agree on one key."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _stands() -> bool:
    if not (url := house.database_url()):
        return house.main_file().exists()
    from mostrador.kit.postgres import upkeep  # noqa: PLC0415 - a driver that few need

    return upkeep.stands(url)


def _has_secrets() -> bool:
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep  # noqa: PLC0415 - a driver that few need

        return upkeep.has_secrets(url)
    if not house.main_file().exists():
        return False
    with closing(sqlite3.connect(f"{house.main_file().as_uri()}?mode=ro", uri=True)) as db:
        return bool(db.execute(KNOWN).fetchone()[0] and db.execute(SEALED).fetchone()[0])
