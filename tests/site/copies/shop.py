"""A shop that talks: a house with the plain door, words that came in, and what its copies are compared by."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import httpx

from mostrador.site.copies import manifest, packing, snapshots
from tests.counter import until
from tests.running import House

SECRET = "una frase muy larga para firmar"


def with_a_door(house: House, **more: str) -> str:
    """Open the plain door and return its hook's address."""
    address = [word for name, value in more.items() for word in (f"--{name.replace('_', '-')}", value)]
    door = house.tell("doors", "add", "webhook", "--name", "Programa", "--secret", SECRET, *address)[0]
    return str(door["hook_url"])


def says(hook: str, key: str, text: str = "¿Abrís el lunes?", who: str = "lucia") -> int:
    body = json.dumps({"id": key, "from": {"id": who, "name": who.title()}, "text": text}).encode()
    mark = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return httpx.post(hook, content=body, headers={"X-Mostrador-Signature": mark}, trust_env=False).status_code


def insists(hook: str, key: str, text: str = "¿Abrís el lunes?") -> None:
    """Say it until it is thanked for, as a platform does: a new door is known within half a second, not at once."""
    until(lambda: says(hook, key, text) == 200)


def a_file(house: House, content: bytes) -> Path:
    """Keep a file as the house does, and write it down."""
    key = hashlib.sha1(content).hexdigest()
    place = house.folder / "files" / key[:2] / key
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    with_sql(
        house.folder / "mostrador.sqlite3",
        "INSERT INTO inbox_attachment (key, type, name, size, state, source, content_id, detail, why, said)"
        f" VALUES ('{key}', 'image/png', 'botella.png', {len(content)}, 'kept', '{{}}', '', '', '', '')",
    )
    return place


def with_sql(path: Path, words: str) -> list[Any]:
    import sqlite3

    db = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        return db.execute(words).fetchall()
    finally:
        db.close()


def contents(folder: Path, *, copies: Path) -> dict[str, Any]:
    """Return the digests of all that a folder's two databases hold, as of one moment each."""
    copies.mkdir()
    found = {}
    for name in (manifest.MAIN, manifest.PARCELS):
        snapshots.copy(folder / name, to=copies / name)
        found[name] = snapshots.look_into(copies / name)
    return found


def told(archive: Path, into: Path) -> manifest.Manifest:
    """Lay a copy out and return what it says of itself, which was compared with what it holds."""
    into.mkdir()
    digests = packing.unpack(archive, into=into)
    found = manifest.read(into)
    manifest.compare(found, into, digests)
    return found


def spoiled(archive: Path, to: Path, *, bit: int | None = None, size: int | None = None) -> Path:
    """Return a copy of the file with one bit turned, or cut off."""
    content = bytearray(archive.read_bytes()[:size])
    if bit is not None:
        content[bit // 8] ^= 1 << bit % 8
    to.write_bytes(content)
    return to
