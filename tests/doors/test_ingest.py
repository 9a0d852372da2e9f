"""The writer: yes only after the commit, no when there is no room or the disk refuses, no quiet second try."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mostrador.doors import ingest
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.ingest import Busy, Unwell, Writer
from mostrador.doors.parcels import Kept, ParcelStore
from mostrador.kit import wake

KNOCK = Parcel(url="https://vino.example/hooks/a")


@pytest.fixture
def store(tmp_path: Path) -> ParcelStore:
    return ParcelStore(tmp_path / "parcels.sqlite3")


@pytest.fixture
def writer(store: ParcelStore) -> Iterator[Writer]:
    writer = Writer(store)
    writer.start()
    yield writer
    writer.stop()


def piece(key: object, body: bytes = b"{}") -> Piece:
    return Piece(key=str(key), body=body)


@contextmanager
def no_room_on_disk(store: ParcelStore) -> Iterator[None]:
    """Let the system refuse every write beyond the first kilobyte of a file, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def disk_held_by_another(store: ParcelStore) -> Iterator[None]:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_thousand_deliveries_of_a_loop_are_on_disk_when_it_hears_yes(writer: Writer, store: ParcelStore) -> None:
    async def all_at_once() -> list[Kept]:
        return await asyncio.gather(*(writer.deliver(1, KNOCK, [piece(number % 800)]) for number in range(1000)))

    kept = asyncio.run(all_at_once())
    assert (sum(one.new for one in kept), sum(one.known for one in kept)) == (800, 200)
    assert [stored.key for stored in store.after("1", 0, limit=1000)] == [str(number) for number in range(800)]


def test_a_thread_waits_for_its_commit(writer: Writer, store: ParcelStore) -> None:
    assert writer.accept(1, KNOCK, [piece("a"), piece("b"), piece("a")]) == (2, 1)
    assert store.count_after({}) == 2


def test_many_threads_and_a_loop_share_one_writer(writer: Writer, store: ParcelStore) -> None:
    threads = [
        threading.Thread(target=lambda lane=lane: [writer.accept(lane, KNOCK, [piece(n)]) for n in range(20)])
        for lane in range(2, 6)
    ]
    for thread in threads:
        thread.start()

    async def deliver() -> None:
        for number in range(20):
            await writer.deliver(1, KNOCK, [piece(number)])

    asyncio.run(deliver())
    for thread in threads:
        thread.join()
    assert store.count_after({}) == 100


def test_news_wake_the_opener_and_known_parcels_let_it_sleep(writer: Writer) -> None:
    bell = wake.Bell("parcels")
    writer.accept(1, KNOCK, [piece("a")])
    assert bell.wait(2)
    writer.accept(1, KNOCK, [piece("a")])
    assert not bell.wait(0.05)
    bell.close()


def test_a_full_queue_is_said_and_nothing_is_kept(store: ParcelStore) -> None:
    writer = Writer(store, room=4)
    writer.start()

    async def flood() -> list[Kept | BaseException]:
        with disk_held_by_another(store):
            first = writer.deliver(1, KNOCK, [piece("first")])
            while writer.waiting:  # the writer's thread takes it without telling
                await asyncio.sleep(0.001)
            held = [writer.deliver(1, KNOCK, [piece(number)]) for number in range(2)]
            with pytest.raises(Busy):
                writer.deliver(1, KNOCK, [piece("too much from one door")])
            held += [writer.deliver(2, KNOCK, [piece(number)]) for number in range(2)]
            with pytest.raises(Busy):
                writer.deliver(3, KNOCK, [piece("too much in all")])
        return await asyncio.gather(first, *held)

    assert asyncio.run(flood()) == [Kept(1, 0)] * 5
    assert store.count_after({}) == 5
    writer.stop()


def test_bytes_count_too(store: ParcelStore) -> None:
    writer = Writer(store, room_bytes=3000)
    writer.start()

    async def flood() -> None:
        with disk_held_by_another(store):
            writer.deliver(1, KNOCK, [piece("first")])
            while writer.waiting:  # the writer's thread takes it without telling
                await asyncio.sleep(0.001)
            writer.deliver(1, KNOCK, [piece("a", b"x" * 2000)])
            with pytest.raises(Busy):
                writer.deliver(2, KNOCK, [piece("b", b"x" * 2000)])

    asyncio.run(flood())
    writer.stop()
    assert store.count_after({}) == 2


def test_a_full_disk_fails_the_batch_and_is_said_until_a_probe_succeeds(writer: Writer, store: ParcelStore) -> None:
    writer.accept(1, KNOCK, [piece("before")])
    with no_room_on_disk(store):
        with pytest.raises(Unwell):
            writer.accept(1, KNOCK, [piece("lost to us", b"x" * 9000)])
        assert "refuses our writes" in writer.trouble
        with pytest.raises(Unwell):
            asyncio.run(_deliver(writer, "refused at once"))
    _until_well(writer)
    assert [stored.key for stored in store.after("1", 0)] == ["before"]
    assert writer.accept(1, KNOCK, [piece("lost to us", b"x" * 9000)]) == (1, 0)


async def _deliver(writer: Writer, key: str) -> Kept:
    return await writer.deliver(1, KNOCK, [piece(key)])


def _until_well(writer: Writer) -> None:
    give_up = time.monotonic() + 10
    while writer.trouble and time.monotonic() < give_up:
        time.sleep(0.02)
    assert writer.trouble == ""


def test_a_writer_that_does_not_run_refuses(store: ParcelStore) -> None:
    writer = Writer(store)
    assert writer.trouble
    with pytest.raises(Unwell):
        writer.accept(1, KNOCK, [piece("a")])
    writer.start()
    writer.accept(1, KNOCK, [piece("a")])
    writer.stop()
    with pytest.raises(Busy):
        writer.accept(1, KNOCK, [piece("b")])


def test_stopping_commits_what_waits(store: ParcelStore) -> None:
    writer = Writer(store)
    writer.start()

    async def leave_without_waiting() -> None:
        for number in range(50):
            writer.deliver(1, KNOCK, [piece(number)])

    asyncio.run(leave_without_waiting())
    writer.stop()
    assert store.count_after({}) == 50


def test_a_sender_that_gives_up_waiting_changes_nothing(writer: Writer, store: ParcelStore) -> None:
    async def give_up() -> None:
        with disk_held_by_another(store):
            impatient = writer.deliver(1, KNOCK, [piece("a")])
            impatient.cancel()
        await writer.deliver(1, KNOCK, [piece("b")])

    asyncio.run(give_up())
    assert [stored.key for stored in store.after("1", 0)] == ["a", "b"]


@pytest.mark.sqlite  # looks into the file at the end; the writer itself is the same for both stores
def test_the_house_has_one_writer_and_anybody_may_hand_it_a_parcel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    assert ingest.accept(3, KNOCK, [piece("a")]) == (1, 0)
    assert ingest.the_writer() is ingest.the_writer()
    ingest.the_writer().stop()
    assert ParcelStore(tmp_path / "parcels.sqlite3").count_after({}) == 1


TELLING = """
import sys
from pathlib import Path
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.ingest import Writer
from mostrador.doors.parcels import ParcelStore

writer = Writer(ParcelStore(Path(sys.argv[1])))
writer.start()
for number in range(10**9):
    writer.accept(1, Parcel(), [Piece(key=str(number), body=b"{}")])
    print(number, flush=True)
"""


def test_what_was_told_before_a_kill_is_on_disk_and_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "parcels.sqlite3"
    told = subprocess.Popen([sys.executable, "-c", TELLING, str(path)], stdout=subprocess.PIPE, text=True)
    assert told.stdout is not None
    for _ in range(200):
        told.stdout.readline()
    told.send_signal(signal.SIGKILL)
    whole_lines = told.stdout.read().split("\n")[:-1]
    told.wait()
    last = int(whole_lines[-1]) if whole_lines else 199
    store = ParcelStore(path)
    keys = [int(stored.key) for stored in store.after("1", 0, limit=10**6)]
    assert keys == list(range(len(keys)))
    assert len(keys) > last
    assert store._writing().execute("PRAGMA integrity_check").fetchone()[0] == "ok"
