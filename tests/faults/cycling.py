"""A run: act after act with one seed, until every planned death was died."""

import random
import shutil
import subprocess
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import stage, tally
from tests.faults.acting import ANYWHERE, OPENING, Act, Stage
from tests.faults.points import NEEDS_BEFORE, POINTS
from tests.faults.raising import ROOT, Nursery
from tests.running import a_free_port

CYCLES_AN_ACT = 80
TRIES = 4  # for a place that a house did not come to in time


class Run:
    """`cycles` deaths: each named place `each` times, the others at random moments."""

    def __init__(self, *, seed: int, cycles: int, folder: Path, each: int = 0, log: Path = tally.LOG) -> None:
        self.seed, self.folder, self.log = seed, folder, log
        self.chance = random.Random(seed)
        self.plans = deque(self._plans(cycles, each))
        self.missed: Counter[str] = Counter()
        self.acts: list[tally.Act] = []

    def _plans(self, cycles: int, each: int) -> Iterator[str]:
        named = [place for place in POINTS for _ in range(each)][:cycles]
        rest = cycles - len(named)
        plans = [*named, *[OPENING] * (rest // 8), *[ANYWHERE] * (rest - rest // 8)]
        self.chance.shuffle(plans)
        for place in plans:
            yield from [NEEDS_BEFORE[place]] if place in NEEDS_BEFORE else []
            yield place

    def play(self) -> list[tally.Act]:
        with raised(self.folder) as on:
            prepared = on.house.folder
            while self.plans:
                on.house.folder = self.folder / "house"
                shutil.rmtree(on.house.folder, ignore_errors=True)
                shutil.copytree(prepared, on.house.folder)
                self.acts.append(self._act(on))
                tally.append(self.log, self.acts[-1])
        return self.acts

    def _act(self, on: Stage) -> tally.Act:
        told = new_act(self.seed, len(self.acts) + 1)
        act = Act(on, told, self.folder / f"act-{told.act}.jsonl")
        try:
            act.begin()
            self._deaths(act)
            act.judge(act.come_to_rest())
        except AssertionError as wrong:
            act.violation(f"the act broke off: {wrong}")
        finally:
            act.end()
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


def new_act(seed: int, number: int) -> tally.Act:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return tally.Act(seed=seed, act=number, database="SQLite", version=_version(), at=now)


@contextmanager
def raised(folder: Path) -> Iterator[Stage]:
    """Set up the platforms, a prepared house that nobody opened, and its nursery."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    port = a_free_port()
    with stage.Outside() as outside:
        surroundings = stage.environment(folder / "house", port, outside)
        prepared = stage.prepare(folder / "prepared", surroundings, outside)
        nursery = Nursery(port, surroundings, log=folder / "nursery.log")
        try:
            yield Stage(prepared, port, outside, nursery)
        finally:
            nursery.close()


def _version() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
