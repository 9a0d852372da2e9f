"""Parcels on PostgreSQL: several edges at once, no cursor ever skips one, and a commit that fails is refused."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.ingest import Unwell, Writer
from mostrador.doors.parcels import Kept, Row, pack
from mostrador.doors.postgres_parcels import PostgresParcels
from mostrador.kit.postgres import partitions
from tests.counter import until
from tests.servers.postgres import Postgres, until_it_answers
from tests.stores import a_store, address_of

pytestmark = pytest.mark.postgres
EDGES, ROUNDS, CONNECTIONS = 4, 40, 3


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PostgresParcels]:
    store = a_store(tmp_path)
    assert isinstance(store, PostgresParcels)
    yield store
    store.close()


def rows(connection: int, *keys: str) -> list[Row]:
    return pack(connection, Parcel(body=b"{}"), [Piece(key=key, body=b"{}") for key in keys])


def walk(store: PostgresParcels, cursors: dict[str, int], seen: dict[str, list[str]]) -> None:
    """Go on from where the cursors stand, as an opener does."""
    for lane in store.lanes_with_news(cursors):
        for stored in store.after(lane, cursors.get(lane, 0), limit=7):
            cursors[lane] = stored.parcel.id
            seen.setdefault(lane, []).append(stored.key)


def write_some(edge: PostgresParcels, seed: int, news: list[int]) -> None:
    dice = random.Random(seed)
    for turn in range(ROUNDS):
        lanes = dice.sample(range(1, CONNECTIONS + 1), dice.randint(1, CONNECTIONS))
        # One in four keys is every edge's: a platform that knocks at two edges at once.
        keys = [f"{turn}.{n}" if dice.random() < 0.25 else f"{seed}.{turn}.{n}" for n in range(dice.randint(1, 5))]
        news.append(sum(kept.new for kept in edge.write([rows(lane, *keys) for lane in lanes])))
    edge.close()


def test_no_cursor_skips_a_parcel_while_several_edges_write(tmp_path: Path, store: PostgresParcels) -> None:
    news: list[int] = []
    edges = [PostgresParcels(address_of(tmp_path)) for _ in range(EDGES)]
    threads = [threading.Thread(target=write_some, args=[edge, seed, news]) for seed, edge in enumerate(edges)]
    cursors: dict[str, int] = {}
    seen: dict[str, list[str]] = {}
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        walk(store, cursors, seen)
    while store.lanes_with_news(cursors):
        walk(store, cursors, seen)
    there = store._ask("SELECT lane, key FROM parcels ORDER BY id")
    assert sum(news) == len(there) == sum(len(keys) for keys in seen.values()) > EDGES * ROUNDS
    assert len(news) == EDGES * ROUNDS  # no edge gave up
    for lane, keys in seen.items():
        assert keys == [key for where, key in there if where == lane]


def test_who_writes_holds_its_lanes_and_no_others(tmp_path: Path, store: PostgresParcels) -> None:
    store.write([rows(1, "a"), rows(2, "a")])
    done: list[int] = []

    def write(connection: int) -> None:
        edge = PostgresParcels(address_of(tmp_path))
        edge.write([rows(connection, "b")])
        done.append(connection)
        edge.close()

    with psycopg.connect(address_of(tmp_path)) as slow:
        slow.execute("SELECT lane FROM parcels_lanes WHERE lane = '1' FOR UPDATE")
        threads = [threading.Thread(target=write, args=[connection]) for connection in (1, 2)]
        for thread in threads:
            thread.start()
        until(lambda: done)
        threads[1].join()
        assert done == [2] and threads[0].is_alive()
        slow.commit()
    threads[0].join()
    assert done == [2, 1]


def test_one_statement_keeps_the_order_of_a_delivery(store: PostgresParcels) -> None:
    keys = [str(number) for number in random.Random(1).sample(range(2000), 500)]
    assert store.write([rows(1, *keys)]) == [Kept(500, 0)]
    assert [stored.key for stored in store.after("1", 0, limit=1000)] == keys


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_after_a_restart_of_the_database_the_next_write_is_refused_and_then_it_goes_on(
    server_to_end: Postgres, store: PostgresParcels, mode: str
) -> None:
    store.write([rows(1, "before")])
    assert store.after("1", 0)[0].key == "before"
    server_to_end.restart(mode)
    with pytest.raises(psycopg.Error):
        store.write([rows(1, "lost")])
    store.probe()
    assert store.write([rows(1, "lost", "before")]) == [Kept(1, 1)]
    assert [stored.key for stored in store.after("1", 0)] == ["before", "lost"]


def test_while_the_database_is_away_deliveries_are_refused_and_nothing_is_assumed(
    server_to_end: Postgres, store: PostgresParcels
) -> None:
    writer = Writer(store)
    writer.start()
    piece = [Piece(key="1", body=b"{}")]
    try:
        assert writer.accept(1, Parcel(), piece).new == 1
        server_to_end.stop("immediate")
        try:
            with pytest.raises(Unwell):
                writer.accept(1, Parcel(), [Piece(key="2", body=b"{}")])
        finally:
            server_to_end.start()
        until_it_answers(server_to_end.url("postgres"))
        until(lambda: not writer.trouble)
        assert writer.accept(1, Parcel(), [Piece(key="2", body=b"{}")]) == Kept(1, 0)
        assert writer.accept(1, Parcel(), piece) == Kept(0, 1)
    finally:
        writer.stop()


def test_a_commit_is_on_disk_when_it_returns_and_waits_no_longer_than_its_deadline(store: PostgresParcels) -> None:
    shown = {
        name: store._writing().execute(f"SHOW {name}").fetchone() for name in ("synchronous_commit", "lock_timeout")
    }
    assert shown == {"synchronous_commit": ("on",), "lock_timeout": ("10s",)}


def test_ids_go_on_into_ranges_made_ahead_and_beyond_them(store: PostgresParcels) -> None:
    db = store._writing()
    db.execute("SELECT setval('parcels_id', 3999998)")
    store.write([rows(1, *"abcd")])  # two in the last range that was made, two where no range is
    assert db.execute("SELECT count(*) FROM parcels_rest").fetchone() == (0,)
    db.execute("SELECT setval('parcels_id', 9999998)")
    store.write([rows(1, *"efgh")])
    assert db.execute("SELECT count(*) FROM parcels_rest").fetchone() == (4,)
    assert partitions.keep_ahead(db, "parcels") == 4  # behind what lies in the rest
    store.write([rows(1, "i")])
    db.execute("SELECT setval('parcels_id', 11000000)")
    store.write([rows(1, "j")])
    assert db.execute("SELECT count(*) FROM parcels_rest").fetchone() == (5,)
    assert [stored.key for stored in store.after("1", 0)] == list("abcdefghij")
    assert partitions.keep_ahead(db, "parcels") == 1  # the last id is far ahead
    assert partitions.keep_ahead(db, "parcels") == 0
