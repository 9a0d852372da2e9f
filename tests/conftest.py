"""What tests of every room share. Rooms keep their own words in their own folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import settings

from tests.running import House, copy_of, prepare
from tests.servers.postgres import Postgres
from tests.surroundings import SERVER

settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")


@pytest.fixture(scope="session")
def prepared_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that `mostrador init` made. Copy it; never open it."""
    return prepare(tmp_path_factory.mktemp("prepared") / "house")


@pytest.fixture
def house_folder(prepared_house: Path, tmp_path: Path) -> Path:
    """Return a fresh data folder for a test of threads or processes."""
    return copy_of(prepared_house, tmp_path / "house")


@pytest.fixture
def house(house_folder: Path) -> Iterator[House]:
    """Return a house of the test's own, closed; `house.start()` opens it."""
    made = House(house_folder)
    yield made
    made.stop()


@pytest.fixture
def server_to_end() -> Iterator[Postgres]:
    """Return the tests' own server, to end and begin again; what this process had open at it ends with the test."""
    assert SERVER is not None
    yield SERVER
    for one in connections.all(initialized_only=True):
        one.close()
        one.close_pool()  # which would wait longer and longer before it asks for a connection again


@pytest.fixture(autouse=True)
def no_crisis_of_the_test_before() -> Iterator[None]:
    """What is remembered for two seconds is older than the rows that a test takes back."""
    yield
    for name in ("mostrador.listening.standing", "mostrador.triage.learnt", "mostrador.shop.known"):
        if kept := sys.modules.get(name):
            kept.forget()


@pytest.fixture(autouse=True)
def no_language_of_the_test_before() -> None:
    """What a page was last shown in stays a thread's language until somebody says another."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """Change nothing: each process of the tests has a folder of its own, and so a database of its own."""
