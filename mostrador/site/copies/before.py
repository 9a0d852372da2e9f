"""The copy of how the house was before something great is done to it: noted until that is done, so that whoever is
killed on the way does not leave another one with every try.
"""

from pathlib import Path

import msgspec

from mostrador.kit import durably, house
from mostrador.kit.commands import Refused

UPGRADING, MOVING = "upgrading.json", "moving.json"


class Begun(msgspec.Struct, kw_only=True):
    """Something that began, and the copy to which one can go back."""

    backup: str


class Unnoted(Refused):
    """Something began, and nobody knows to which copy one can go back."""


def noted(what: str) -> Path | None:
    """Return the copy that an earlier try made; None where none began. Raises `Unnoted`."""
    mark = house.data_folder() / what
    try:
        return Path(msgspec.json.decode(mark.read_bytes(), type=Begun).backup) if mark.exists() else None
    except msgspec.MsgspecError:
        raise Unnoted(
            f"{mark} does not say any more which copy was made before what began here. Nothing was changed. Look for "
            f"the newest in {house.backups_folder()} and keep it; then take {what} away and run this again."
        ) from None


def began(what: str) -> bool:
    return (house.data_folder() / what).exists()


def note(what: str, backup: Path) -> None:
    durably.write(house.data_folder() / what, msgspec.json.encode(Begun(backup=str(backup))))


def forget(what: str) -> None:
    """It is done: the copy stays, and the next time makes its own."""
    (house.data_folder() / what).unlink(missing_ok=True)
