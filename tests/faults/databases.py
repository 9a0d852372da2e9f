"""Where the rehearsed house keeps its rows: two files in its folder, or a PostgreSQL cluster of the harness's own."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

Rows = list[tuple[Any, ...]]


class Database(Protocol):
    name: str
    url: str  # of the house that is played with; empty where it is files
    prepared: str  # of the house that is copied

    def renew(self) -> None:
        """Put a copy of the prepared house where the played one was."""

    def rows(self, folder: Path, sql: str, of: str) -> Rows: ...

    def whole(self, folder: Path, scratch: Path) -> list[str]:
        """Return what is wrong with what a dead house left."""

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

    def whole(self, folder: Path, scratch: Path) -> list[str]:
        """Copy what lies there, exactly as it lies, and let SQLite examine the copy."""
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        for path in folder.glob("*.sqlite3*"):
            if not path.name.endswith("-shm"):  # made anew from the log
                shutil.copy(path, scratch / path.name)
        found = []
        for path in sorted(scratch.glob("*.sqlite3")):
            with closing(sqlite3.connect(path)) as db:
                said = db.execute("PRAGMA integrity_check").fetchone()[0]
                found += [] if said == "ok" else [f"integrity: {path.name}: {said}"]
        return found

    def restart(self) -> None:
        raise NotImplementedError("Files have no server.")


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

    def whole(self, folder: Path, scratch: Path) -> list[str]:
        return []  # the server that keeps it lives on

    def restart(self) -> None:
        self._server.restart("immediate")

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
