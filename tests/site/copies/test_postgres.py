"""A house on PostgreSQL is copied while it is open, proven by restoring it, and comes back whole or not at all."""

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from mostrador.kit.postgres import beside
from mostrador.site.copies import dumps, manifest, packing
from tests.counter import until
from tests.databases import database_of, drop_database
from tests.running import House, copy_of
from tests.simulators.receiver import Receiver
from tests.site.copies.shop import SECRET, insists, says, spoiled, with_a_door

pytestmark = pytest.mark.postgres
URL = "MOSTRADOR_DATABASE_URL"
CHANGED = {"django_session", "kit_job", "kit_event", "kit_life"}  # signed out, next sweep, what is told, who lived


def url_of(house: House) -> str:
    return house.environment[URL]


def asked(house: House, words: str) -> list[Any]:
    with psycopg.connect(url_of(house), autocommit=True) as db:
        found = db.execute(words)
        return found.fetchall() if found.description else []


def a_picture(house: House, content: bytes = b"a bottle") -> Path:
    place = house.folder / "files" / "b0" / ("b07e" * 10)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    asked(
        house,
        "INSERT INTO inbox_attachment (key, type, name, size, state, source, content_id, detail, why, said) "
        f"VALUES ('{place.name}', 'image/png', 'botella.png', {len(content)}, 'kept', '{{}}', '', '', '', '')",
    )
    return place


@pytest.fixture(scope="module")
def lived_in(prepared_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed house in which somebody has written, with a picture."""
    folder = copy_of(prepared_house, tmp_path_factory.mktemp("lived-in") / "house")
    house = House(folder)
    house.start()
    insists(with_a_door(house), "a1", "¿Abrís el «lunes»? ñ 🍷\n\\N")
    until(lambda: asked(house, "SELECT 1 FROM inbox_message"), 30)
    house.stop()
    a_picture(house)
    return folder


@pytest.fixture
def copied(lived_in: Path, house_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of it; it stands where `house` stands."""
    drop_database(house_folder)
    shutil.rmtree(house_folder)
    copy_of(lived_in, house_folder)
    return Path(House(house_folder).tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"])


@pytest.fixture
def back(tmp_path: Path) -> House:
    """Return another place: an empty folder and an empty database."""
    folder = tmp_path / "back"
    return House(folder, **database_of(folder))


def test_two_copies_of_a_busy_house_hold_what_was_accepted_before_each(house: House, tmp_path: Path) -> None:
    house.start()
    hook, over, accepted = with_a_door(house), threading.Event(), []
    customer = threading.Thread(target=_goes_on, args=(hook, accepted, over))
    customer.start()
    try:
        for turn in range(2):
            before = list(accepted)
            copy = house.tell("backup", "--to", str(tmp_path / f"{turn}.tar.zst"))[0]
            assert set(before) <= _kept(house, Path(copy["file"]), tmp_path / f"laid-out-{turn}")
    finally:
        over.set()
        customer.join()
    assert len(accepted) > 20


def _goes_on(hook: str, accepted: list[str], over: threading.Event) -> None:
    for number in range(10**6):
        if over.is_set():
            return
        if says(hook, f"k{number}", who=f"c{number % 7}") == 200:
            accepted.append(f"k{number}")


def _kept(house: House, archive: Path, into: Path) -> set[str]:
    into.mkdir()
    packing.unpack(archive, into=into)
    with (
        dumps.restored(url_of(house), into / "database.dump", word="looking") as scratch,
        psycopg.connect(scratch) as db,
    ):
        return {key for (key,) in db.execute("SELECT key FROM parcels")}


def test_a_copy_says_what_the_house_holds_and_leaves_nothing_beside_it(
    house: House, copied: Path, tmp_path: Path
) -> None:
    (tmp_path / "laid-out").mkdir()
    digests = packing.unpack(copied, into=tmp_path / "laid-out")
    told = manifest.read(tmp_path / "laid-out")
    assert told.databases == {"database.dump": dumps.look_into(url_of(house))} and told.rows("inbox_message") == 1
    assert {name for name in digests if name.startswith("files/")} == {f"files/b0/{'b07e' * 10}"}
    assert not (tmp_path / "laid-out" / "key").exists()
    assert json.loads((house.folder / "backup.json").read_text())["messages"] == 1
    assert any(row["ok"] and "proven" in row["why"] for row in house.tell("doctor") if row["what"] == "Backup")
    assert not asked(house, "SELECT 1 FROM pg_database WHERE datname LIKE 'mostrador\\_%'")


def test_it_comes_back_as_it_was_and_is_served(house: House, copied: Path, back: House) -> None:
    done = back.tell("restore", str(copied))[0]
    assert done["messages"] == 1 and done["aside"] == ""
    was, found = dumps.look_into(url_of(house)), dumps.look_into(url_of(back))
    assert {name for name in was if was[name] != found[name]} <= CHANGED
    assert asked(back, "SELECT text FROM inbox_message") == [("¿Abrís el «lunes»? ñ 🍷\n\\N",)]
    assert (back.folder / "files" / "b0" / ("b07e" * 10)).read_bytes() == b"a bottle"
    findings = {row["what"]: row for row in back.tell("doctor")}
    assert all(row["ok"] for row in findings.values()), findings
    back.start()
    try:
        insists(with_a_door(back), "a2", "¿Y el martes?")
        row = until(lambda: asked(back, "SELECT id FROM inbox_message WHERE text = '¿Y el martes?'"), 20)[0]
        assert row[0] > 900_000
    finally:
        back.stop()
    assert not asked(back, "SELECT 1 FROM kit_event_rest") and not asked(back, "SELECT 1 FROM parcels_rest")


def test_it_never_runs_over_a_house_unless_told_and_then_keeps_it(house: House, copied: Path) -> None:
    asked(house, "UPDATE inbox_message SET text = 'later'")
    refused = house.run("restore", str(copied))
    assert refused.returncode == 1 and "already" in refused.stderr
    shutil.rmtree(house.folder / "files")
    refused = house.run("restore", str(copied))
    assert refused.returncode == 1 and "not empty" in refused.stderr
    (house.folder / "files" / "c1").mkdir(parents=True)
    (house.folder / "files" / "c1" / "mine").write_text("mine")
    aside = house.tell("restore", str(copied), "--replace")[0]["aside"]
    database, _, folder = aside.removeprefix("the database ").partition(" and ")
    with psycopg.connect(beside.named(url_of(house), database)) as db:
        assert db.execute("SELECT text FROM inbox_message").fetchall() == [("later",)]
    assert (Path(folder) / "files" / "c1" / "mine").read_text() == "mine"
    assert asked(house, "SELECT text FROM inbox_message") != [("later",)]
    assert [path.name for path in (house.folder / "files").glob("*/*")] == ["b07e" * 10]
    beside.drop(url_of(house), gone=beside.named(url_of(house), database))


def test_an_open_house_is_not_restored_over(house: House, copied: Path) -> None:
    with psycopg.connect(url_of(house)):
        refused = house.run("restore", str(copied), "--replace")
    assert refused.returncode == 1 and "Close the house first" in refused.stderr
    assert asked(house, "SELECT count(*) FROM inbox_message") == [(1,)]


def test_a_damaged_copy_changes_nothing(house: House, copied: Path, tmp_path: Path) -> None:
    before = dumps.look_into(url_of(house))
    for wrong in _spoiled(copied, tmp_path):
        refused = house.run("restore", str(wrong), "--replace")
        assert refused.returncode == 1 and "Nothing was changed" in refused.stderr, wrong
    assert dumps.look_into(url_of(house)) == before
    assert not asked(house, "SELECT 1 FROM pg_database WHERE datname LIKE 'mostrador\\_%'")


def _spoiled(archive: Path, folder: Path) -> list[Path]:
    """One bit turned, and one that was packed anew around a dump that is not what the manifest says."""
    turned = spoiled(archive, folder / "turned", bit=archive.stat().st_size * 4)
    (folder / "inside").mkdir()
    packing.unpack(archive, into=folder / "inside")
    dump = folder / "inside" / "database.dump"
    dump.write_bytes(dump.read_bytes().replace("¿Abrís".encode(), "¿Abres".encode()))
    with packing.packing(folder / "forged") as packed:
        for path in sorted(path for path in (folder / "inside").rglob("*") if path.is_file()):
            packed.add_file(str(path.relative_to(folder / "inside")), path)
    return [turned, folder / "forged"]


def test_what_is_restored_is_compared_row_by_row(house: House, copied: Path, tmp_path: Path) -> None:
    """A dump that differs in one letter, with a manifest that knows its digest, but other rows."""
    (tmp_path / "inside").mkdir()
    digests = packing.unpack(copied, into=tmp_path / "inside")
    told, dump = manifest.read(tmp_path / "inside"), tmp_path / "inside" / "database.dump"
    dumps.prove(url_of(house), dump, told=told, digests=digests)
    dump.write_bytes(dump.read_bytes().replace("¿Abrís".encode(), "¿Abrís".upper().encode()))
    with pytest.raises(packing.Damaged, match="is not as it was"):
        dumps.prove(url_of(house), dump, told=told, digests=digests)


def test_a_closed_copy_opens_with_its_passphrase_only(house: House, back: House, tmp_path: Path) -> None:
    secret = {"MOSTRADOR_BACKUP_PASSPHRASE": "corcho y vidrio"}
    archive = House(house.folder, **secret).tell("backup", "--to", str(tmp_path))[0]["file"]
    assert archive.endswith(".tar.zst.age")
    assert "passphrase" in back.run("restore", archive).stderr
    assert House(back.folder, **secret).run("restore", archive).returncode == 0


def test_a_copy_of_a_newer_mostrador_is_refused(house: House, back: House, tmp_path: Path) -> None:
    asked(house, "INSERT INTO django_migrations (app, name, applied) VALUES ('inbox', '9999_future', '2099-01-01')")
    archive = house.tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"]
    refused = back.run("restore", archive)
    assert refused.returncode == 1 and "newer" in refused.stderr
    assert not asked(back, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")


def test_after_an_old_copy_nothing_leaves_by_itself(house: House, back: House, tmp_path: Path) -> None:
    with Receiver(SECRET) as program:
        shop = House(house.folder, MOSTRADOR_ALLOW_HOSTS=program.host)
        shop.tell("members", "add", "--email", "ana@vidriera.test", "--name", "Ana", "--role", "owner")
        shop.start()
        try:
            insists(with_a_door(shop, deliver_url=program.url), "a1")
            conversation = until(lambda: asked(shop, "SELECT conversation_id FROM inbox_message"), 20)[0][0]
            answered = _answer(shop, conversation, "Sale hoy.")
            until(lambda: program.shown, 30)
        finally:
            shop.stop()
        # As it stood the moment before; and the program has forgotten that it ever had it.
        asked(shop, "UPDATE inbox_part SET state = 'queued'")
        archive = shop.tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"]
        program.keys.clear()
        there = House(back.folder, MOSTRADOR_ALLOW_HOSTS=program.host)
        assert there.tell("restore", archive)[0]["held_answers"] == 1
        there.start()
        try:
            again = _answer(there, conversation, "¿Te viene bien?")
            until(lambda: len(program.shown) > 1, 30)
            assert [row["text"] for row in program.shown] == ["Sale hoy.", "¿Te viene bien?"]
            assert again > answered + 900_000
            assert asked(there, "SELECT state FROM inbox_part ORDER BY id")[0] == ("unsure",)
        finally:
            there.stop()


def _answer(house: House, conversation: int, text: str) -> int:
    token = house.tell("tokens", "add", "--scopes", "read,write")[0]["token"]
    said = httpx.post(
        f"{house.url}/api/v1/conversations/{conversation}/messages", json={"text": text}, trust_env=False,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(len(text))},
    )  # fmt: skip
    return int(said.raise_for_status().json()["id"])


def test_what_is_missing_is_named(house: House, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    assert "pg_dump is not on the PATH" in _refused(House(house.folder, PATH=str(programs)))
    old = programs / "pg_dump"
    old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n')
    old.chmod(0o755)
    assert "pg_dump is of PostgreSQL 9, the server of" in _refused(House(house.folder, PATH=str(programs)))
    with psycopg.connect(url_of(house), autocommit=True) as db:
        db.execute("DROP ROLE IF EXISTS clerk")
        db.execute("CREATE ROLE clerk LOGIN IN ROLE pg_read_all_data, pg_write_all_data")
    clerk = House(house.folder, **{URL: url_of(house).replace("shop@", "clerk@")})
    assert "ALTER ROLE clerk CREATEDB" in _refused(clerk)
    assert json.loads((house.folder / "backup.json").read_text())["why"]


def _refused(house: House) -> str:
    refused = house.run("backup")
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1, refused.stderr
    assert not list(house.folder.glob("backups/*.zst"))
    return refused.stderr


def test_a_copy_comes_back_to_the_kind_of_house_it_is_of(copied: Path, back: House, tmp_path: Path) -> None:
    without = House(tmp_path / "files-only")
    del without.environment[URL]
    assert "PostgreSQL" in without.run("restore", str(copied)).stderr
    without.tell("init")
    of_files = without.tell("backup", "--to", str(tmp_path / "of-files.tar.zst"))[0]["file"]
    assert "mostrador upgrade --to" in back.run("restore", of_files).stderr


def test_a_role_that_owns_its_database_and_may_make_others_is_enough(house: House, tmp_path: Path) -> None:
    with psycopg.connect(url_of(house), autocommit=True) as db:
        db.execute("DROP DATABASE IF EXISTS kept WITH (FORCE)")
        db.execute("DROP ROLE IF EXISTS keeper")
        db.execute("CREATE ROLE keeper LOGIN CREATEDB")
        db.execute("CREATE DATABASE kept OWNER keeper")
    url = beside.named(url_of(house), "kept").replace("shop@", "keeper@")
    keeper = House(tmp_path / "kept", **{URL: url})
    keeper.tell("init")
    archive = keeper.tell("backup")[0]["file"]
    assert "the database kept_replaced_" in keeper.tell("restore", archive, "--replace")[0]["aside"]
    assert all(row["ok"] for row in keeper.tell("doctor"))
