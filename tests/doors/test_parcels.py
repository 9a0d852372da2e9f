"""Parcels: kept once, in order, whatever a platform calls them, and never on a library that may lose them."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.parcels import Kept, ParcelStore, TooOld, pack, refuse_old_library
from mostrador.doors.shelves import Parcels
from tests.stores import BROKEN, a_store, throw_away

ARRIVED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Parcels]:
    store = a_store(tmp_path)
    yield store
    store.close()


def a_knock(body: bytes = b"{}") -> Parcel:
    return Parcel(
        url="https://vino.example/hooks/a?x=1",
        headers={"content-type": "a/b"},
        body=body,
        received_at=ARRIVED,
    )


def kept(store: Parcels, *pieces: Piece, connection: int = 1) -> Kept:
    return store.write([pack(connection, a_knock(), pieces)])[0]


def piece(key: str, body: bytes = b"{}", lane: str = "") -> Piece:
    return Piece(key=key, body=body, lane=lane)


def test_a_parcel_comes_back_as_it_arrived(store: Parcels) -> None:
    assert kept(store, piece("1", b"\x00\xffraw")) == (1, 0)
    (stored,) = store.after("1", 0)
    assert (stored.connection, stored.lane, stored.key) == (1, "1", "1")
    assert stored.parcel == Parcel(
        id=stored.parcel.id,
        url="https://vino.example/hooks/a?x=1",
        headers={"content-type": "a/b"},
        body=b"\x00\xffraw",
        received_at=ARRIVED,
    )
    assert store.get(stored.parcel.id) == stored
    assert store.get(999) is None


def test_the_same_key_is_known_even_with_another_content(store: Parcels) -> None:
    kept(store, piece("1", b"first"))
    assert kept(store, piece("1", b"second"), piece("2"), piece("2")) == Kept(new=1, known=2)
    assert [stored.parcel.body for stored in store.after("1", 0)] == [b"first", b"{}"]


def test_each_connection_has_its_own_keys(store: Parcels) -> None:
    kept(store, piece("1"))
    assert kept(store, piece("1"), connection=2) == (1, 0)


def test_what_was_thrown_away_stays_known(store: Parcels) -> None:
    kept(store, piece("1"))
    throw_away(store)
    assert kept(store, piece("1")) == (0, 1)


def test_the_cursor_walks_one_lane_in_order_of_arrival(store: Parcels) -> None:
    kept(store, *(piece(str(number), str(number).encode()) for number in range(5)))
    kept(store, piece("other"), connection=2)
    first = store.after("1", 0, limit=3)
    rest = store.after("1", first[-1].parcel.id)
    assert [stored.parcel.body for stored in first + rest] == [b"0", b"1", b"2", b"3", b"4"]


def test_lanes_tell_what_waits(store: Parcels) -> None:
    kept(store, piece("1"), piece("2", lane="chat 7"), piece("3", lane="chat 7"))
    kept(store, piece("4"), connection=2)
    assert store.lanes_with_news({}) == ["1", "1/chat 7", "2"]
    seven = store.after("1/chat 7", 0)
    cursors = {"1": 1, "1/chat 7": seven[0].parcel.id, "2": 99}
    assert store.lanes_with_news(cursors) == ["1/chat 7"]
    assert store.lanes_with_news({}, since=3) == ["2"]
    assert store.count_after(cursors) == 1
    assert store.count_after({}) == 4
    assert store.oldest_after(cursors) == ARRIVED
    assert store.oldest_after({"1": 9, "1/chat 7": 9, "2": 9}) is None


def test_one_commit_keeps_many_deliveries_apart(store: Parcels) -> None:
    piles = [
        pack(1, a_knock(), [piece("a"), piece("b")]),
        pack(1, a_knock(), [piece("b")]),
        pack(2, a_knock(), []),
    ]
    assert store.write(piles) == [(2, 0), (0, 1), (0, 0)]


KNOCKS = st.lists(st.tuples(st.integers(1, 2), st.sampled_from("abcd"), st.sampled_from(("", "x"))), max_size=5)


@settings(max_examples=60, deadline=None)
@given(batches=st.lists(st.lists(KNOCKS, max_size=6), max_size=4))
def test_what_is_new_is_kept_once_and_told_to_who_brought_it(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[list[tuple[int, str, str]]]]
) -> None:
    store, seen = a_store(tmp_path_factory.mktemp("new")), dict[tuple[int, str], str]()
    for batch in batches:
        told = store.write([[row for door, key, lane in pile for row in pack(door, a_knock(), [piece(key, lane=lane)])]
                            for pile in batch])  # fmt: skip
        for pile, (new, known) in zip(batch, told, strict=True):
            before = len(seen)
            for door, key, lane in pile:
                seen.setdefault((door, key), f"{door}/{lane}" if lane else str(door))
            assert (new, known) == (len(seen) - before, len(pile) - (len(seen) - before))
    lanes = {lane: store.after(lane, 0) for lane in store.lanes_with_news({})}
    assert {(one.connection, one.key): lane for lane, kept in lanes.items() for one in kept} == seen
    assert sum(map(len, lanes.values())) == len(seen) == store.count_after({})
    assert {lane: kept[-1].parcel.id for lane, kept in lanes.items()} == _newest(store)
    store.close()


def _newest(store: Parcels) -> dict[str, int]:
    """Return what the store itself believes to be each lane's newest: one less would still be news."""
    lanes = store.lanes_with_news({})
    found = {lane: max(one.parcel.id for one in store.after(lane, 0)) for lane in lanes}
    assert store.lanes_with_news(found) == []
    assert all(store.lanes_with_news({**found, lane: number - 1}) == [lane] for lane, number in found.items())
    return found


def test_more_than_one_statement_holds_is_still_one_commit(store: Parcels) -> None:
    pieces = [piece(str(number % 900), lane=str(number % 3)) for number in range(1000)]
    assert kept(store, *pieces) == Kept(new=900, known=100)
    pile = pack(1, a_knock(), [piece(str(number)) for number in range(900, 1500)])
    with pytest.raises(BROKEN):
        store.write([[*pile, pile[0]._replace(key=None)]])  # type: ignore[arg-type]  # what a NOT NULL refuses
    assert store.count_after({}) == 900
    assert store.write([pile]) == [(600, 0)]


@pytest.mark.parametrize("missing", ["connection", "key"])
def test_a_row_without_what_it_needs_is_refused_and_never_thanked(store: Parcels, missing: str) -> None:
    pile = pack(1, a_knock(), [piece("a"), piece("b")])
    with pytest.raises(BROKEN):
        store.write([[pile[0], pile[1]._replace(**{missing: None})]])
    assert store.write([pile]) == [(2, 0)]


def test_a_failed_commit_keeps_nothing_and_the_next_one_works(store: Parcels) -> None:
    pile = pack(1, a_knock(), [piece("a")])
    with pytest.raises(BROKEN):
        store.write([pile, [pile[0]._replace(key=None)]])  # type: ignore[arg-type]  # what a NOT NULL refuses
    assert store.after("1", 0) == []
    assert store.write([pile]) == [(1, 0)]


def test_ids_never_return_after_the_newest_parcel_is_gone(store: Parcels) -> None:
    kept(store, piece("1"), piece("2"))
    throw_away(store)
    kept(store, piece("3"))
    assert store.after("1", 2)[0].parcel.id == 3


@settings(max_examples=60, deadline=None)
@given(key=st.text(st.characters(), min_size=1, max_size=300), value=st.text(max_size=40))
def test_any_text_of_a_platform_can_be_kept(tmp_path_factory: pytest.TempPathFactory, key: str, value: str) -> None:
    store = a_store(tmp_path_factory.mktemp("any"))
    knock = Parcel(url=f"https://vino.example/{value}", headers={"x-odd": value + "\udcff"}, received_at=ARRIVED)
    assert store.write([pack(1, knock, [piece(key, lane=key)])]) == [(1, 0)]
    assert store.write([pack(1, knock, [piece(key, lane=key)])]) == [(0, 1)]
    store.close()


def test_a_lone_surrogate_and_a_huge_key_are_kept_by_their_digest() -> None:
    odd, huge, nearly = (pack(1, a_knock(), [piece(key)])[0].key for key in ("\ud800", "k" * 201, "k" * 200))
    assert odd.startswith("sha256:")
    assert huge.startswith("sha256:")
    assert nearly == "k" * 200


def test_times_are_written_in_utc() -> None:
    knock = Parcel(received_at=ARRIVED.astimezone(timezone(timedelta(hours=5))))
    assert pack(1, knock, [piece("1")])[0].received_at == "2026-11-21T09:30:00.000000+00:00"


def test_other_threads_read_while_one_writes(store: Parcels) -> None:
    kept(store, piece("1"))
    seen: list[int] = []
    readers = [threading.Thread(target=lambda: seen.append(len(store.after("1", 0)))) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert seen == [1, 1, 1]


def test_a_key_that_no_database_text_can_hold_is_kept_by_its_digest(store: Parcels) -> None:
    assert kept(store, piece("a\0b", lane="x\0y")) == (1, 0)
    assert kept(store, piece("a\0b", lane="x\0y")) == (0, 1)


@pytest.mark.sqlite
def test_the_file_is_set_to_lose_nothing(tmp_path: Path) -> None:
    store = ParcelStore(tmp_path / "parcels.sqlite3")
    db = store._writing()
    assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "mmap_size")] == [
        "wal",
        2,
        0,
    ]


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_library_that_loses_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(TooOld, match=r"3\.51\.3 or newer"):
        refuse_old_library(version)


def test_the_library_of_this_house_is_new_enough() -> None:
    refuse_old_library(sqlite3.sqlite_version_info)
