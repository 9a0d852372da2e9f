"""The plan of La Vidriera, read once, and a way to write it wrong."""

from pathlib import Path

import pytest

from mostrador.plan import reading

SAMPLE = Path(__file__).parent / "samples" / "la-vidriera.yaml"


@pytest.fixture(scope="session")
def vidriera():
    return reading.read_file(SAMPLE)


@pytest.fixture(scope="session")
def vidriera_text():
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def first():
    from mostrador.plan.keeping import FIRST

    return reading.read_file(FIRST)
