"""Files on disk, under names nobody can guess. Written beside, then moved: a half file is never seen."""

import os
import secrets
from pathlib import Path

from mostrador.kit import failpoints, house


def new_key() -> str:
    """Return a random name of 160 bits."""
    return secrets.token_hex(20)


def keep(key: str, content: bytes) -> None:
    """Put the bytes on disk, durably, before returning."""
    path = place(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{secrets.token_hex(4)}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    failpoints.reached("files.before_rename")
    beside.replace(path)
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
