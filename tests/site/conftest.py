"""A bridge over the small application, on a real server that the module's tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.site.bridge import Bridge
from tests.site.loopback import Switch, served
from tests.site.pages import LARGEST_BODY, Pages


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def bridge(pages: Pages, tmp_path: Path) -> Iterator[Bridge]:
    bridge = Bridge(pages, folder=tmp_path, threads=2, waiting=3, largest_body=LARGEST_BODY)
    bridge.start()
    yield bridge
    pages.gate.set()
    bridge.stop()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Switch, int]]:
    switch = Switch()
    with served(switch) as port:
        yield switch, port


@pytest.fixture
def bridged(server: tuple[Switch, int], bridge: Bridge) -> int:
    server[0].app = bridge
    return server[1]
