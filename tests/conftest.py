"""Fixtures that every room may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import House, a_house


@pytest.fixture
def running_house(tmp_path: Path) -> Iterator[House]:
    """A real house with its team, served by its own process."""
    with a_house(tmp_path / "house") as house:
        house.open()
        yield house
