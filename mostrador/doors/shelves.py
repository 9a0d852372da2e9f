"""Where the parcels of the house lie: the file of its own folder, or its PostgreSQL. Both keep the same promises."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from mostrador.doors.parcel_reading import Stored
from mostrador.doors.parcels import Kept, ParcelStore, Row
from mostrador.kit import house


class Parcels(Protocol):
    """A store of parcels. `write` and `probe` belong to one thread of each process; anybody reads."""

    def make_tables(self) -> None:
        """Make what is missing to keep parcels."""

    def write(self, piles: Sequence[Sequence[Row]]) -> list[Kept]:
        """Commit the rows of many deliveries at once and say for each how many were new: all or nothing, on disk."""

    def probe(self) -> None:
        """Prove that a commit is taken."""

    def after(self, lane: str, cursor: int, *, limit: int = 100) -> list[Stored]:
        """Return the parcels of a lane beyond the cursor, in order; what is not there yet never comes before it."""

    def get(self, parcel_id: int) -> Stored | None: ...

    def lanes_with_news(self, cursors: Mapping[str, int], *, since: int = 0) -> list[str]:
        """Return the lanes that hold parcels beyond their cursor, those waiting longest last touched first."""

    def count_after(self, cursors: Mapping[str, int]) -> int:
        """Return how many parcels wait to be opened."""

    def oldest_after(self, cursors: Mapping[str, int]) -> datetime | None:
        """Return when the parcel arrived that waits longest to be opened."""

    def close(self) -> None:
        """Close the writing connection and this thread's reading one."""


def of_the_house() -> Parcels:
    """Return a new store over the house's parcels. Raises `TooOld` and the database's own errors."""
    if url := house.database_url():
        from mostrador.doors.postgres_parcels import PostgresParcels  # noqa: PLC0415 - a driver that few need

        return PostgresParcels(url)
    return ParcelStore(house.parcels_file())
