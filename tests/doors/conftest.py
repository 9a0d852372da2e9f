"""Outside platforms that tests of several files need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulators.telegram import Telegram


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """Telegram's Bot API on this machine, and the house allowed to call it."""
    with Telegram() as outside:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", outside.host)
        yield outside
