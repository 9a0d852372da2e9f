"""Moves a house from its two files to PostgreSQL: a copy first, then every row, then a comparison of both sides."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import psycopg

from mostrador.kit import clock, databases, house
from mostrador.kit.postgres import connecting, moving
from mostrador.kit.postgres.connecting import Connection
from mostrador.kit.postgres.moving import CannotMove
from mostrador.site import foundations
from mostrador.site.copies import backing_up, before, founding, manifest, restoring
from mostrador.site.copies.before import MOVING

OF_PARCELS = {"parcels": "parcels", "seen": "parcels_seen", "lanes": "parcels_lanes"}
OF_THE_DATABASE = {"django_migrations"}
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'inbox_search%'"
)
COUNTED = "SELECT seq FROM sqlite_sequence WHERE name = ?"
BROUGHT = (
    " If that is what an earlier try of this move brought, drop the database, make it anew (dropdb, createdb) and run "
    "this again: these files hold everything."
)
OTHERS = (
    "Somebody else wrote into that database, and nothing of theirs was taken away. Move into another one that is "
    "empty, and look at this one before you drop it."
)

Done = TypeVar("Done")
Pair = tuple[sqlite3.Connection, str, str]


class Moved(NamedTuple):
    table: str
    rows: int
    sha256: str


def move(url: str, *, passphrase: str = "") -> list[Moved]:
    """Move the closed house, and return what lies there now, table by table, the same on both sides.

    Killed in the middle, it goes on when it is run again; what was written here meanwhile is brought too. The files are
    moved aside only after the comparison.
    Raises `CannotMove`, `CannotBackUp`, `CannotRestore`, `NotPostgres` and `psycopg.Error`.
    """
    databases.check(url)
    if house.database_url():
        raise CannotMove("MOSTRADOR_DATABASE_URL is set: this house stands on PostgreSQL already.")
    with restoring.closed(house.data_folder()):
        if pending := foundations.pending_migrations():
            raise CannotMove(f"The tables are {len(pending)} steps behind. Run mostrador upgrade first.")
        with _files() as files, _patiently(url) as db:
            moved = _ended(db, files) or _begun(db, files, url, passphrase)
        _put_aside()
        before.forget(MOVING)
    return moved


@contextmanager
def _patiently(url: str) -> Iterator[Connection]:
    with connecting.connect(url) as db:
        for deadline in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            db.execute(f"SET {deadline} = 0")
        yield db


def _ended(db: Connection, files: dict[str, sqlite3.Connection]) -> list[Moved]:
    """Return what lies there where all was brought and only the files were not moved aside: nobody lived there since.

    Nothing is returned where there is something to bring. Raises `CannotMove` where another house stands.
    """
    if moving.is_under_way(db) or not (filled := moving.filled(db)):
        return []
    try:
        return _compared(db, _pairs(files))
    except CannotMove as other:
        brought = BROUGHT if before.began(MOVING) else ""
        raise CannotMove(f"There is a house in that database already: {filled} is not empty.{brought}") from other


def _begun(db: Connection, files: dict[str, sqlite3.Connection], url: str, passphrase: str) -> list[Moved]:
    """Somebody may have written since an earlier try, so its copy is not used: the new one takes its place."""
    earlier = before.noted(MOVING)
    before.note(MOVING, Path(backing_up.back_up(passphrase=passphrase, keep=None).file))
    if earlier:
        earlier.unlink(missing_ok=True)
    if not moving.is_under_way(db):  # to make them twice would put work of the house beside what was brought
        founding.found(url)
    return _move(db, files)


@contextmanager
def _files() -> Iterator[dict[str, sqlite3.Connection]]:
    with closing(_open(house.main_file())) as main, closing(_open(house.parcels_file())) as parcels:
        yield {manifest.MAIN: main, manifest.PARCELS: parcels}


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA query_only = 1")
    return db


def _move(db: Connection, files: dict[str, sqlite3.Connection]) -> list[Moved]:
    pairs = _pairs(files)
    moving.begin(db, [there for _, _, there in pairs])
    _look_for_others(db, pairs)
    for pair in pairs:
        _or_anew(_bring, db, pair)
    moved = [_or_anew(_compare, db, pair) for pair in pairs]
    moving.finish(db)
    return moved


def _look_for_others(db: Connection, pairs: list[Pair]) -> None:
    for pair in pairs:
        if moving.holds_others(db, _table(db, pair)):
            raise CannotMove(f"{pair[2]} holds rows there that nobody brought. {OTHERS}")


def _or_anew(does: Callable[[Connection, Pair], Done], db: Connection, pair: Pair) -> Done:
    """Bring a table anew where it is not what these files hold any more: somebody wrote here since an earlier try."""
    try:
        return does(db, pair)
    except (CannotMove, psycopg.IntegrityError) as other:
        if not moving.take_back(db, _table(db, pair)):
            raise CannotMove(f"{other} {OTHERS}") from other
        _bring(db, pair)
        return does(db, pair)


def _pairs(files: dict[str, sqlite3.Connection]) -> list[Pair]:
    """Return every table that is moved: the file it is in, its name there and its name in the database."""
    names = {name: name for (name,) in files[manifest.MAIN].execute(TABLES) if name not in OF_THE_DATABASE}
    pairs = [(files[manifest.MAIN], here, there) for here, there in names.items()]
    pairs += [(files[manifest.PARCELS], here, there) for here, there in OF_PARCELS.items()]
    return pairs


def _compared(db: Connection, pairs: list[Pair]) -> list[Moved]:
    return [_compare(db, pair) for pair in pairs]


def _table(db: Connection, pair: Pair) -> moving.Table:
    source, here, there = pair
    return moving.table(db, source, here=here, there=there)


def _bring(db: Connection, pair: Pair) -> None:
    source, here, there = pair
    what, counted = _table(db, pair), source.execute(COUNTED, (here,)).fetchone()
    newest = int(counted[0]) if counted else 0
    if there in ("kit_event", "parcels"):
        moving.make_room(db, there, newest=newest)
    moving.bring(db, source, what)
    if what.key == ["id"]:
        moving.go_on_from(db, there, newest)


def _compare(db: Connection, pair: Pair) -> Moved:
    what = _table(db, pair)
    here, there = _digest(moving.of_sqlite(pair[0], what)), _digest(moving.of_postgres(db, what))
    if here != there:
        raise CannotMove(f"{what.name} is not the same on both sides: {here[0]} rows here, {there[0]} there.")
    return Moved(what.name, *here)


def _digest(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    digest, encoder, count, row = hashlib.sha256(), msgspec.msgpack.Encoder(), 0, bytearray()
    for values in rows:
        encoder.encode_into([_plain(value) for value in values], row)
        digest.update(row)
        count += 1
    return count, digest.hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, sort_keys=True)
        case memoryview():
            return bytes(value)
    return value


def _put_aside() -> None:
    """Nobody shall open the old files by mistake: the main one goes first."""
    folder = house.data_folder()
    aside = folder / f"moved-{clock.now():%Y%m%dT%H%M%SZ}"
    aside.mkdir(mode=0o700)
    for name in (manifest.MAIN, manifest.PARCELS):
        for path in sorted(folder.glob(f"{name}*")):
            path.rename(aside / path.name)


TROUBLES = (CannotMove, psycopg.Error)
