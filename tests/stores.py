"""A store of parcels of a test's own: a file in its folder, or a schema in the tests' PostgreSQL."""

import hashlib
import sqlite3
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg

from mostrador.doors.parcels import ParcelStore
from mostrador.doors.postgres_parcels import PostgresParcels
from mostrador.doors.shelves import Parcels
from tests.surroundings import SERVER

BROKEN = (sqlite3.Error, psycopg.Error)
"""What a store raises when the disk or the database refuses."""


def a_store(folder: Path) -> Parcels:
    """Return a new store over the parcels of that folder: the same parcels each time it is asked."""
    if SERVER is None:
        return ParcelStore(folder / "parcels.sqlite3")
    store = PostgresParcels(address_of(folder))
    store.make_tables()
    return store


def address_of(folder: Path) -> str:
    """Return the address of a schema that belongs to that folder."""
    schema = "s" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]
    url = _database()
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    return f"{url}&options={quote(f'-c search_path={schema}', safe='')}"


@cache
def _database() -> str:
    assert SERVER is not None
    return SERVER.create("parcels")


def throw_away(store: Parcels) -> None:
    """Lose every parcel, as age would."""
    if isinstance(store, ParcelStore):
        with sqlite3.connect(store.path) as db:
            db.execute("DELETE FROM parcels")
    else:
        assert isinstance(store, PostgresParcels)
        store._writing().execute("DELETE FROM parcels")
