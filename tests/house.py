"""A real house in a folder of its own: `mostrador init`, then `mostrador serve` as a process, on loopback."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx

from tests.databases import copy_database, database_of, drop_database
from tests.ports import free_port
from tests.surroundings import FOLDER

ROOT = Path(__file__).parent.parent
WAIT_SECONDS = 30.0
PASSWORD = "una vidriera al sol"
TEAM = """
import sys
from mostrador.site.cli import set_up_django
set_up_django()
from mostrador.accounts.models import Member
for name, role in (("Ana", "owner"), ("Leo", "agent"), ("Marta", "agent")):
    Member.objects.create_user(f"{name.lower()}@vidriera.test", sys.argv[1], name=name, role=role)
"""


@dataclass
class House:
    """A folder, a port and, while it is open, a process."""

    folder: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def environment(self) -> dict[str, str]:
        ours = {"MOSTRADOR_DATA": str(self.folder), "MOSTRADOR_PUBLIC_URL": self.url, **database_of(self.folder)}
        ours["MOSTRADOR_THINK_AGAIN"] = "0"  # tests of other things need no encoder beside them
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOSTRADOR_", "DJANGO_"))}
        return {**kept, **ours, **self.more}

    def run(self, *words: str, stdin: str = "") -> list[dict[str, object]]:
        """Run a `mostrador` command with --json and return its lines. Raises `CalledProcessError`."""
        command = [sys.executable, "-m", "mostrador.site.cli", *words, "--json"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, input=stdin,
                              check=False, timeout=WAIT_SECONDS * 2)  # fmt: skip
        if done.returncode:
            raise AssertionError(f"{words} failed: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def open(self) -> None:
        """Serve, and return once it answers."""
        log = (self.folder / "serve.log").open("a")
        command = [sys.executable, "-m", "mostrador.site.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, text=True)
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"The house did not open:\n{self.log[-4000:]}")

    def close(self, how: int = signal.SIGTERM) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
            raise
        finally:
            self.process = None

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text(encoding="utf-8")

    def a_team(self) -> None:
        """Ana owns it, Leo and Marta answer. All share one password; one process makes them all."""
        command = [sys.executable, "-c", TEAM, PASSWORD]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, timeout=WAIT_SECONDS)


@contextmanager
def a_house(folder: Path, **more: str) -> Iterator[House]:
    """Make a house with its team and leave it closed; whatever is still open at the end is closed."""
    shutil.copytree(_prepared(), folder, dirs_exist_ok=True)
    copy_database(_prepared(), folder)
    house = House(folder=folder, port=free_port(), more=dict(more))
    try:
        yield house
    finally:
        house.close()
        drop_database(folder)


@cache
def _prepared() -> Path:
    """Make one house with tables and team, once a run; every test gets a fresh copy of its files."""
    folder = FOLDER / "prepared"
    house = House(folder=folder, port=1)
    house.run("init")
    house.a_team()
    return folder
