"""An act of a house in several processes: who is killed stays dead for a moment, and the others go on."""

import signal
import time

from tests.faults.acting import Act
from tests.faults.judging import View
from tests.faults.points import POINTS
from tests.faults.several import KINDS, Parts

ALL_AT_ONCE = "all at once"
LEASES_SECONDS = 330.0  # longer than the lease of a job that a dead worker had in its hands
ARMED = 0.6  # so many of the workers that come back kill themselves at a named place
OF_A_WORKER = [place for place in POINTS if place.startswith(("opener.", "sender.", "jobs.", "listener.", "writer."))]


class SeveralAct(Act):
    def _parts(self) -> Parts:
        assert isinstance(self.on.nursery, Parts)
        return self.on.nursery

    def open(self, **more: str) -> None:
        """Raise whoever does not live, and wait until they are ready."""
        self._parts().start(**more)
        took = self._parts().ready()
        self.told.slowest_ready_seconds = round(max(self.told.slowest_ready_seconds, took), 2)

    def die(self, plan: str) -> bool:
        """Kill one of them, sometimes two, after a while of living; who died comes back after a while of its own."""
        self.open()
        time.sleep(self.chance.uniform(0.1, 4.0))
        for number in self.chance.sample(range(len(KINDS)), 2 if self.chance.random() < 0.2 else 1):
            self._kill(number)
            if KINDS[number] == "worker" and self.chance.random() < ARMED:
                place = self.chance.choice(OF_A_WORKER)
                self._parts().arm(number, f"{place}@{self.chance.randint(1, POINTS[place])}")
        time.sleep(self.chance.uniform(0.0, 1.5))
        return True

    def _kill(self, number: int) -> None:
        if code := self._parts().kill(number):
            self.told.kills[f"{KINDS[number]}, beside the others"] += 1
            if code != -signal.SIGKILL:
                self.violation(f"the {KINDS[number]} ended by itself with {code}")

    def come_to_rest(self, *, quiet_seconds: float = LEASES_SECONDS) -> View:
        """Nobody frees what the dead had: the living wait for their leases to end."""
        for number in self._parts().disarm():
            self._kill(number)
        self.open()
        self.told.kills.update({f"{place}, beside the others": n for place, n in self._parts().fallen.items()})
        self._parts().fallen.clear()
        return super().come_to_rest(quiet_seconds=quiet_seconds)

    def die_all(self) -> None:
        """End all at once; whoever starts alone afterwards frees what they had."""
        self._parts().end()
        self.told.kills[ALL_AT_ONCE] += 1
        self._examine()
