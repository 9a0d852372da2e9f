"""One copy of a busy house: made, perhaps killed or damaged, restored into a fresh folder, compared with the ledger."""

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.counter import until
from tests.faults import comparing
from tests.faults.acting import Act
from tests.faults.comparing import Accepted
from tests.faults.raising import ROOT
from tests.faults.stage import environment

PATIENCE_SECONDS = 120.0
CUT_SHARE = 0.3  # of the damaged ones; in the others a bit is turned


class Copying:
    """Copies one living house again and again."""

    def __init__(self, act: Act, shelf: Path, chance: random.Random) -> None:
        self.act, self.shelf, self.chance = act, shelf, chance
        self.violations: list[str] = []
        self.counts: Counter[str] = Counter()
        self.cpu_seconds: list[float] = []
        self.largest_bytes = self._number = 0
        self._took_seconds = 4.0  # the last copy: within that time one is killed “anywhere”
        self._last: Accepted | None = None

    @property
    def told(self) -> dict[str, Any]:
        return {"counts": self.counts, "cpu_seconds": self.cpu_seconds, "largest_bytes": self.largest_bytes}

    def copy_once(self, *, damage: bool, kill: str) -> None:
        self._number += 1
        self.counts["copies begun"] += 1
        folder, before = self.shelf / f"{self._number}", Accepted(*self.act.record.accepted())
        archive = self._killed(folder, kill) if kill else self._made(folder)
        if archive is not None and damage:
            self._refused(archive)
        if archive is not None:
            self._restored(archive, before)
        shutil.rmtree(folder, ignore_errors=True)

    def open_the_last(self) -> None:
        """Serve the copy restored last in its house's place: what it had not opened yet is shown then, once."""
        if self._last is None:
            return
        accepted, receiver, house = self._last, self.act.on.outside.receiver, self.act.on.house.folder
        house.rename(house.with_name("copied"))
        (self.shelf / "back").rename(house)
        with receiver.lock:
            receiver.keys.clear()
            shown = len(receiver.shown)
        self.act.open()
        until(lambda: not comparing.not_opened(accepted.told, comparing.look_into(house)), PATIENCE_SECONDS)
        self.act.on.nursery.end()
        for words in comparing.compare(accepted, comparing.look_into(house)):
            self._violation(f"opened: {words}")
        if len(receiver.shown) != shown:
            self._violation("opened: an answer left by itself")
        self.counts["opened again"] += 1

    def _made(self, folder: Path) -> Path | None:
        spent, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = self._mostrador("backup", "--to", f"{folder}/", "--json")
        since = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            self._violation(f"no copy was made: {done.stderr[-500:]}")
            return None
        self.cpu_seconds.append(round(since.ru_utime + since.ru_stime - spent.ru_utime - spent.ru_stime, 2))
        self._took_seconds = time.monotonic() - begun
        told = json.loads(done.stdout)
        self.largest_bytes = max(self.largest_bytes, told["size_bytes"])
        return Path(told["file"])

    def _killed(self, folder: Path, place: str) -> Path | None:
        """Kill the copy; return what lies under a final name nevertheless."""
        code = self._until_killed(folder, place)
        self.counts["killed in the middle"] += code == -signal.SIGKILL
        found = sorted(folder.glob("mostrador-*"))
        if place != "anywhere" and (code != -signal.SIGKILL or bool(found) != (place == "copies.renamed")):
            self._violation(f"killed at {place} it ended with {code} and leaves {[path.name for path in found]}")
        self.counts["under a final name after that, and whole"] += bool(found) and code == -signal.SIGKILL
        return found[0] if found else None

    def _until_killed(self, folder: Path, place: str) -> int:
        named = {} if place == "anywhere" else {"MOSTRADOR_FAILPOINT": place}
        copying = subprocess.Popen(
            _command("backup", "--to", f"{folder}/"), env=self._environment() | named, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if not named:
            time.sleep(self.chance.uniform(0, self._took_seconds))
            copying.kill()
        return copying.wait(PATIENCE_SECONDS)

    def _refused(self, archive: Path) -> None:
        content = bytearray(archive.read_bytes())
        at = self.chance.randrange(len(content))
        if self.chance.random() < CUT_SHARE:
            del content[at:]
        else:
            content[at] ^= 1 << self.chance.randrange(8)
        damaged, back = archive.with_name("damaged.tar.zst"), archive.with_name("refused")
        damaged.write_bytes(content)
        done = self._mostrador("restore", str(damaged), into=back)
        refused = done.returncode == 1 and len(done.stderr.splitlines()) == 1
        if not refused or (back / "mostrador.sqlite3").exists():
            self._violation(f"a damaged copy was not refused: {done.returncode} {done.stderr[-500:]}")
        self.counts.update({"damaged on purpose": 1, "of them refused": refused})

    def _restored(self, archive: Path, before: Accepted) -> None:
        back = self.shelf / "back"
        shutil.rmtree(back, ignore_errors=True)
        done = self._mostrador("restore", str(archive), "--json", into=back)
        if done.returncode:
            self._violation(f"{archive.name} cannot be restored: {done.stderr[-500:]}")
            return
        held = comparing.look_into(back)
        for words in comparing.compare(before, held):
            self._violation(words)
        self._count(before, held, json.loads(done.stdout)["held_answers"])
        self._last = before

    def _count(self, before: Accepted, held: comparing.Held, held_answers: int) -> None:
        self.counts["restored and compared"] += 1
        self.counts["messages accepted before, looked for"] += len(before.told)
        self.counts["answers taken before, looked for"] += len(before.answered)
        self.counts["not opened yet when copied"] += comparing.not_opened(before.told, held)
        self.counts["answers held for a person"] += held_answers

    def _violation(self, words: str) -> None:
        self.violations.append(f"copy {self._number} of {self.act.seed}: {words}")

    def _mostrador(self, *words: str, into: Path | None = None) -> subprocess.CompletedProcess[str]:
        told = self._environment() | ({"MOSTRADOR_DATA": str(into)} if into else {})
        return subprocess.run(
            _command(*words), env=told, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )

    def _environment(self) -> dict[str, str]:
        return environment(self.act.on.house.folder, self.act.on.port, self.act.on.outside)


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "mostrador.site.cli", *words]
