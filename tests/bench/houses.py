"""Filled houses, kept under build/: the larger one grows out of a copy of the smaller one."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from tests.bench.filling import EACH, STAGES
from tests.bench.servers import outside
from tests.house import ROOT, House
from tests.ports import free_port

KEPT = ROOT / "build" / "bench-houses"
READY = "ready"


def copy(conversations: int, folder: Path) -> None:
    """Copy a house with that many conversations into a folder that is not there yet."""
    shutil.copytree(_filled(conversations), folder, ignore=shutil.ignore_patterns(READY))


@contextmanager
def served(conversations: int, folder: Path) -> Iterator[House]:
    """Serve such a copy until the end of the block."""
    copy(conversations, folder)
    house = House(folder=folder, port=free_port())
    try:
        house.open()
        yield house
    finally:
        house.close()


def _filled(conversations: int) -> Path:
    """Return a house with that many conversations, made once for every shape of the tables."""
    folder = KEPT / f"{conversations}-{_shape()}"
    if not (folder / READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        smaller = [stage for stage in STAGES if stage < conversations]
        if smaller:
            copy(smaller[-1], folder)
        print(f"… filling a house with {conversations * EACH:,} messages, once", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "tests.bench.filling", str(folder), str(conversations)]
        subprocess.run(command, check=True, cwd=ROOT, env=outside())
        (folder / READY).touch()
    return folder


def _shape() -> str:
    """Return what changes with the tables and with what is put into them."""
    migrations = sorted(path.name for path in (ROOT / "mostrador").glob("*/migrations/0*.py"))
    filling = (ROOT / "tests" / "bench" / "filling.py").read_bytes()
    return sha256(str(migrations).encode() + filling).hexdigest()[:12]
