"""The database of a house's own, where the tests' houses stand on PostgreSQL; nothing to do where each is two files."""

import hashlib
from pathlib import Path

from tests.surroundings import SERVER

_made: set[str] = set()


def database_of(folder: Path) -> dict[str, str]:
    """Return what the house in that folder is told about its database; it is made where it is not yet."""
    if SERVER is None:
        return {}
    name = _name(folder)
    if name not in _made:
        _made.add(name)
        SERVER.create(name)
    return {"MOSTRADOR_DATABASE_URL": SERVER.url(name)}


def copy_database(prepared: Path, folder: Path) -> None:
    """Give the house in `folder` a fresh copy of a database that nobody has open."""
    if SERVER is not None:
        _made.add(_name(folder))
        SERVER.create(_name(folder), like=_name(prepared))


def drop_database(folder: Path) -> None:
    if SERVER is not None:
        _made.discard(_name(folder))
        SERVER.drop(_name(folder))


def _name(folder: Path) -> str:
    return "house_" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]
