"""Makes the data folder a house: key, tables, files, the first plan. Doing it twice changes nothing."""

import os
from pathlib import Path

from mostrador.kit import house, sealing


def make_folder(folder: Path) -> bool:
    """Make the folder and its key; return whether a new key was made. Nobody but its owner can read it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "files").mkdir(mode=0o700, exist_ok=True)
    path = folder / "key"
    if path.exists() or house.told("MOSTRADOR_KEY"):
        return False
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(sealing.new_key() + "\n")
    return True


def make_tables() -> None:
    """Bring both files to today's shape. Needs Django to be set up after `make_folder`."""
    from django.core.management import call_command

    from mostrador.doors.parcels import ParcelStore

    call_command("migrate", verbosity=0, interactive=False)
    ParcelStore(house.parcels_file()).close()


def write_plan() -> None:
    from mostrador.plan import keeping

    keeping.write_first(house.data_folder())
