"""What several tests of the journeys share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.doors import ingest
from tests.stores import a_store, address_of
from tests.surroundings import SERVER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own, so that its parcels are its own too: on PostgreSQL a schema."""
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    if SERVER is not None:
        a_store(tmp_path).close()  # which makes its tables
        monkeypatch.setenv("MOSTRADOR_DATABASE_URL", address_of(tmp_path))
    yield tmp_path
    ingest.put_down()
