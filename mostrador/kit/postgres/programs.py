"""PostgreSQL's own programs that copy a database and bring it back: found on the PATH, no older than the server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

DUMP, RESTORE = "pg_dump", "pg_restore"
NUMBER = re.compile(r"\) (\d+)")  # pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)


class CannotRun(Exception):
    """A program is missing, too old, or ended in trouble. Its text is one sentence for whoever runs the house."""


def need(server: int) -> None:
    """Raise `CannotRun` unless both programs are there and of the server's major version or a newer one."""
    for name in (DUMP, RESTORE):
        if not shutil.which(name):
            raise CannotRun(f"{name} is not on the PATH. Install PostgreSQL's client programs, version {server}.")
        if (found := _version(name)) < server:
            raise CannotRun(f"{name} is of PostgreSQL {found}, the server of {server}. Install version {server} of it.")


def dump(url: str, *, to: Path, snapshot: str) -> None:
    """Write the whole database as it is in that snapshot. Raises `CannotRun`."""
    # Not pressed: what it goes into is pressed as a whole.
    how = ["--format=custom", "--compress=0", f"--snapshot={snapshot}", "--lock-wait-timeout=10s", f"--file={to}"]
    _run(url, DUMP, *how)


def restore(dumped: Path, *, url: str) -> None:
    """Bring a dump into an empty database. Raises `CannotRun`."""
    _run(url, RESTORE, "--exit-on-error", str(dumped))


def _version(name: str) -> int:
    said = subprocess.run([name, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - a fixed name
    found = NUMBER.search(said)
    return int(found[1]) if found else 0


def _run(url: str, name: str, *words: str) -> None:
    """Every user of the machine sees the words of a command: the password goes another way."""
    told = conninfo_to_dict(url)
    secret = {"PGPASSWORD": str(told.pop("password"))} if "password" in told else {}
    command = [name, "--no-password", "--no-owner", "--no-privileges", f"--dbname={make_conninfo('', **told)}", *words]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise CannotRun(f"{name} ended in trouble: {_first_line(done.stderr)}")


def _first_line(said: str) -> str:
    return next((line for line in said.splitlines() if line.strip()), "it does not say why")
