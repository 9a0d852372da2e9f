"""A copy comes back whole or not at all, and nothing that it was about to send leaves by itself."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.counter import until
from tests.running import MOSTRADOR, House
from tests.simulators.receiver import Receiver
from tests.site.copies.shop import SECRET, a_file, contents, insists, spoiled, with_a_door, with_sql

STATE = "SELECT m.id, p.state, p.why FROM inbox_part p JOIN inbox_message m ON m.id = p.message_id ORDER BY p.id"


@pytest.fixture
def copied(house: House, tmp_path: Path) -> Path:
    """Return a copy of a house with a picture in it."""
    a_file(house, b"a bottle")
    return Path(house.tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"])


def restored(archive: Path, folder: Path, *words: str, **environment: str) -> Any:
    return House(folder, **environment).run("restore", str(archive), "--json", *words)


def test_it_comes_back_as_it_was(house: House, copied: Path, tmp_path: Path) -> None:
    outcome = restored(copied, tmp_path / "back")
    assert outcome.returncode == 0, outcome.stderr
    was, found = contents(house.folder, copies=tmp_path / "1"), contents(tmp_path / "back", copies=tmp_path / "2")
    for name in was:
        for table in set(was[name]) - {"sqlite_sequence", "django_session"}:
            assert found[name][table] == was[name][table], table
    picture = next((tmp_path / "back" / "files").glob("*/*"))
    assert picture.read_bytes() == b"a bottle"
    assert House(tmp_path / "back").run("doctor").returncode == 0


def test_it_never_runs_over_a_house_unless_told_and_then_moves_it_aside(house: House, copied: Path) -> None:
    mark = house.folder / "files" / "mark"
    mark.write_text("mine")
    refused = restored(copied, house.folder)
    assert refused.returncode == 1 and "already" in refused.stderr
    done = json.loads(restored(copied, house.folder, "--replace").stdout)
    assert (Path(done["aside"]) / "files" / "mark").read_text() == "mine"
    assert not mark.exists() and (Path(done["aside"]) / "mostrador.sqlite3").exists()


def test_a_damaged_copy_changes_nothing(house: House, copied: Path, tmp_path: Path) -> None:
    before = contents(house.folder, copies=tmp_path / "1")
    wrong = spoiled(copied, tmp_path / "wrong", bit=copied.stat().st_size * 4)
    refused = restored(wrong, house.folder, "--replace")
    assert refused.returncode == 1 and "damaged" in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert contents(house.folder, copies=tmp_path / "2") == before
    assert restored(tmp_path / "nowhere", tmp_path / "back").returncode == 1
    assert restored(Path(__file__), tmp_path / "back").returncode == 1
    assert not (tmp_path / "back" / "mostrador.sqlite3").exists()


def test_a_refusal_leaves_nothing_behind_and_says_where_it_failed(copied: Path, tmp_path: Path) -> None:
    bare, back = tmp_path / "bare", tmp_path / "new" / "back"
    bare.mkdir()
    for archive in (Path(__file__), tmp_path):
        for folder in (bare, back):
            refused = restored(archive, folder)
            assert refused.returncode == 1 and refused.stderr.endswith(". Nothing was changed.\n")
            assert len(refused.stderr.splitlines()) == 1
    short = House(back).run_shell(f"ulimit -f 100; exec {MOSTRADOR} restore {copied}")
    assert short.returncode == 1 and f"({back})." in short.stderr
    assert list(bare.iterdir()) == [] and not back.parent.exists()


def test_a_closed_copy_opens_with_its_passphrase_only(house: House, tmp_path: Path) -> None:
    secret = {"MOSTRADOR_BACKUP_PASSPHRASE": "corcho y vidrio"}
    archive = Path(House(house.folder, **secret).tell("backup", "--to", str(tmp_path))[0]["file"])
    assert archive.name.endswith(".tar.zst.age")
    assert "passphrase" in restored(archive, tmp_path / "back").stderr
    assert "passphrase" in restored(archive, tmp_path / "back", MOSTRADOR_BACKUP_PASSPHRASE="otra").stderr
    assert restored(archive, tmp_path / "back", **secret).returncode == 0


def test_a_copy_of_a_newer_mostrador_is_refused(house: House, tmp_path: Path) -> None:
    _newer(house.folder)
    archive = Path(house.tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"])
    refused = restored(archive, tmp_path / "back")
    assert refused.returncode == 1 and "newer" in refused.stderr
    assert not (tmp_path / "back" / "mostrador.sqlite3").exists()


def test_a_house_is_served_only_as_what_it_is(house: House, copied: Path, tmp_path: Path) -> None:
    """A newer program was here; another key; no key at all: each is refused in a line, before anything is accepted."""
    house.start()
    with_a_door(house)
    assert "serves" in restored(copied, house.folder, "--replace").stderr
    assert "serves" in house.run("upgrade").stderr or "up to date" in house.run("upgrade").stdout
    house.stop()
    other = House(house.folder, MOSTRADOR_KEY="another one")
    assert "opens none of the doors" in other.run("serve").stderr
    assert any(not row["ok"] and row["what"] == "Key" for row in _rows(other.run("doctor", "--json")))
    none = House(house.folder, MOSTRADOR_KEY="")
    assert "There is no key" in none.run("serve").stderr
    assert "lost its key" in none.run("init").stderr
    _newer(house.folder)
    assert "newer" in house.run("serve").stderr
    assert "newer" in house.run("upgrade").stderr


def test_parcels_that_are_gone_are_told_and_what_comes_next_is_opened(house: House) -> None:
    house.start()
    hook = with_a_door(house)
    insists(hook, "a1")
    _until_opened(house, 1)
    house.stop()
    for path in house.folder.glob("parcels.sqlite3*"):
        path.unlink()
    assert "gone" in house.run("backup").stderr
    house.start()
    assert "parcels.sqlite3 is gone" in house.log
    insists(hook.replace(hook.split("/")[2], house.url.split("/")[2]), "a2")
    _until_opened(house, 2)


def test_after_an_old_copy_nothing_leaves_by_itself_and_no_number_is_given_twice(house: House, tmp_path: Path) -> None:
    with Receiver(SECRET) as program:
        shop = House(house.folder, MOSTRADOR_ALLOW_HOSTS=program.host)
        shop.tell("members", "add", "--email", "ana@vidriera.test", "--name", "Ana", "--role", "owner")
        shop.start()
        try:
            insists(with_a_door(shop, deliver_url=program.url), "a1")
            conversation = _until_opened(shop, 1)
            answered = _answer(shop, conversation, "Sale hoy.")
            until(lambda: program.shown)
        finally:
            shop.stop()
        # As it stood the moment before; and the program has forgotten that it ever had it.
        with_sql(shop.folder / "mostrador.sqlite3", "UPDATE inbox_part SET state = 'queued'")
        archive = shop.tell("backup", "--to", str(tmp_path / "copy.tar.zst"))[0]["file"]
        program.keys.clear()
        back = House(tmp_path / "back", MOSTRADOR_ALLOW_HOSTS=program.host)
        outcome = json.loads(back.run("restore", archive, "--json").stdout)
        assert outcome["held_answers"] == 1
        back.start()
        try:
            again = _answer(back, conversation, "¿Te viene bien?")
            until(lambda: len(program.shown) > 1)
            assert [row["text"] for row in program.shown] == ["Sale hoy.", "¿Te viene bien?"]
            assert again > answered + 900_000
            assert with_sql(back.folder / "mostrador.sqlite3", STATE)[0][1] == "unsure"
        finally:
            back.stop()


def _answer(house: House, conversation: int, text: str) -> int:
    token = house.tell("tokens", "add", "--scopes", "read,write")[0]["token"]
    said = httpx.post(
        f"{house.url}/api/v1/conversations/{conversation}/messages", json={"text": text}, trust_env=False,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(len(text))},
    )  # fmt: skip
    return int(said.raise_for_status().json()["id"])


def _until_opened(house: House, how_many: int) -> int:
    count = "SELECT count(*), max(conversation_id) FROM inbox_message WHERE direction = 'in'"
    main = house.folder / "mostrador.sqlite3"
    return int(until(lambda: with_sql(main, count)[0][0] == how_many and with_sql(main, count)[0][1], 30))


def _newer(folder: Path) -> None:
    with_sql(
        folder / "mostrador.sqlite3",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('inbox', '9999_from_the_future', '2099-01-01')",
    )


def _rows(outcome: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.stdout.splitlines()]
