"""Brings the tables of a closed house to this program's shape, with a proven copy of how they were before."""

from pathlib import Path

from mostrador.kit import house
from mostrador.site import foundations, opening_up
from mostrador.site.copies import backing_up, before, restoring
from mostrador.site.copies.before import UPGRADING


class CannotUpgrade(Exception):
    """Nothing was changed. Its text is one sentence for whoever runs the house."""


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
        before.forget(UPGRADING)
        return None
    with restoring.closed(house.data_folder()):
        backup = _backup_of_before(passphrase)
        opening_up.make_tables()
        before.forget(UPGRADING)
        return backup


def _backup_of_before(passphrase: str) -> Path:
    """Half upgraded tables are not what one goes back to: where an upgrade began, its copy is the one."""
    if begun := before.noted(UPGRADING):
        if not begun.exists():
            raise CannotUpgrade(f"An upgrade began here, and the copy of before is gone: {begun}")
        return begun
    file = Path(backing_up.back_up(passphrase=passphrase, keep=None).file)
    before.note(UPGRADING, file)
    return file
