"""Where the rehearsed house keeps its rows: two files in its folder, or a PostgreSQL cluster of the harness's own."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

OURS = ("mostrador.sqlite3", "parcels.sqlite3")

Rows = list[tuple[Any, ...]]


class Database(Protocol):
    name: str
    url: str  # of the house that is played with; empty where it is files
    prepared: str  # of the house that is copied

    def renew(self) -> None:
        """Put a copy of the prepared house where the played one was."""

    def rows(self, folder: Path, sql: str, of: str) -> Rows: ...

    def copied(self, folder: Path, scratch: Path) -> Callable[[], list[str]]:
        """Copy what a dead house left; return what tells, whenever it is asked, what is wrong with that."""

    def restart(self) -> None:
        """Stop it without a goodbye, and start it again."""


class Files:
    """SQLite: copied with the folder."""

    name, url, prepared = "SQLite", "", ""

    def renew(self) -> None:
        """Nothing beside the folder."""

    def rows(self, folder: Path, sql: str, of: str) -> Rows:
        address = f"{(folder / f'{of}.sqlite3').as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as db:
            return db.execute(sql).fetchall()

    def copied(self, folder: Path, scratch: Path) -> Callable[[], list[str]]:
        """Copy what lies there exactly as it lies; SQLite examines the copy, which is gone after that."""
        scratch.mkdir(parents=True)
        for path in folder.glob("*.sqlite3*"):
            if not path.name.endswith("-shm"):  # made anew from the log
                shutil.copy(path, scratch / path.name)
        return lambda: _unsound(scratch)

    def restart(self) -> None:
        raise NotImplementedError("Files have no server.")


def _unsound(copy: Path) -> list[str]:
    found = [f"integrity: {name}: it is not there" for name in OURS if not (copy / name).is_file()]
    for path in sorted(copy.glob("*.sqlite3")):
        with closing(sqlite3.connect(path)) as db:
            said = _said(db)
            found += [] if said == "ok" else [f"integrity: {path.name}: {said}"]
    shutil.rmtree(copy)
    return found


def _said(db: sqlite3.Connection) -> str:
    try:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)


class Cluster:
    """PostgreSQL: one cluster, two databases in it."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        from tests.servers.postgres import Postgres
        from tests.surroundings import SERVER

        self._server, self._ours = SERVER or Postgres(), SERVER is None
        for name in ("house", "prepared"):
            self._server.drop(name)
        self.url, self.prepared = self._server.url("house"), self._server.create("prepared")

    def renew(self) -> None:
        self._server.drop("house")
        self._server.create("house", like="prepared")

    def rows(self, folder: Path, sql: str, of: str) -> Rows:
        import psycopg

        with closing(psycopg.connect(self.url)) as db:
            return db.execute(sql.encode()).fetchall()

    def copied(self, folder: Path, scratch: Path) -> Callable[[], list[str]]:
        return list  # the server that keeps it lives on

    def restart(self) -> None:
        with self.away():
            pass

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stop it without a goodbye, and start it again at the end."""
        self._server.stop("immediate")
        try:
            yield
        finally:
            self._server.start()

    def close(self) -> None:
        if self._ours:
            self._server.close()


@contextmanager
def a_database(*, postgres: bool) -> Iterator[Database]:
    if not postgres:
        yield Files()
        return
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.close()
