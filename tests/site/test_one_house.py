"""One database is one house: from whatever folder, nobody takes over the work of who lives."""

import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from tests.house import House, a_house
from tests.ports import free_port
from tests.site.test_processes import at_once, command

pytestmark = pytest.mark.postgres
HELD = "INSERT INTO doors_lane (name, opened_upto, leased_until, leased_by) VALUES ('9', 0, now() + '1 hour', 'alive')"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path / "house") as made:
        yield made


@pytest.fixture
def other(house: House, tmp_path: Path) -> House:
    """Return another folder whose surroundings name the first one's database."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "key").write_bytes((house.folder / "key").read_bytes())
    url = house.environment["MOSTRADOR_DATABASE_URL"]
    return House(folder=tmp_path / "other", port=free_port(), more={"MOSTRADOR_DATABASE_URL": url})


def leased(house: House) -> datetime | None:
    with psycopg.connect(house.environment["MOSTRADOR_DATABASE_URL"], autocommit=True) as db:
        [(until,)] = db.execute("SELECT leased_until FROM doors_lane WHERE name = '9'").fetchall()
        return until  # type: ignore[no-any-return]  # a cell of any kind


def work_in_hand(house: House) -> None:
    """A worker on some machine has a lane in its hands."""
    with psycopg.connect(house.environment["MOSTRADOR_DATABASE_URL"], autocommit=True) as db:
        db.execute(HELD)


def test_a_second_server_on_the_database_is_refused_in_one_sentence(house: House, other: House) -> None:
    house.open()
    work_in_hand(house)
    refused = command(other, "serve", "--port", str(other.port))
    assert refused.returncode == 1 and "already serves" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert leased(house) is not None


def test_a_worker_of_another_folder_frees_nothing_while_one_lives(house: House, other: House) -> None:
    with at_once(house, ("worker",)):
        work_in_hand(house)
        with at_once(other, ("worker",)):
            assert leased(house) is not None


def test_who_starts_after_a_death_takes_over_at_once(house: House, other: House) -> None:
    house.open()
    work_in_hand(house)
    house.close(signal.SIGKILL)
    other.open()
    assert leased(house) is None
    other.close()
