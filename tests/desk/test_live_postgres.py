"""Live events on PostgreSQL: whatever order transactions end in, no reader skips a fact, hears one twice, or early."""

import asyncio
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from mostrador.desk.live import Hub
from mostrador.kit import tails, wake
from tests.desk.listening import Page, play, told
from tests.servers.postgres import Postgres
from tests.site import house

pytestmark = pytest.mark.postgres
WRITE = "INSERT INTO kit_event (name, at, refs) VALUES ('MessageReceived', now(), %s) RETURNING id"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(house.build(tmp_path))


@contextmanager
def a_transaction(ledger: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(ledger) as db:
        yield db


def write(db: psycopg.Connection, number: int) -> int:
    row = db.execute(WRITE, (f'{{"conversation": {number}}}',)).fetchone()
    assert row is not None
    return int(row[0])


def write_some(ledger: str, seed: int, written: list[int]) -> None:
    """Write in forty transactions, some long, some undone."""
    dice = random.Random(seed)
    with psycopg.connect(ledger) as db:
        for turn in range(40):
            mine = [write(db, seed * 1000 + turn) for _ in range(dice.randint(1, 3))]
            time.sleep(dice.choice([0, 0, 0.001, 0.03]))
            if dice.random() < 0.2:
                db.rollback()
            else:
                db.commit()
                written.extend(mine)
                wake.up("ledger")


def test_a_fact_of_a_long_transaction_is_told_though_later_ones_were_there_before(ledger: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        with a_transaction(ledger) as slow:
            early = write(slow, 1)
            late = told(ledger, conversation=2)
            assert late > early
            await asyncio.sleep(0.2)
            assert page.heard == []  # it is there, but what is still running may come before it
        wake.up("ledger")
        await page.until('"conversation":1')
        await page.until('"conversation":2')
        assert page.heard == [early, late]
        await page.leave()

    play(ledger, story)


def test_what_was_held_back_is_told_soon_though_nobody_taps(ledger: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        with a_transaction(ledger) as slow:
            slow.execute("SELECT pg_current_xact_id()")  # writes nothing that anybody would tap for
            told(ledger, conversation=2)
            await asyncio.sleep(0.1)
        ended = time.monotonic()
        await page.until('"conversation":2')
        assert time.monotonic() - ended < 1.0
        await page.leave()

    play(ledger, story)


def test_a_reader_that_left_in_the_middle_comes_back_to_where_it_was(ledger: str) -> None:
    async def story(hub: Hub) -> None:
        with a_transaction(ledger) as slow:
            early = write(slow, 1)
            told(ledger, conversation=2)
            page = Page(hub)
            await page.until("position")
            place = page.said.split("id: ")[1].split("\n")[0]
            await page.leave()
        wake.up("ledger")
        again = Page(hub, after=place)
        await again.until('"conversation":2')
        assert again.heard == [early, early + 1]
        place = again.said.strip().rsplit("id: ", 1)[1].split("\n")[0]
        assert tails.position(place) is not None and "-" in place
        third = Page(hub, after=place)
        await third.until("position")
        told(ledger, conversation=3)
        await third.until('"conversation":3')
        assert third.heard == [early + 2] and "reset" not in third.said
        for page in (again, third):
            await page.leave()

    play(ledger, story)


def test_no_fact_is_skipped_told_twice_or_undone_among_long_and_short_transactions(ledger: str) -> None:
    written: list[int] = []

    async def story(hub: Hub) -> None:
        threads = [threading.Thread(target=write_some, args=[ledger, seed, written]) for seed in range(1, 7)]
        pages = [Page(hub, after=0)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            pages.append(Page(hub, after=0))
            await asyncio.sleep(0.02)
        async with asyncio.timeout(10):
            while any(len(page.heard) < len(written) for page in pages):
                await asyncio.sleep(0.01)
        for page in pages:
            assert sorted(page.heard) == sorted(written)
            assert page.heard == pages[0].heard
            await page.leave()

    play(ledger, story)


def test_a_restart_of_the_database_loses_no_stream_and_no_fact(server_to_end: Postgres, ledger: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        told(ledger, conversation=1)
        await page.until('"conversation":1')
        await asyncio.to_thread(server_to_end.restart)
        told(ledger, conversation=2)
        await page.until('"conversation":2')
        assert page.heard[1] > page.heard[0] and "reset" not in page.said
        await page.leave()

    play(ledger, story)
