"""Loaded before anything else (pytest's `-p`): tests never see the data folder or the key of a real shop.

With `--postgres` the house of the tests stands on a PostgreSQL server of their own instead of SQLite; each of several
processes of the tests (`-n`) has one.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.servers import postgres

FOLDER = Path(tempfile.mkdtemp(prefix="mostrador-tests-"))
KEY = "a-key-for-tests-only"
PROCESSES = "TESTS_ON_POSTGRES"  # how the processes of one run, which have no arguments, hear of it
ASKED = "--postgres" in sys.argv or PROCESSES in os.environ
SERVER = postgres.Postgres() if ASKED and postgres.available() else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="let the house stand on PostgreSQL, not on SQLite")


def pytest_configure(config: pytest.Config) -> None:
    if ASKED and SERVER is None:
        raise pytest.UsageError(f"--postgres needs Debian's {postgres.PACKAGE}, which is not installed.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about one database alone has nothing to say where the house stands on the other."""
    other = "postgres" if SERVER is None else "sqlite"
    out = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if not item.get_closest_marker(other)]


def _forget() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


for name in [name for name in os.environ if name.startswith("MOSTRADOR_")]:
    del os.environ[name]
os.environ["MOSTRADOR_DATA"] = str(FOLDER)
os.environ["MOSTRADOR_KEY"] = KEY
# Playwright keeps an event loop running in the test's thread, where Django's guard would see danger.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
atexit.register(_forget)
if SERVER is not None:
    os.environ[PROCESSES] = "yes"
    os.environ["MOSTRADOR_DATABASE_URL"] = SERVER.url("shop")
    atexit.register(SERVER.close)
