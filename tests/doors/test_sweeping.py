"""Old parcels are swept away; what was not opened, or not understood, stays however old; nothing comes in twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mostrador.doors import postgres_sweeping, sweeping
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.parcels import ParcelStore, pack
from mostrador.doors.postgres_parcels import PostgresParcels
from mostrador.doors.shelves import Parcels
from mostrador.doors.sweeping import Staying
from mostrador.kit import clock
from mostrador.kit.postgres import partitions
from tests.stores import a_store, address_of

OLD, YOUNG = timedelta(days=100), timedelta(days=10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Parcels]:
    store = a_store(tmp_path)
    yield store
    store.close()


def arrived(store: Parcels, *keys: str, ago: timedelta, connection: int = 1) -> list[int]:
    knock = Parcel(received_at=clock.now() - ago)
    store.write([pack(connection, knock, [Piece(key=key, body=b"{}") for key in keys])])
    return [each.parcel.id for each in store.after(str(connection), 0, limit=10_000) if each.key in keys]


def sweep(store: Parcels, folder: Path, *, before: datetime, staying: Staying) -> int:
    if isinstance(store, ParcelStore):
        return sweeping.sweep_file(store.path, before=before, staying=staying)
    return postgres_sweeping.sweep(address_of(folder), before=before, staying=staying)


def left(store: Parcels, lane: str = "1") -> list[str]:
    return [each.key for each in store.after(lane, 0, limit=10_000)]


def test_what_is_old_and_opened_goes_and_is_still_known(tmp_path: Path, store: Parcels) -> None:
    arrived(store, "a", "b", ago=OLD)
    (young,) = arrived(store, "c", ago=YOUNG)
    before = clock.now() - timedelta(days=90)
    assert sweep(store, tmp_path, before=before, staying=Staying({"1": young}, ())) == 2
    assert left(store) == ["c"]
    knock = Parcel(received_at=clock.now())
    assert store.write([pack(1, knock, [Piece(key="a", body=b"{}")])])[0].known == 1
    assert sweep(store, tmp_path, before=before, staying=Staying({"1": young}, ())) == 0


def test_what_was_not_opened_or_set_apart_stays_however_old(tmp_path: Path, store: Parcels) -> None:
    numbers = arrived(store, *"abcd", ago=OLD)
    arrived(store, "x", ago=OLD, connection=2)  # a lane that nobody ever opened
    staying = Staying({"1": numbers[2]}, frozenset({numbers[1]}))
    assert sweep(store, tmp_path, before=clock.now(), staying=staying) == 2
    assert left(store) == ["b", "d"] and left(store, "2") == ["x"]


def test_many_go_some_at_a_time(tmp_path: Path, store: Parcels) -> None:
    for start in range(0, 900, 300):
        numbers = arrived(store, *(str(number) for number in range(start, start + 300)), ago=OLD)
    staying = Staying({"1": numbers[-1]}, frozenset(numbers[:1]))
    assert sweep(store, tmp_path, before=clock.now(), staying=staying) == 899
    assert len(left(store)) == 1


@pytest.mark.postgres
def test_a_whole_range_is_dropped_and_one_with_something_to_keep_is_not(tmp_path: Path, store: Parcels) -> None:
    assert isinstance(store, PostgresParcels)
    db = store._writing()
    arrived(store, "first", ago=OLD)
    db.execute("SELECT setval('parcels_id', 1500000)")
    (second,) = arrived(store, "second", ago=OLD)
    db.execute("SELECT setval('parcels_id', 2500000)")
    (third,) = arrived(store, "third", ago=YOUNG)
    before = clock.now() - timedelta(days=90)
    assert sweep(store, tmp_path, before=before, staying=Staying({"1": third}, frozenset({second}))) == 1
    assert [each.first for each in partitions.full(db, "parcels")] == [1_000_000]
    assert sweep(store, tmp_path, before=before, staying=Staying({"1": third}, ())) == 1
    assert list(partitions.full(db, "parcels")) == [] and left(store) == ["third"]
    arrived(store, "fourth", ago=YOUNG)
    assert left(store) == ["third", "fourth"]
