"""A house moves to PostgreSQL byte for byte, goes on after a kill, and is served from there."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.site.copies import packing
from tests.running import MOSTRADOR, House
from tests.servers import postgres
from tests.servers.postgres import Postgres
from tests.site.copies.shop import insists, with_a_door, with_sql
from tests.upgrades.__main__ import HERE

MORE = """
INSERT INTO inbox_message (conversation_id, case_id, door_id, direction, state, automatic, elsewhere, public, text,
    html, subject, cc, unsupported, note, parcel_id, body_digest, sent_at, shown_at, received_at, person_id,
    case_before)
SELECT conversation_id, case_id, door_id, direction, state, automatic, elsewhere, public, text || ' ñ 🍷 ' || n,
    html, subject, cc, unsupported, note, parcel_id, body_digest, sent_at, shown_at, received_at, person_id,
    case_before
FROM inbox_message, (WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4000) SELECT n FROM n)
WHERE inbox_message.id <= (SELECT min(id) + 9 FROM inbox_message)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    if not postgres.available():
        pytest.skip("MISSING postgresql: as root, apt-get install -y postgresql")
    with postgres.a_server() as made:
        yield made


@pytest.fixture
def full(tmp_path: Path) -> House:
    """Return a house with forty thousand messages."""
    house = House(tmp_path / "house")
    saved = next(HERE.glob("*.tar.zst"))
    packing.unpack(saved, into=house.folder)
    (house.folder / "manifest.json").unlink()
    house.tell("upgrade")
    with_sql(house.folder / "mostrador.sqlite3", MORE)
    return house


@pytest.mark.slow
def test_killed_on_its_way_it_arrives_whole_and_is_served_from_there(full: House, server: Postgres) -> None:
    url, chance = server.create("moved"), random.Random(3)
    how_many = with_sql(full.folder / "mostrador.sqlite3", "SELECT count(*), max(id) FROM inbox_message")[0]
    for _ in range(3):
        moving = subprocess.Popen([MOSTRADOR, "upgrade", "--to", url], env=full.environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(chance.uniform(2, 8))
        moving.kill()
        moving.wait()
    if (full.folder / "mostrador.sqlite3").exists():
        moved = {row["table"]: row for row in full.tell("upgrade", "--to", url)}
        assert moved["inbox_message"]["rows"] == how_many[0]
    assert not (full.folder / "mostrador.sqlite3").exists()
    there = House(full.folder, MOSTRADOR_DATABASE_URL=url)
    there.start()
    try:
        insists(with_a_door(there), "after", "¿Seguís ahí?")
        _until_heard(url, beyond=how_many[1])
    finally:
        there.stop()


def _until_heard(url: str, *, beyond: int) -> None:
    import psycopg

    from tests.counter import until

    with psycopg.connect(url, autocommit=True) as db:
        ask = "SELECT id FROM inbox_message WHERE text = '¿Seguís ahí?'"
        row = until(lambda: db.execute(ask).fetchone(), 20)
        assert row[0] > beyond


def test_it_refuses_a_database_in_which_somebody_lives(tmp_path: Path, server: Postgres, prepared_house: Path) -> None:
    house = House(Path(shutil.copytree(prepared_house, tmp_path / "house")))
    url = server.create("lived_in")
    there = House(tmp_path / "there", MOSTRADOR_DATABASE_URL=url)
    there.tell("init")
    there.tell("members", "add", "--email", "eva@vidriera.test", "--name", "Eva", "--role", "owner")
    refused = house.run("upgrade", "--to", url)
    assert refused.returncode == 1 and "already" in refused.stderr
    assert (house.folder / "mostrador.sqlite3").exists()
