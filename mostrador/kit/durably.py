"""A file is there whole or not at all, also after a full disk or a power cut: written beside, synced, then moved."""

import os
import secrets
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Return once the bytes and their name are on disk. Nobody but its owner can read the file. Raises `OSError`."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Put the names that a folder holds on disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
