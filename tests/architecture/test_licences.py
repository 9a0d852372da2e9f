"""What we depend on may be used by everybody: permissive, or weak copyleft as an unmodified dependency; never GPL."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.architecture.source import ROOT

FREE = (
    "mit", "mit-0", "bsd", "bsd-2-clause", "bsd-3-clause", "apache-2.0", "apache 2.0", "isc", "psf-2.0", "zlib",
    "mpl-2.0", "lgpl-2.1", "lgpl-3.0-only", "unlicense", "0bsd", "mit license", "bsd 2-clause license", "bsd license",
    "cc0-1.0", "apache software license", "python software foundation license", "mozilla public license 2.0 (mpl 2.0)",
)  # fmt: skip
NAMED = {
    # What their metadata leave out, read in the licence file that they carry.
    "axe-playwright-python": "MIT; the axe script inside is MPL-2.0",
    "imapclient": "new BSD",
    "pyrage": "MIT, said in its README",
    "pysqlite3": "MIT; SQLite itself is in the public domain",
    "pytest-django": "BSD-3-Clause, said in a sentence",
    "python-dateutil": "Apache-2.0 or BSD-3-Clause",
}


def _locked() -> list[str]:
    lines = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)==", line) for line in lines]
    return [pin[1] for pin in pins if pin]


def _said(name: str) -> list[str]:
    """Return what the package says of its licence, piece by piece, in lower case; nothing when it is not installed."""
    try:
        told = metadata(name)
    except PackageNotFoundError:  # for another system
        return []
    if expression := told.get("License-Expression"):
        return [piece.strip("() ").lower() for piece in re.split(r"\s+(?:AND|OR|WITH)\s+", expression)]
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if "License ::" in line]
    return [piece.lower() for piece in classified or [told.get("License") or "unknown"]]


@pytest.mark.parametrize("name", _locked())
def test_it_is_free_to_use(name):
    if name not in NAMED:
        assert [piece for piece in _said(name) if piece not in FREE] == []


def test_no_exception_outlives_its_package():
    assert sorted(NAMED.keys() - set(_locked())) == []


def test_our_own_is_apache():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").split(maxsplit=2)[:2] == ["Apache", "License"]
    assert metadata("mostrador")["License-Expression"] == "Apache-2.0"
