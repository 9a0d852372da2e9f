"""Files on disk, under names nobody can guess. Written beside, then moved: a half file is never seen."""

import os
import secrets
from pathlib import Path

from mostrador.kit import durably, failpoints, house


def new_key() -> str:
    """Return a random name of 160 bits."""
    return secrets.token_hex(20)


def keep(key: str, content: bytes) -> None:
    """Put the bytes on disk, durably, before returning."""
    path = place(key)
    _make(path.parent)
    beside = path.with_suffix(f".{secrets.token_hex(4)}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    failpoints.reached("files.before_rename")
    beside.replace(path)
    durably.sync(path.parent)  # the name as well as the bytes: after a power cut whoever refers to the file finds it
    failpoints.reached("files.renamed")


def bring(key: str) -> bytes:
    return place(key).read_bytes()


def place(key: str) -> Path:
    """Return where a key's file lies. Raises `ValueError` for anything that is not a key of ours."""
    if not key.isalnum():
        raise ValueError("Not the key of a file.")
    return house.files_folder() / key[:2] / key


def remove(key: str) -> None:
    place(key).unlink(missing_ok=True)


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    durably.sync(folder.parent)
