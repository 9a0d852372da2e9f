"""The power goes: whatever was thanked is there after opening, however little of the unsynced has reached the disk."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.counter import until
from tests.faults import power
from tests.faults.power import Recording
from tests.running import MOSTRADOR, House
from tests.servers import debian
from tests.site.copies.shop import says, with_a_door

pytestmark = pytest.mark.sqlite
CUTS, OPENED = 100, 2
SENDERS, EACH = 4, 40
KEYS = "SELECT key FROM parcels"
HEARD = "SELECT external_id, count(*) FROM inbox_message WHERE direction = 'in' GROUP BY external_id"


@pytest.fixture(scope="module")
def day(prepared_house: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Recording, dict[str, float], Path]:
    """Return what a busy house asked of the kernel, when each message was thanked, and its folder."""
    debian.need("strace")
    folder, logs = tmp_path_factory.mktemp("power") / "house", tmp_path_factory.mktemp("logs")
    house = House(Path(shutil.copytree(prepared_house, folder)))
    hook = with_a_door(house)
    first = {name: (folder / name).read_bytes() for name in ("mostrador.sqlite3", "parcels.sqlite3")}
    assert not list(folder.glob("*-wal")), "A closed house leaves no log."
    recording, thanked = Recording(folder.resolve(), first), dict[str, float]()
    with _Running(house, logs):
        crowd = [threading.Thread(target=_send, args=(hook, number, thanked)) for number in range(SENDERS)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        until(lambda: len(_heard(folder)) == SENDERS * EACH, 120)
    recording.read(logs)
    return recording, thanked, folder


class _Running:
    """The house under strace; killed at the end, as it stands."""

    def __init__(self, house: House, logs: Path) -> None:
        self._house, self._logs = house, logs

    def __enter__(self) -> None:
        command = [*power.COMMAND, "-o", str(self._logs / "log"), MOSTRADOR, "serve", "--port", str(self._house.port)]
        with (self._house.folder / "serve.log").open("ab") as log:
            self._strace = subprocess.Popen(command, env=self._house.environment, stdout=log, stderr=log)
        self._house._process = self._strace
        self._house._until_ready()

    def __exit__(self, *_wrong: object) -> None:
        children = Path(f"/proc/{self._strace.pid}/task/{self._strace.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        self._strace.wait(30)
        self._house._process = None


def _send(hook: str, number: int, thanked: dict[str, float]) -> None:
    for turn in range(EACH):
        key = f"{number}-{turn}"
        if says(hook, key, f"¿Abrís el lunes? {key}", who=f"c{number}") == 200:
            thanked[key] = time.time()


def test_what_was_thanked_is_there_however_little_reached_the_disk(
    day: tuple[Recording, dict[str, float], Path], tmp_path: Path
) -> None:
    recording, thanked, folder = day
    chance, lacking = random.Random(11), 0
    assert len(thanked) == SENDERS * EACH
    for number, at in enumerate(_cuts(thanked, chance)):
        left, before = _laid_out(recording, at, chance, tmp_path / "cut")
        assert _missing(left, thanked, at) == set(), f"cut {number} at {at}"
        lacking += power.image(recording, at, None) != before
        if number % (CUTS // OPENED) == 0:
            _opens_and_shows(left, folder, {key for key, when in thanked.items() if when <= at})
        shutil.rmtree(left)
    assert lacking > CUTS // 10, "The cuts took nothing away: they prove nothing."


def test_a_house_that_did_not_sync_would_be_found_out(
    day: tuple[Recording, dict[str, float], Path], tmp_path: Path
) -> None:
    recording, thanked, _ = day
    careless = Recording(recording.folder, recording.first, [step for step in recording.steps if step.kind != "sync"])
    chance, found = random.Random(11), 0
    for at in _cuts(thanked, chance)[:30]:
        left, _ = _laid_out(careless, at, chance, tmp_path / "cut")
        found += bool(_missing(left, thanked, at))
        shutil.rmtree(left)
    assert found > 15


def _cuts(thanked: dict[str, float], chance: random.Random) -> list[float]:
    """Half at the very moments in which somebody was thanked, half anywhere between."""
    moments = sorted(thanked.values())
    return [chance.choice(moments) if number % 2 else chance.uniform(moments[0], moments[-1]) for number in range(CUTS)]


def _laid_out(recording: Recording, at: float, chance: random.Random, folder: Path) -> tuple[Path, dict[str, bytes]]:
    """Return a folder after the cut, and what lies in it before anybody opens it."""
    folder.mkdir()
    left = power.image(recording, at, chance)
    for name, content in left.items():
        (folder / name).write_bytes(content)
    return folder, left


def _missing(left: Path, thanked: dict[str, float], at: float) -> set[str]:
    """Return what was thanked and is not there; everything, where a database is broken or they do not fit together."""
    promised = {key for key, when in thanked.items() if when <= at}
    try:
        with closing(sqlite3.connect(left / "parcels.sqlite3")) as parcels:
            kept = {key for (key,) in parcels.execute(KEYS)}
            last = parcels.execute("SELECT coalesce(max(id), 0) FROM parcels").fetchone()[0]
            sound = parcels.execute("PRAGMA integrity_check").fetchone()[0]
        with closing(sqlite3.connect(left / "mostrador.sqlite3")) as main:
            opened = main.execute("SELECT coalesce(max(opened_upto), 0) FROM doors_lane").fetchone()[0]
            sound_too = main.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError:
        return promised
    return promised - kept if sound == sound_too == "ok" and opened <= last else promised


def _opens_and_shows(left: Path, folder: Path, promised: set[str]) -> None:
    for path in folder.iterdir():
        if path.suffix in (".yaml", "") and path.is_file():
            shutil.copy(path, left)
    house = House(left)
    house.start()
    try:
        until(lambda: promised <= _heard(left).keys(), 60, told=lambda: promised - _heard(left).keys())
        assert set(_heard(left).values()) <= {1}
    finally:
        house.stop()


def _heard(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "mostrador.sqlite3", timeout=30)) as main:
        return dict(main.execute(HEARD).fetchall())
