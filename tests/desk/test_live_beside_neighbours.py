"""A long transaction of another database of the same server holds up no live events; an unknown one does."""

import asyncio
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from mostrador.desk.live import Hub
from mostrador.desk.surroundings import position
from mostrador.kit import tails
from tests.desk.listening import Page, play, told
from tests.desk.test_live_postgres import a_transaction, write_some
from tests.servers.postgres import Postgres
from tests.site import house
from tests.surroundings import SERVER

pytestmark = pytest.mark.postgres
WRITERS = 6


@pytest.fixture(scope="module")
def server() -> Postgres:
    assert SERVER is not None
    return SERVER


@pytest.fixture(scope="module")
def other(server: Postgres) -> Iterator[str]:
    yield server.create("neighbour")
    server.drop("neighbour")


@pytest.fixture
def ledger(tmp_path: Path, server: Postgres) -> Iterator[str]:
    """Return the address of a house whose role may do no more at the server than any role may."""
    url = str(house.build(tmp_path))
    with psycopg.connect(url, autocommit=True) as db:
        schema = db.execute("SELECT current_schema()").fetchone()
        assert schema is not None
        for word in (
            "CREATE ROLE ordinary LOGIN", f"GRANT USAGE ON SCHEMA {schema[0]} TO ordinary",
            f"GRANT ALL ON ALL TABLES IN SCHEMA {schema[0]} TO ordinary",
            f"GRANT ALL ON ALL SEQUENCES IN SCHEMA {schema[0]} TO ordinary",
        ):  # fmt: skip
            db.execute(word)
        yield urlsplit(url)._replace(netloc="ordinary@").geturl()
        db.execute("DROP OWNED BY ordinary")
        db.execute("DROP ROLE ordinary")


def busy(db: psycopg.Connection) -> None:
    """Let this transaction have a number, as whoever writes has."""
    db.execute("SELECT pg_current_xact_id()")


def come_and_go(other: str, seed: int, over: threading.Event) -> None:
    """Run transactions of every length beside, some of them in parts, some undone, until it is over."""
    dice = random.Random(seed)
    while not over.is_set():
        with psycopg.connect(other) as db:  # each a place of its own at the server, which the next one may get
            for _ in range(dice.randint(1, 5)):
                busy(db)
                with db.transaction():
                    busy(db)
                time.sleep(dice.choice([0, 0.001, 0.01, 0.06]))
                db.rollback() if dice.random() < 0.3 else db.commit()


async def all_heard(page: Page, numbers: list[int]) -> None:
    async with asyncio.timeout(10):
        while len(page.heard) < len(numbers):
            await asyncio.sleep(0.01)


def test_a_long_transaction_of_another_database_holds_nothing_back(ledger: str, other: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        with a_transaction(other) as long:
            busy(long)
            await page.until("position")
            for number in range(1, 4):
                begun = time.monotonic()
                told(ledger, conversation=number)
                await page.until(f'"conversation":{number}')
                assert time.monotonic() - begun < 1.0
        await page.leave()

    play(ledger, story)


def test_among_neighbours_no_fact_is_skipped_told_twice_undone_or_late(ledger: str, other: str) -> None:
    written: list[int] = []

    async def story(hub: Hub) -> None:
        over = threading.Event()
        beside = [threading.Thread(target=come_and_go, args=[other, seed, over]) for seed in range(3)]
        writers = [threading.Thread(target=write_some, args=[ledger, seed, written]) for seed in range(1, WRITERS + 1)]
        pages = [Page(hub, after=0)]
        with a_transaction(other) as long:
            busy(long)
            for thread in (*beside, *writers):
                thread.start()
            while any(thread.is_alive() for thread in writers):
                pages.append(Page(hub, after=0))
                await asyncio.sleep(0.02)
            # All is told while the long one still runs.
            for page in pages:
                await all_heard(page, written)
            over.set()
        for page in pages:
            assert sorted(page.heard) == sorted(written)
            assert page.heard == pages[0].heard
            await page.leave()
        for thread in beside:
            thread.join()

    play(ledger, story)


def test_what_a_neighbour_prepared_and_left_is_passed_over_too(ledger: str, other: str) -> None:
    with psycopg.connect(other) as db:
        db.execute("CREATE TABLE IF NOT EXISTS left_behind ()")
        db.execute("PREPARE TRANSACTION 'left'")

    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        told(ledger, conversation=1)
        await page.until('"conversation":1')
        await page.leave()

    try:
        play(ledger, story)
    finally:
        with psycopg.connect(other, autocommit=True) as db:
            db.execute("ROLLBACK PREPARED 'left'")


def test_one_of_our_own_holds_back_among_neighbours(ledger: str, other: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        with a_transaction(other) as long:
            busy(long)
            with a_transaction(ledger) as ours:
                busy(ours)
                told(ledger, conversation=1)
                await asyncio.sleep(0.3)
                assert page.heard == []
            await page.until('"conversation":1')
        await page.leave()

    play(ledger, story)


def test_where_our_role_may_not_look_a_neighbour_holds_back_as_one_of_our_own(ledger: str, other: str) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        with a_transaction(other) as long:
            busy(long)
            told(ledger, conversation=1)
            await asyncio.sleep(0.3)
            assert page.heard == []
        await page.until('"conversation":1')
        await page.leave()

    with psycopg.connect(other.replace("/neighbour", "/parcels"), autocommit=True) as db:
        db.execute("REVOKE SELECT ON pg_stat_activity FROM public")
        try:
            play(ledger, story)
        finally:
            db.execute("GRANT SELECT ON pg_stat_activity TO public")


@pytest.mark.django_db(transaction=True)
def test_a_page_says_that_it_knows_what_was_told_beside_a_neighbour(other: str) -> None:
    with a_transaction(other) as long:
        busy(long)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kit_event (name, at, refs) VALUES ('Said', now(), '{}') RETURNING txid::text, id"
            )
            written = cursor.fetchone()
        assert tails.position(position()) == tails.Position(int(written[0]), written[1])
