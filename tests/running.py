"""A house of a test's own: a folder made by `mostrador init`, and `mostrador serve` as the process it will be."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.databases import copy_database, database_of
from tests.ports import free_port
from tests.surroundings import KEY

MOSTRADOR = str(Path(sys.executable).parent / "mostrador")
PATIENCE_SECONDS = 30.0


def copy_of(prepared: Path, folder: Path) -> Path:
    """Return a fresh copy of a prepared house, whose files nobody has open."""
    copy_database(prepared, folder)
    return Path(shutil.copytree(prepared, folder))


class House:
    """One folder, one port, at most one process. `start` and `kill` as often as the story asks."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        told = {"MOSTRADOR_DATA": str(folder), "MOSTRADOR_PUBLIC_URL": self.url, **database_of(folder)}
        self.environment = {**_ours(), **told, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def tell(self, *words: str, given: str = "") -> list[dict[str, Any]]:
        """Run a command with `--json`; return its rows. Raises `AssertionError` with what it said."""
        outcome = self.run(*words, "--json", given=given)
        assert outcome.returncode == 0, outcome.stderr
        return [json.loads(line) for line in outcome.stdout.splitlines()]

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [MOSTRADOR, *words]
        return subprocess.run(
            command, env=self.environment, input=given, capture_output=True, text=True, check=False, timeout=120
        )

    def run_shell(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the shell in the house's surroundings: for what a shell can limit."""
        return subprocess.run(
            ["/bin/sh", "-c", line], env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )

    def start(self) -> None:
        """Serve, and return once the house says that it is ready."""
        log = (self.folder / "serve.log").open("ab")
        command = [MOSTRADOR, "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        log.close()
        self._until_ready()

    @property
    def pid(self) -> int:
        assert self._process is not None, "It is closed."
        return self._process.pid

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def kill(self) -> None:
        """As a power cut would end it, but for what the operating system still holds."""
        self.stop(signal.SIGKILL)

    def knock(self, hook_url: str) -> int:
        """Deliver something unsigned and return the status."""
        try:
            with urlopen(hook_url, data=b'{"id": "1"}', timeout=10) as answer:
                status: int = answer.status
        except HTTPError as refused:
            status = refused.code
        return status

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")

    def _until_ready(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            assert self._process is not None and self._process.poll() is None, f"It ended by itself:\n{self.log}"
            try:
                with urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"Not ready after {PATIENCE_SECONDS:.0f} s:\n{self.log}")


def prepare(folder: Path) -> Path:
    """Make a house the way a shop does."""
    subprocess.run(
        [MOSTRADOR, "init"],
        env={**_ours(), "MOSTRADOR_DATA": str(folder), **database_of(folder)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


def _ours() -> Mapping[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("MOSTRADOR_")},
            "MOSTRADOR_KEY": KEY, "MOSTRADOR_THINK_AGAIN": "0"}  # fmt: skip
