"""A house folder for the edge, made without Django: the two tables that the edge reads, and one door."""

import hashlib
import hmac
import json
import sqlite3
from pathlib import Path
from typing import Any

from mostrador.kit import sealing

SECRET = "of this door"
TABLES = """
CREATE TABLE doors_connection (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, channel TEXT, name TEXT, sealed BLOB, state TEXT
);
CREATE TABLE kit_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, at TEXT, member INTEGER, refs TEXT
);
"""


def build(folder: Path) -> Path:
    """Make the main file with one open plain door, and return it."""
    path = folder / "mostrador.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(TABLES)
    add_door(path, "plain")
    return path


def add_door(path: Path, key: str, *, channel: str = "webhook", state: str = "open", **secrets: str) -> None:
    sealed = sealing.seal({"secret": SECRET, **secrets})
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO doors_connection (key, channel, name, sealed, state) VALUES (?, ?, 'A door', ?, ?)",
            (key, channel, sealed, state),
        )


def happen(path: Path, name: str, **refs: int) -> int:
    """Write one fact into the ledger, as a verb would, and return its id."""
    with sqlite3.connect(path) as db:
        row = (name, "2026-11-21 09:30:00", json.dumps(refs))
        return int(db.execute("INSERT INTO kit_event (name, at, refs) VALUES (?, ?, ?)", row).lastrowid or 0)


def said(number: object, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "from": {"id": "lucia"}, "text": "¿Tenéis el Albariño?", **more}


def signed(body: bytes, secret: str = SECRET) -> str:
    mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return f"X-Mostrador-Signature: sha256={mark}\r\nContent-Type: application/json\r\n"
