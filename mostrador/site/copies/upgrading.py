"""Brings the tables of a closed house to this program's shape, with a proven copy of how they were before."""

from pathlib import Path

import msgspec

from mostrador.kit import house
from mostrador.site import foundations, opening_up
from mostrador.site.copies import backing_up, restoring


class CannotUpgrade(Exception):
    """Nothing was changed. Its text is one sentence for whoever runs the house."""


class Begun(msgspec.Struct, kw_only=True):
    """An upgrade that began: the copy of how it was before, to which one can go back."""

    backup: str


def steps() -> list[str]:
    """Return what an upgrade would do. Raises `CannotUpgrade` where a newer program was here."""
    if newer := foundations.unknown_migrations():
        raise CannotUpgrade(f"A newer Mostrador was here: this one does not know {newer[0]}. Install that one again.")
    return sorted(foundations.pending_migrations())


def upgrade(*, passphrase: str = "") -> Path | None:
    """Apply what is missing; return the copy made before, or None when nothing was missing.

    Killed in the middle, it is run again: what was applied stays, and the copy of before is not made anew.
    Raises `CannotUpgrade`, `CannotBackUp` and `StillOpen`.
    """
    if not steps():
        _mark().unlink(missing_ok=True)
        return None
    with restoring.closed(house.data_folder()):
        backup = _backup_of_before(passphrase)
        opening_up.make_tables()
        _mark().unlink()
        return backup


def _backup_of_before(passphrase: str) -> Path:
    """Half upgraded tables are not what one goes back to: where an upgrade began, its copy is the one."""
    if _mark().exists():
        begun = msgspec.json.decode(_mark().read_bytes(), type=Begun)
        if not Path(begun.backup).exists():
            raise CannotUpgrade(f"An upgrade began here, and the copy of before is gone: {begun.backup}")
        return Path(begun.backup)
    file = Path(backing_up.back_up(passphrase=passphrase, keep=None).file)
    beside = _mark().with_suffix(".new")
    beside.write_bytes(msgspec.json.encode(Begun(backup=str(file))))
    beside.replace(_mark())
    return file


def _mark() -> Path:
    return house.data_folder() / "upgrading.json"
