"""The ground that the house stands on: whether its folder can be written to, and how much room its disk has."""

import os
import shutil
from pathlib import Path

from mostrador.kit import house

LEAST_BYTES = 1 << 20  # with less, SQLite does not even open


def folder_trouble() -> str:
    """Return why nothing can be written; empty where it can."""
    ours = [house.data_folder(), *house.data_folder().glob("*.sqlite3*")]
    closed = [path for path in ours if not os.access(path, os.W_OK)]
    return f"{closed[0]} cannot be written to: give it to whoever runs the house, or free the disk." if closed else ""


def room_trouble(folder: Path, *, share: float = 0.0) -> str:
    """Return how little of its disk is free, where that is less than a share of it; empty where there is room."""
    try:
        free, whole = shutil.disk_usage(folder).free, shutil.disk_usage(folder).total
    except OSError:
        return ""  # a folder that is not there is missed by others
    if free >= max(LEAST_BYTES, whole * share):
        return ""
    return f"the disk of {folder} has {free >> 20} MB free of {whole >> 20}"
