"""A house for the edge, made without Django: the two tables that the edge reads, and one door.

It is a file, or with `--postgres` a schema of the tests' server: what names it is its path, or its address.
"""

import hashlib
import hmac
import json
import sqlite3
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg

from mostrador.doors.hooks import Hooks
from mostrador.doors.postgres_hooks import PostgresHooks
from mostrador.kit import sealing
from mostrador.kit.postgres.tail import PostgresTail
from mostrador.kit.tails import FileTail, Tail
from tests.stores import address_of
from tests.surroundings import SERVER

Ledger = Path | str

SECRET = "of this door"
TABLES = """
CREATE TABLE doors_connection (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, channel TEXT, name TEXT, sealed BLOB, state TEXT
);
CREATE TABLE kit_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, at TEXT, member INTEGER, refs TEXT
);
"""


POSTGRES = """
CREATE TABLE doors_connection (
    id serial PRIMARY KEY, key text UNIQUE, channel text, name text, sealed bytea, state text
);
CREATE TABLE kit_event (
    id bigserial PRIMARY KEY, name varchar(60) NOT NULL, at timestamptz NOT NULL, member bigint, refs jsonb NOT NULL
);
CREATE INDEX event_by_name ON kit_event (name, id);
"""
DOOR = "INSERT INTO doors_connection (key, channel, name, sealed, state) VALUES (?, ?, 'A door', ?, ?)"
EVENT = "INSERT INTO kit_event (name, at, refs) VALUES (?, ?, ?) RETURNING id"


def build(folder: Path) -> Ledger:
    """Make the database with one open plain door, and return what names it."""
    ledger = _on_postgres(folder) if SERVER is not None else _in_a_file(folder)
    add_door(ledger, "plain")
    return ledger


def _in_a_file(folder: Path) -> Path:
    path = folder / "mostrador.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(TABLES)
    return path


def _on_postgres(folder: Path) -> str:
    url = address_of(folder)
    with psycopg.connect(url) as db:
        db.execute(POSTGRES)
        db.execute(import_module("mostrador.kit.migrations.0002_event_position").POSTGRES)
    return url


def tail_of(ledger: Ledger) -> Tail:
    return PostgresTail(ledger) if isinstance(ledger, str) else FileTail(ledger)


def hooks_of(ledger: Ledger) -> Hooks:
    return PostgresHooks(ledger) if isinstance(ledger, str) else Hooks(ledger)


def add_door(ledger: Ledger, key: str, *, channel: str = "webhook", state: str = "open", **secrets: str) -> None:
    _write(ledger, DOOR, key, channel, sealing.seal({"secret": SECRET, **secrets}), state)


def happen(ledger: Ledger, name: str, **refs: int) -> int:
    """Write one fact into the ledger, as a verb would, and return its id."""
    return int(_write(ledger, EVENT, name, "2026-11-21 09:30:00+00", json.dumps(refs))[0][0])


def _write(ledger: Ledger, sql: str, *values: object) -> list[Any]:
    if isinstance(ledger, str):
        with psycopg.connect(ledger) as line:
            found = line.execute(sql.replace("?", "%s"), values)
            return found.fetchall() if found.description else []
    with sqlite3.connect(ledger) as db:
        return db.execute(sql, values).fetchall()


def said(number: object, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "from": {"id": "lucia"}, "text": "¿Tenéis el Albariño?", **more}


def signed(body: bytes, secret: str = SECRET) -> str:
    mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return f"X-Mostrador-Signature: sha256={mark}\r\nContent-Type: application/json\r\n"
