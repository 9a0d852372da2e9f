"""An upgrade on PostgreSQL that is killed at any moment leaves the house as it was, and the next try goes through."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from mostrador.kit.postgres import beside, connecting, moving
from mostrador.site.copies import dumps, manifest, moving_over, packing
from tests.house import ROOT
from tests.running import MOSTRADOR, House
from tests.surroundings import SERVER
from tests.upgrades.__main__ import HERE

pytestmark = pytest.mark.postgres
KILLS = 4
OLD_TABLES = """
import sys
from mostrador.site.cli import set_up_django
set_up_django()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from mostrador.doors import shelves
executor, known = MigrationExecutor(connection), {tuple(name.split(".")) for name in sys.argv[1:]}
nodes = executor.loader.graph.node_map
executor.migrate([key for key in sorted(known) if not any(child.key in known for child in nodes[key].children)])
store = shelves.of_the_house()
store.make_tables()
store.close()
"""


@pytest.fixture
def old(tmp_path: Path) -> Iterator[House]:
    """Return the first house that was saved, as its release would have left it on PostgreSQL."""
    assert SERVER is not None
    saved = tmp_path / "saved"
    packing.unpack(next(HERE.glob("*.tar.zst")), into=saved)
    house = House(tmp_path / "house", MOSTRADOR_DATABASE_URL=SERVER.create("old_house"))
    house.folder.mkdir()
    (saved / "files").rename(house.folder / "files")
    applied = manifest.migrations(saved / manifest.MAIN)
    subprocess.run([sys.executable, "-c", OLD_TABLES, *applied], env=house.environment, cwd=ROOT, check=True)
    _bring(saved, _url(house))
    yield house
    SERVER.drop("old_house")


def _bring(saved: Path, url: str) -> None:
    main, parcels = (sqlite3.connect(saved / name) for name in (manifest.MAIN, manifest.PARCELS))
    names = [name for (name,) in main.execute(moving_over.TABLES) if name != "django_migrations"]
    pairs = [(main, name, name) for name in names]
    pairs += [(parcels, here, there) for here, there in moving_over.OF_PARCELS.items()]
    with connecting.connect(url) as db:
        moving.begin(db, [there for _, _, there in pairs])
        for source, here, there in pairs:
            what = moving.table(db, source, here=here, there=there)
            moving.bring(db, source, what)
            if what.key == ["id"]:
                moving.go_on_from(db, there, 1_000)
        moving.finish(db)


def _url(house: House) -> str:
    return house.environment["MOSTRADOR_DATABASE_URL"]


def test_killed_at_any_moment_it_is_as_it_was_and_the_next_try_goes_through(old: House) -> None:
    was, chance, seconds = dumps.look_into(_url(old)), random.Random(5), _took(old)
    assert was["inbox_message"]["rows"] > 10
    ended, steps = [], len(old.tell("upgrade", "--dry-run")[0]["steps"])
    for number in range(KILLS):
        with _as_before(old, number) as house:
            upgrade = _begun(house)
            time.sleep(seconds * (number + chance.random()) / (KILLS + 1))
            upgrade.kill()
            upgrade.wait()
            _until_nobody_is_connected(house)
            now = dumps.look_into(_url(house))
            ended.append(_applied(now) - _applied(was))
            assert ended[-1] > 0 or now == was
            house.tell("upgrade")
            assert house.tell("upgrade", "--dry-run")[0]["steps"] == [] and _whole(house, was)
    assert set(ended) <= {0, steps}


@contextmanager
def _as_before(old: House, number: int) -> Iterator[House]:
    """Give the same house in a database and a folder of its own."""
    assert SERVER is not None
    name = f"killed_{number}"
    house = House(old.folder.parent / name, MOSTRADOR_DATABASE_URL=SERVER.create(name, like="old_house"))
    (house.folder / "files").mkdir(parents=True)
    for path in (old.folder / "files").glob("*/*"):
        (house.folder / "files" / path.parent.name).mkdir()
        (house.folder / "files" / path.parent.name / path.name).write_bytes(path.read_bytes())
    yield house
    SERVER.drop(name)


def _took(old: House) -> float:
    """Return how long the changing itself takes, after the copy."""
    with _as_before(old, 99) as house:
        upgrade, begun = _begun(house), time.monotonic()
        assert upgrade.wait(120) == 0
        return time.monotonic() - begun


def _begun(house: House) -> "subprocess.Popen[bytes]":
    """Begin an upgrade and return once its copy is made and the tables are next."""
    upgrade = subprocess.Popen([MOSTRADOR, "upgrade"], env=house.environment, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not (house.folder / "upgrading.json").exists():
        assert upgrade.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    return upgrade


def _until_nobody_is_connected(house: House) -> None:
    ask = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(beside.named(_url(house), "postgres"), autocommit=True) as db:
        while db.execute(ask, (beside.name_of(_url(house)),)).fetchall()[0][0]:
            time.sleep(0.05)


def _applied(tables: dumps.Tables) -> int:
    return int(tables["django_migrations"]["rows"])


def _whole(house: House, was: dumps.Tables) -> bool:
    now = dumps.look_into(_url(house))
    return all(now[name]["rows"] == was[name]["rows"] for name in ("inbox_message", "people_person", "parcels"))
