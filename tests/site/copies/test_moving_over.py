"""A house moves to PostgreSQL byte for byte, goes on after a kill, and is served from there."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mostrador.site.copies import packing
from tests.counter import until
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
# What a database that is not ours alone might do with what it is given.
SPOILS = {
    "changed": "BEGIN NEW.name := 'Eve'; RETURN NEW; END",
    "lost": "BEGIN RETURN NULL; END",
    "added": "BEGIN INSERT INTO accounts_member SELECT (jsonb_populate_record(NEW, "
             """'{"id": 9000001, "email": "eve@vidriera.test"}')).*; RETURN NEW; END""",
}  # fmt: skip
HOLDS = "BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    if not postgres.available():
        pytest.skip("MISSING postgresql: as root, apt-get install -y postgresql")
    with postgres.a_server() as made:
        House(made.folder / "nobody", MOSTRADOR_DATABASE_URL=made.create("empty")).tell("init")
        asked(made.url("postgres"), "CREATE ROLE guest LOGIN")
        yield made


@pytest.fixture
def lived_in(tmp_path: Path) -> House:
    """Return a closed house in which people have written."""
    house = House(tmp_path / "house")
    saved = next(HERE.glob("*.tar.zst"))
    packing.unpack(saved, into=house.folder)
    (house.folder / "manifest.json").unlink()
    house.tell("upgrade")
    return house


def test_a_role_that_may_not_make_tables_there_is_told_in_one_line(lived_in: House, server: Postgres) -> None:
    url = server.create("shut")
    done = lived_in.run("upgrade", "--to", url.replace("shop@", "guest@"))
    assert done.returncode == 1 and "permission denied" in done.stderr and "must own its database" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and len(done.stderr) < 400
    assert (lived_in.folder / "mostrador.sqlite3").exists()


@pytest.mark.parametrize("words", ["backup", "doctor", "upgrade"])
def test_a_role_without_rights_is_told_in_one_line(server: Postgres, words: str) -> None:
    url = server.url("empty").replace("shop@", "guest@")
    done = House(server.folder / "nobody", MOSTRADOR_DATABASE_URL=url).run(words)
    assert done.returncode == 1 and "permission denied" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and len(done.stderr) < 400


def test_killed_in_the_middle_of_a_table_it_goes_on_there(lived_in: House, server: Postgres) -> None:
    url, copies = server.create("resumed", like="empty"), _copies(lived_in)
    ids = [number for (number,) in of_the_files(lived_in, "SELECT id FROM inbox_message ORDER BY id")]
    with stopped_at(url, row=ids[len(ids) // 2]):
        _kill_while_it_waits(lived_in, url)
    [earlier] = _copies(lived_in) - copies
    there = dict(asked(url, "SELECT name, whole FROM moving"))
    assert there and "inbox_message" not in there, "of the table in whose middle it died nothing is left"
    assert (lived_in.folder / "mostrador.sqlite3").exists()
    _is_opened_by_nobody(lived_in, url)
    assert {row["table"]: row for row in lived_in.tell("upgrade", "--to", url)}["inbox_message"]["rows"] == len(ids)
    assert not (lived_in.folder / "mostrador.sqlite3").exists()
    [copy] = _copies(lived_in) - copies
    assert copy != earlier and not (lived_in.folder / "moving.json").exists(), "one copy of before, of the last try"


def test_a_shop_that_went_on_after_a_kill_is_moved_with_what_came_since(lived_in: House, server: Postgres) -> None:
    url, came = server.create("went_on", like="empty"), "SELECT text FROM inbox_message WHERE text LIKE '¿Seguís%'"
    [(last,)] = of_the_files(lived_in, "SELECT max(id) FROM inbox_message")
    with stopped_at(url, row=last):
        _kill_while_it_waits(lived_in, url)
    lived_in.start()
    hook = with_a_door(lived_in)
    for number in range(3):
        insists(hook, f"since-{number}", f"¿Seguís ahí? {number}")
    until(lambda: len(of_the_files(lived_in, came)) == 3, 20)
    lived_in.stop()
    asked(url, "INSERT INTO parcels_lanes VALUES ('of somebody else', 7)")
    refused = lived_in.run("upgrade", "--to", url)
    assert "parcels_lanes holds rows there that nobody brought. Somebody else wrote" in refused.stderr, refused.stderr
    assert len(refused.stderr.splitlines()) == 1 and (lived_in.folder / "parcels.sqlite3").exists()
    assert asked(url, "DELETE FROM parcels_lanes RETURNING 1") == [(1,)], "nothing of theirs was taken away"
    lived_in.tell("upgrade", "--to", url)
    assert len(asked(url, came)) == 3 and not (lived_in.folder / "mostrador.sqlite3").exists()


def test_a_move_that_ended_but_for_its_files_is_not_opened_either(of_eva: House, server: Postgres) -> None:
    """Where its tables are made and nothing is brought yet, and where all is brought and the files are still here."""
    mark = of_eva.folder / "moving.json"
    mark.write_text('{"backup": ""}')
    try:
        _is_opened_by_nobody(of_eva, server.url("empty"))
    finally:
        mark.unlink()


def _is_opened_by_nobody(house: House, url: str) -> None:
    there, was = House(house.folder, MOSTRADOR_DATABASE_URL=url), asked(url, "SELECT count(*) FROM kit_job")
    for words in (["init"], ["serve"], ["edge"], ["web"], ["worker"], ["doctor"], ["upgrade"]):
        refused = there.run(*words)
        assert refused.returncode == 1 and "was interrupted, so no house is opened there" in refused.stderr, words
        assert len(refused.stderr.splitlines()) == 1 and "mostrador upgrade --to URL" in refused.stderr
    assert asked(url, "SELECT count(*) FROM kit_job") == was


def test_killed_before_the_files_are_moved_aside_it_knows_its_own_work_again(
    of_eva: House, server: Postgres, tmp_path: Path
) -> None:
    house, url = House(Path(shutil.copytree(of_eva.folder, tmp_path / "house"))), server.create("ended")
    moved, copies = house.tell("upgrade", "--to", url), _copies(house)
    [aside] = house.folder.glob("moved-*")
    for path in aside.iterdir():
        path.rename(house.folder / path.name)
    aside.rmdir()
    assert house.tell("upgrade", "--to", url) == moved
    assert not (house.folder / "mostrador.sqlite3").exists() and list(house.folder.glob("moved-*/mostrador.sqlite3"))
    assert _copies(house) == copies, "what was moved needs no second copy"


def _copies(house: House) -> set[Path]:
    return set((house.folder / "backups").glob("*.zst"))


@pytest.mark.slow
def test_killed_between_two_pieces_it_repeats_none_and_is_served_from_there(lived_in: House, server: Postgres) -> None:
    with_sql(lived_in.folder / "mostrador.sqlite3", MORE)
    [(count, first, last)] = of_the_files(lived_in, "SELECT count(*), min(id), max(id) FROM inbox_message")
    url = server.create("moved", like="empty")
    with stopped_at(url, row=last - 10):
        _kill_while_it_waits(lived_in, url)
    assert asked(url, "SELECT whole FROM moving WHERE name = 'inbox_message'") == [(False,)]
    assert 0 < asked(url, "SELECT count(*) FROM inbox_message")[0][0] < count
    written = asked(url, f"SELECT xmin::text FROM inbox_message WHERE id = {first}")
    moved = {row["table"]: row for row in lived_in.tell("upgrade", "--to", url)}
    assert moved["inbox_message"]["rows"] == count
    assert asked(url, f"SELECT xmin::text FROM inbox_message WHERE id = {first}") == written, "brought once"
    there = House(lived_in.folder, MOSTRADOR_DATABASE_URL=url)
    there.start()
    try:
        insists(with_a_door(there), "after", "¿Seguís ahí?")
        [(number,)] = until(lambda: asked(url, "SELECT id FROM inbox_message WHERE text = '¿Seguís ahí?'"), 20)
        assert number > last
    finally:
        there.stop()


@contextmanager
def stopped_at(url: str, *, row: int) -> Iterator[None]:
    """Let the database wait at that message, until the end of the block, before it takes it."""
    _trigger(url, "inbox_message", HOLDS, only=f"WHEN (NEW.id = {row})")
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(7)")
        yield
    until(lambda: asked(url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") == [(1,)], 30)
    asked(url, "DROP TRIGGER spoils ON inbox_message")


def _kill_while_it_waits(house: House, url: str) -> None:
    moving = subprocess.Popen([MOSTRADOR, "upgrade", "--to", url], env=house.environment, start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        until(lambda: asked(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"), 60)
    finally:
        os.killpg(moving.pid, signal.SIGKILL)
        moving.wait()


@pytest.fixture(scope="module")
def of_eva(tmp_path_factory: pytest.TempPathFactory, prepared_house: Path) -> House:
    """Return a closed house with one member. Whoever fails to move it leaves it as it is."""
    house = House(Path(shutil.copytree(prepared_house, tmp_path_factory.mktemp("of-eva") / "house")))
    house.tell("members", "add", "--email", "eva@vidriera.test", "--name", "Eva", "--role", "owner")
    return house


@pytest.mark.parametrize(("spoilt", "there"), [("changed", 1), ("lost", 0), ("added", 2)])
def test_a_row_that_is_not_the_same_there_is_refused_and_the_house_stays_where_it_is(
    of_eva: House, server: Postgres, spoilt: str, there: int
) -> None:
    url = server.create(f"row_{spoilt}", like="empty")
    _trigger(url, "accounts_member", SPOILS[spoilt], only="WHEN (NEW.id < 9000000)")
    _refuses(of_eva, url, f"accounts_member is not the same on both sides: 1 rows here, {there} there.")


def test_what_was_refused_is_compared_again_when_it_is_asked_again(of_eva: House, server: Postgres) -> None:
    url = server.create("row_again", like="empty")
    _trigger(url, "accounts_member", SPOILS["changed"], only="")
    for _time in range(2):
        _refuses(of_eva, url, "accounts_member is not the same on both sides")


def _refuses(house: House, url: str, why: str) -> None:
    refused = house.run("upgrade", "--to", url)
    assert refused.returncode == 1 and why in refused.stderr, refused.stderr
    assert of_the_files(house, "SELECT email FROM accounts_member") == [("eva@vidriera.test",)]
    assert (house.folder / "parcels.sqlite3").exists()


def test_what_is_no_address_is_refused_with_how_one_looks(of_eva: House) -> None:
    copies = _copies(of_eva)
    _refuses(of_eva, "foo", "looks like postgresql://user:password@host:5432/name")
    assert _copies(of_eva) == copies, "it is refused before anything is copied"


def test_a_house_that_was_moved_is_not_made_anew_where_its_address_was_forgotten(tmp_path: Path) -> None:
    house = House(tmp_path / "house", MOSTRADOR_DATABASE_URL="")
    aside = house.folder / "moved-20260101T000000Z"
    aside.mkdir(parents=True)
    (aside / "mostrador.sqlite3").write_bytes(b"")
    for command in ("serve", "init", "doctor"):
        refused = house.run(command)
        assert refused.returncode == 1 and "Set MOSTRADOR_DATABASE_URL" in refused.stderr, refused.stderr
    assert list(house.folder.iterdir()) == [aside]
    aside.rename(tmp_path / "taken away")
    house.tell("init")


def test_it_refuses_a_database_in_which_somebody_lives(tmp_path: Path, server: Postgres, prepared_house: Path) -> None:
    house = House(Path(shutil.copytree(prepared_house, tmp_path / "house")))
    url = server.create("lived_in", like="empty")
    there = House(tmp_path / "there", MOSTRADOR_DATABASE_URL=url)
    there.tell("init")
    there.tell("members", "add", "--email", "eva@vidriera.test", "--name", "Eva", "--role", "owner")
    refused = house.run("upgrade", "--to", url)
    assert refused.returncode == 1 and "already" in refused.stderr
    assert (house.folder / "mostrador.sqlite3").exists()


def _trigger(url: str, table: str, does: str, *, only: str) -> None:
    asked(url, f"CREATE FUNCTION spoils() RETURNS trigger LANGUAGE plpgsql AS $$ {does} $$")
    asked(url, f"CREATE TRIGGER spoils BEFORE INSERT ON {table} FOR EACH ROW {only} EXECUTE FUNCTION spoils()")


def asked(url: str, words: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as db:
        found = db.execute(words.encode())
        return found.fetchall() if found.description else []


def of_the_files(house: House, words: str) -> list[tuple[Any, ...]]:
    return list(with_sql(house.folder / "mostrador.sqlite3", words))
