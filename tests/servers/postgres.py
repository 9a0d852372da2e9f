"""A PostgreSQL server of the tests' own: Debian's programs, a cluster in a temporary folder, gone at the end.

The server refuses to run as root: then it runs as `nobody`. It listens on a socket in its folder and nowhere else.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.servers import debian

PACKAGE = "postgresql"
SETTINGS = {
    # Tests kill processes and restart the server, but never cut the power: what the system holds is safe.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_prepared_transactions": "4",
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}
SYNCING = {**SETTINGS, "fsync": "on", "full_page_writes": "on", "shared_buffers": "256MB"}  # where it is measured


class Postgres:
    """One cluster. `url` names a database in it; `restart` as often as the story asks."""

    def __init__(self, *, syncs: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mostrador-pg-"))
        self._owner: str | int | None = None
        if os.geteuid() == 0:
            self._owner = pwd.getpwnam("nobody").pw_uid
            os.chown(self.folder, self._owner, -1)
        self._run("initdb", "--auth=trust", "--username=shop", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = "".join(f"{name} = '{value}'\n" for name, value in (SYNCING if syncs else SETTINGS).items())
        with (self.folder / "db" / "postgresql.conf").open("a") as file:
            file.write(f"{settings}unix_socket_directories = '{self.folder}'\n")
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is how a power cut looks from inside: no goodbye, recovery at the next start."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "stop", f"--mode={mode}")

    def restart(self, mode: str = "immediate") -> None:
        self.stop(mode)
        self.start()

    def close(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def pids(self) -> list[int]:
        """Return its processes: the first one, and one for each connection and duty."""
        first = int((self.folder / "db" / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def url(self, database: str) -> str:
        return f"postgresql://shop@/{database}?host={quote(str(self.folder), safe='')}"

    def create(self, database: str, *, like: str = "template1") -> str:
        """Make a database, empty or the copy of one that nobody has open; return its address."""
        names = sql.Identifier(database), sql.Identifier(like)
        self._tell(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(*names))
        return self.url(database)

    def drop(self, database: str) -> None:
        self._tell(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _tell(self, words: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as db:
            db.execute(words)

    def _run(self, program: str, *words: str) -> None:
        command = [str(_programs() / program), f"--pgdata={self.folder / 'db'}", *words]
        said = self.folder / "said"
        with said.open("w") as out:  # never a pipe: the server would inherit it and hold it open
            done = subprocess.run(command, stdout=out, stderr=out, user=self._owner, cwd=self.folder, check=False)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, said.read_text())


def available() -> bool:
    """Install Debian's package if need be and if we may; say whether the programs are there."""
    return bool(_found() or (not debian.provide(PACKAGE) and _found()))


def _programs() -> Path:
    folder = _found()
    assert folder is not None, "PostgreSQL is not installed here."
    return folder


def _found() -> Path | None:
    """Return where the newest server's programs are."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: int(path.parent.name), default=None)


@contextlib.contextmanager
def a_server(*, syncs: bool = False) -> Iterator[Postgres]:
    server = Postgres(syncs=syncs)
    try:
        yield server
    finally:
        server.close()


def until_it_answers(url: str, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
