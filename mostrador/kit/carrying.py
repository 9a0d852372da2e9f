"""Lets taps (`kit.wake`) reach the other processes of the house, and theirs this one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mostrador.kit import house, wake
from mostrador.kit.taps import Taps

if TYPE_CHECKING:
    from mostrador.kit.postgres.waking import Notices


@contextmanager
def carried() -> Iterator[None]:
    """By the database where the house stands on PostgreSQL, from any machine; else by sockets in the data folder."""
    carrier = _carrier()
    wake.carry(carrier)
    try:
        yield
    finally:
        wake.carry(None)
        carrier.close()


def _carrier() -> "Taps | Notices":
    if url := house.database_url():
        from mostrador.kit.postgres.waking import Notices  # noqa: PLC0415 - a driver that few need

        return Notices(url, wake.heard)
    return Taps(house.data_folder() / "wake")
