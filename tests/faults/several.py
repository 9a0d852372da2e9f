"""The house as six processes: an edge, two for pages, three workers. Any of them is killed while the others go on."""

import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.faults.raising import Nursery, warm_parent
from tests.faults.senders import Line
from tests.ports import free_ports

KINDS = ("edge", "web", "web", "worker", "worker", "worker")
CALM = {"MOSTRADOR_THINK_AGAIN": "0"}  # else each worker that starts loads an encoder, which is not what dies here
READY_SECONDS = 60.0


class Parts:
    """Stands where one `Nursery` stands for a house in one process."""

    def __init__(self, surroundings: Mapping[str, str], *, log: Path) -> None:
        self.ports = free_ports(len(KINDS))
        self._places = Path(tempfile.mkdtemp(prefix="mostrador-parts-"))
        self._parent = warm_parent(0, {**surroundings, **CALM}, log=log)
        self._each = [self._branched(number, port) for number, port in enumerate(self.ports)]
        self._chance = random.Random(0)
        self._next: dict[int, str] = {}  # where whoever is raised next shall kill itself
        self.armed: dict[int, str] = {}  # and who lives so
        self.fallen: Counter[str] = Counter()

    def _branched(self, number: int, port: int) -> Nursery:
        """Return a nursery whose parent was forked from the one that is warm: six that import would take a minute."""
        place = self._places / str(number)
        for way in (".in", ".out"):
            os.mkfifo(f"{place}{way}")
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps({"PLACE": str(place), "PORT": str(port)}).encode() + b"\n")
        self._parent.stdin.flush()
        return Nursery(open(f"{place}.in", "wb"), open(f"{place}.out", "rb"))

    def at(self, path: str) -> int:
        """Return who answers that path, as a proxy before them would choose."""
        knocked = path.startswith(("/hooks/", "/live", "/static/"))
        return self.ports[0] if knocked else self._chance.choice(self.ports[1:3])

    @property
    def pid(self) -> int:
        """The edge's, where everybody lives, else 0."""
        return self._each[0].pid if all(one.pid and not one.died() for one in self._each) else 0

    def start(self, failpoint: str = "", **more: str) -> None:
        """Raise whoever does not live."""
        for number, (kind, one) in enumerate(zip(KINDS, self._each, strict=True)):
            self._note_fallen(number)
            if not one.pid:
                place = self._next.pop(number, failpoint)
                one.start(place, REHEARSED_PART=kind, **more)
                if place:
                    self.armed[number] = place.partition("@")[0]

    def _note_fallen(self, number: int) -> None:
        """Take note of one that killed itself where it was told to; nobody else ends by itself."""
        if self._each[number].died():
            place, code = self.armed.pop(number, ""), self._each[number].ended()
            assert place and code == -signal.SIGKILL, f"The {KINDS[number]} ended by itself with {code}."
            self.fallen[place] += 1

    def arm(self, number: int, failpoint: str) -> None:
        self._next[number] = failpoint

    def disarm(self) -> list[int]:
        """Let nobody be raised who shall kill itself; return who lives so."""
        self._next.clear()
        return list(self.armed)

    def kill(self, number: int) -> int:
        """Kill one of them and return its code; 0 where it had fallen by itself."""
        self._note_fallen(number)
        self.armed.pop(number, None)
        return self._each[number].end()

    def died(self) -> bool:
        return any(one.died() for one in self._each)

    def ended(self, _seconds: float = 0.0) -> int | None:
        """Return the code of one that ended, None while all live."""
        return next((one.ended() for one in self._each if one.died()), None)

    def ready(self) -> float:
        """Wait until whoever can be asked is ready; return how long it took."""
        began = time.monotonic()
        for port in self.ports[:3]:
            line = Line(port)
            while (answer := line.ask("GET", "/readyz")) is None or answer[0] != 200:
                assert time.monotonic() - began < READY_SECONDS, f"{port} is not ready after {READY_SECONDS:.0f} s."
                time.sleep(0.02)
            line.hang_up()
        return time.monotonic() - began

    def end(self, how: int = signal.SIGKILL) -> int:
        self.armed.clear()
        return [one.end(how) for one in self._each][-1]

    def close(self) -> None:
        for one in self._each:
            one.close()
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait(10)
        shutil.rmtree(self._places)
