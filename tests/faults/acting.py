"""One act: a fresh house, everybody who writes to it, many deaths, and the judgement when all is quiet."""

import random
import shutil
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.faults import judging, looking, tally
from tests.faults.answering import Agent
from tests.faults.databases import Database
from tests.faults.judging import View
from tests.faults.points import POINTS
from tests.faults.raising import Nursery
from tests.faults.record import Record
from tests.faults.senders import Line, People, Port, Program, Somebody, Visitor, finish
from tests.faults.several import Parts
from tests.faults.stage import Outside, Prepared

ANYWHERE, OPENING, RESTART = "anywhere", "while opening", "after a restart of the database"
READY_SECONDS = 20.0
REACHED_SECONDS = 6.0
QUIET_SECONDS = 150.0  # longer than the third pause of a job that failed, see kit.jobs


@dataclass
class Stage:
    house: Prepared
    port: Port
    outside: Outside
    nursery: "Nursery | Parts"
    database: Database


class Act:
    """Begins with everybody writing; `die` as often as planned; then `come_to_rest`, and `end` in any case."""

    def __init__(self, on: Stage, told: tally.Act, ledger: Path) -> None:
        self.on, self.told = on, told
        self.seed = f"{told.seed}/{told.act}"
        self.chance = random.Random(self.seed)
        self.record = Record(ledger)
        self.look = looking.Looking(on.house, on.port, on.outside, on.database)
        self.writers: list[Somebody] = self._writers()
        self.agent: Agent | None = self._agent()
        self._scratch = ledger.with_suffix(".scratch")
        self._examining, self._examined = ThreadPoolExecutor(1), list[Future[list[str]]]()

    def _writers(self) -> list[Somebody]:
        on, doors, mark = self.on, self.on.house.doors, f"{self.told.seed}-{self.told.act}"
        common = (on.port, self.record, self.seed)
        return [
            *[Program(f"t{mark}{n}", *common, door="tienda", at=doors["tienda"], outside=on.outside) for n in "abc"],
            *[Program(f"w{mark}{n}", *common, door="web", at=doors["web"], outside=on.outside) for n in "ab"],
            *[Visitor(f"v{mark}{n}", *common, at=doors["chat"]) for n in "ab"],
            People(f"p{mark}", *common, outside=on.outside, first=100_000 + self.told.act * 10),
        ]

    def _agent(self) -> Agent:
        return Agent(f"a{self.seed}", self.on.port, self.record, self.seed, token=self.on.house.token)

    def everybody(self) -> list[Somebody]:
        return [*self.writers, *([self.agent] if self.agent else [])]

    def begin(self) -> None:
        with self.on.outside.receiver.lock:
            self.on.outside.receiver.keys.clear()  # a fresh house counts its messages from one again
        for somebody in self.everybody():
            somebody.start()

    def open(self, **more: str) -> None:
        """Open the house and return once it is ready."""
        self.on.nursery.start(**more)
        assert self._ready(), "The house died in peace."

    def die(self, plan: str) -> bool:
        """Open the house, let it die as planned, and examine what it leaves; False where it never came so far."""
        named = plan in POINTS
        self.on.nursery.start(f"{plan}@{self.chance.randint(1, POINTS[plan])}" if named else "")
        if plan == OPENING:
            time.sleep(self.chance.uniform(0, 0.35))
        elif self._ready() and not named:
            time.sleep(self._lifetime())
            self._restart_database(plan)
        code = self.on.nursery.ended(REACHED_SECONDS) if named else None
        missed = named and code is None
        self._note_end(ANYWHERE if missed else plan, self.on.nursery.end() if code is None else code)
        return not missed

    def _restart_database(self, plan: str) -> None:
        """Cut the database off under the living house, which must find back to it."""
        if plan == RESTART:
            self.on.database.restart()
            self._ready()
            time.sleep(self._lifetime())

    def _note_end(self, place: str, code: int) -> None:
        if code != -signal.SIGKILL:
            self.violation(f"the house ended by itself with {code}")
        self.told.kills[place] += 1
        self._examine()

    def _examine(self) -> None:
        """Copy what the dead house left before the next one opens; it is examined while that one lives."""
        copy = self.on.database.copied(self.on.house.folder, self._scratch / str(self.told.cycles))
        self._examined.append(self._examining.submit(copy))

    def _hear_examined(self) -> None:
        self.told.violations += [words for each in self._examined for words in each.result()]
        self._examined.clear()

    def _lifetime(self) -> float:
        """Mostly short; sometimes long enough for what looks only every two seconds."""
        return self.chance.uniform(2.0, 4.0) if self.chance.random() < 0.05 else 0.02 + 0.88 * self.chance.random() ** 2

    def _ready(self) -> bool:
        """Wait until the house is ready; False where it died before."""
        line, begun = Line(self.on.port), time.monotonic()
        while time.monotonic() - begun < READY_SECONDS:
            answer = line.ask("GET", "/readyz")
            if answer is not None and answer[0] == 200:
                line.hang_up()
                took = time.monotonic() - begun
                self.told.slowest_ready_seconds = round(max(self.told.slowest_ready_seconds, took), 2)
                return True
            if self.on.nursery.died():
                return False
            time.sleep(0.01)
        raise AssertionError(f"The house is not ready after {READY_SECONDS:.0f} s.")

    def come_to_rest(self, *, quiet_seconds: float = QUIET_SECONDS) -> View:
        """Let the house live, everybody finish, and wait until nothing moves; return what is seen then."""
        if not self.on.nursery.pid:
            self.open()
        self._finish(self.writers)
        self.look.until_quiet(quiet_seconds)
        self._finish(self.everybody())
        if still := self.look.until_quiet(quiet_seconds):
            self.violation(f"it does not come to rest: {still}")
        return self.look.view(self.record)

    def _finish(self, somebodies: list[Somebody]) -> None:
        self.told.violations += finish(somebodies)

    def judge(self, view: View) -> None:
        told, answered = self.told, self.record.answered
        self._hear_examined()
        told.violations += judging.judge(self.record, view)
        told.accepted, told.answers = len(self.record.told), len(answered)
        told.repeats, told.set_apart = self.record.counts["repeats"], view.set_apart.total()
        told.posts = sum(times for text, times in view.posts.items() if text in answered)
        told.to_a_person = judging.left_to_a_person(self.record, view)

    def end(self) -> None:
        for somebody in self.everybody():
            somebody.stopping.set()
            somebody.giving_up.set()
        self.on.nursery.end()
        self._hear_examined()
        self._examining.shutdown()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self.record.close()

    def violation(self, words: str) -> None:
        self.told.violations.append(words)
