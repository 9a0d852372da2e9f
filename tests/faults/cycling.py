"""A run: act after act with one seed, until every planned death was died."""

import random
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from tests.faults import stage, tally
from tests.faults.acting import ANYWHERE, OPENING, RESTART, Act, Stage
from tests.faults.databases import Database, a_database
from tests.faults.points import NEEDS_BEFORE, POINTS
from tests.faults.raising import Nursery
from tests.faults.several import Parts
from tests.faults.several_acting import SeveralAct
from tests.ports import free_port

CYCLES_AN_ACT = 80
TRIES = 4  # for a place that a house did not come to in time
LOG_SHOWN = 4_000  # letters


class Run:
    """`cycles` deaths: each named place `each` times, the others at random moments."""

    def __init__(
        self,
        *,
        seed: int,
        cycles: int,
        folder: Path,
        each: int = 0,
        log: Path = tally.LOG,
        postgres: bool = False,
        several: bool = False,
    ) -> None:
        self.seed, self.folder, self.log, self.postgres = seed, folder, log, postgres
        self.several = several
        self.chance = random.Random(seed)
        self.plans = deque(self._plans(cycles, each))
        self.missed: Counter[str] = Counter()
        self.acts: list[tally.Act] = []

    def _plans(self, cycles: int, each: int) -> Iterator[str]:
        if self.several:
            yield from [ANYWHERE] * cycles
            return
        named = [place for place in POINTS for _ in range(each)][:cycles]
        rest = cycles - len(named)
        restarts = rest // 4 if self.postgres else 0
        plans = [*named, *[OPENING] * (rest // 8), *[RESTART] * restarts]
        plans += [ANYWHERE] * (cycles - len(plans))
        self.chance.shuffle(plans)
        for place in plans:
            yield from [NEEDS_BEFORE[place]] if place in NEEDS_BEFORE else []
            yield place

    def play(self) -> list[tally.Act]:
        with raised(self.folder, postgres=self.postgres, several=self.several) as on:
            prepared, on.house.folder = on.house.folder, self.folder / "house"
            while self.plans:
                shutil.rmtree(on.house.folder, ignore_errors=True)
                shutil.copytree(prepared, on.house.folder)
                on.database.renew()
                self.acts.append(self._act(on))
                tally.append(self.log, self.acts[-1])
        return self.acts

    def _act(self, on: Stage) -> tally.Act:
        told = new_act(self.seed, len(self.acts) + 1, on.database)
        if self.several:
            told.database += ", six processes"
        act, begun = (SeveralAct if self.several else Act)(on, told, self.folder / f"act-{told.act}.jsonl"), monotonic()
        try:
            act.begin()
            self._deaths(act)
            act.judge(act.come_to_rest())
        except AssertionError as wrong:
            act.violation(f"the act broke off: {wrong}\nIts log ends:\n{_end_of_log(on.house.folder)}")
        finally:
            act.end()
            told.seconds = round(monotonic() - begun, 1)
        if told.violations:  # kept, to be understood
            shutil.copytree(on.house.folder, self.folder / f"act-{told.act}-house", dirs_exist_ok=True)
        return told

    def _deaths(self, act: Act) -> None:
        while self.plans and act.told.cycles < CYCLES_AN_ACT:
            plan = self.plans.popleft()
            if not act.die(plan):
                act.told.missed[plan] += 1
                self.missed[plan] += 1
                if self.missed[plan] < TRIES:
                    self.plans.extend([NEEDS_BEFORE[plan], plan] if plan in NEEDS_BEFORE else [plan])


def _end_of_log(house: Path) -> str:
    log = house / "serve.log"
    return log.read_text(errors="replace")[-LOG_SHOWN:] if log.exists() else ""


def new_act(seed: int, number: int, database: Database) -> tally.Act:
    return tally.Act(seed=seed, act=number, database=database.name, **tally.stamp())


@contextmanager
def an_act(folder: Path, *, house: Path | None = None, postgres: bool = False, alone: bool = False) -> Iterator[Act]:
    """Begin an act in a house of its own, in `house` where it must lie somewhere special; end it in any case.

    `alone`: nobody writes but the test itself.
    """
    with raised(folder, house=house, postgres=postgres) as on:
        prepared, on.house.folder = on.house.folder, house or folder / "house"
        shutil.copytree(prepared, on.house.folder, dirs_exist_ok=True)
        on.database.renew()
        act = Act(on, new_act(1, 1, on.database), folder / "act.jsonl")
        try:
            if alone:
                act.writers, act.agent = [], None
            else:
                act.begin()
            yield act
        finally:
            act.end()


@contextmanager
def raised(
    folder: Path, *, house: Path | None = None, postgres: bool = False, several: bool = False
) -> Iterator[Stage]:
    """Set up the platforms, a database, a prepared house that nobody opened, and its nursery."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    port = free_port()
    with a_database(postgres=postgres) as database, stage.Outside() as outside:
        surroundings = stage.environment(house or folder / "house", port, outside, database=database.url)
        prepared = stage.prepare(folder / "prepared", surroundings, outside, database=database.prepared)
        log = folder / "nursery.log"
        nursery = Parts(surroundings, log=log) if several else Nursery.alone(port, surroundings, log=log)
        try:
            yield Stage(prepared, nursery.at if isinstance(nursery, Parts) else port, outside, nursery, database)
        finally:
            nursery.close()
