"""What is asked of kept parcels, in words that a file and a PostgreSQL both understand."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import msgspec

from mostrador.doors.contract import Parcel

READ = "SELECT id, connection, lane, key, received_at, method, url, headers, body FROM parcels WHERE "
COUNT = "SELECT count(*) FROM parcels WHERE lane = ? AND id > ?"
OLDEST = "SELECT received_at FROM parcels WHERE lane = ? AND id > ? ORDER BY id LIMIT 1"


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel read back; `parcel.id` is its place in the order of arrival."""

    connection: int
    lane: str
    key: str
    parcel: Parcel


class ParcelReading(ABC):
    """The half of a store that reads. A question mark stands for a value; `news` asks for the newest of each lane."""

    news: ClassVar[str]

    @abstractmethod
    def _ask(self, question: str, *values: object) -> list[Any]:
        """Return the rows. Any thread may ask."""

    def after(self, lane: str, cursor: int, *, limit: int = 100) -> list[Stored]:
        """Return the parcels of a lane beyond the cursor, in order of arrival."""
        return [
            _stored(row) for row in self._ask(f"{READ}lane = ? AND id > ? ORDER BY id LIMIT ?", lane, cursor, limit)
        ]

    def get(self, parcel_id: int) -> Stored | None:
        found = self._ask(f"{READ}id = ?", parcel_id)
        return _stored(found[0]) if found else None

    def lanes_with_news(self, cursors: Mapping[str, int], *, since: int = 0) -> list[str]:
        """Return the lanes that hold parcels beyond their cursor, those waiting longest last touched first.

        `since` spares the look at lanes whose newest parcel the caller knows to be opened.
        """
        return [lane for lane, newest in self._ask(self.news, since) if newest > cursors.get(lane, 0)]

    def count_after(self, cursors: Mapping[str, int]) -> int:
        """Return how many parcels wait to be opened."""
        return sum(self._ask(COUNT, lane, cursors.get(lane, 0))[0][0] for lane in self.lanes_with_news(cursors))

    def oldest_after(self, cursors: Mapping[str, int]) -> datetime | None:
        """Return when the parcel arrived that waits longest to be opened."""
        waiting = self.lanes_with_news(cursors)
        times = [_moment(row[0]) for lane in waiting for row in self._ask(OLDEST, lane, cursors.get(lane, 0))]
        return min(times, default=None)


def _stored(row: Sequence[Any]) -> Stored:
    number, connection, lane, key, arrived, method, url, headers, body = row
    parcel = Parcel(
        id=number, method=method, url=url, headers=msgspec.json.decode(headers, type=dict[str, str]), body=body,
        received_at=_moment(arrived),
    )  # fmt: skip
    return Stored(connection=connection, lane=lane, key=key, parcel=parcel)


def _moment(told: str | datetime) -> datetime:
    """The file keeps a moment as text, in UTC and saying so."""
    return datetime.fromisoformat(told) if isinstance(told, str) else told.astimezone(UTC)
