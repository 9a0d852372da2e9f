"""The story, told once into the test's own database and taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from django.db import transaction

from mostrador.demo import loading, telling
from mostrador.doors.parcels import ParcelStore

FEW = 60  # of its scenes: today's desk is whole, the past is thinner
THURSDAY = datetime(2026, 5, 14, 15, 42, tzinfo=UTC)  # a quarter to six in Santiago


@contextmanager
def told(folder: Path, now: datetime, *, tellings: int = FEW) -> Iterator[ParcelStore]:
    """Let the story be told as of `now`, in a folder of its own; nothing of it stays."""
    copyfile(loading.PLAN, folder / "plan.yaml")
    store = ParcelStore(folder / "parcels.sqlite3")
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("MOSTRADOR_DATA", str(folder))
        telling.tell(now, store, tellings=tellings)
        yield store
        transaction.set_rollback(True)
    store.close()


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParcelStore]:
    """Hold the story for the tests of one file: others must not find it in their tables."""
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("story"), THURSDAY) as store:
        yield store
