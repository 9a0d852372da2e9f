"""Runs the tests lane by lane and adds them up: `python -m tests.lanes [LANE …] [--all] [--also PASSED FAILED]`.

The last line is alone and always of the form `N passed, M failed[, K skipped]`.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.servers import debian, postgres

PACKAGES = (postgres.PACKAGE, "chromium", "fonts-liberation", "dovecot-imapd", "postfix", "strace")
LANE_SECONDS = 40 * 60
REAL = ("tests/browser", "tests/servers", "tests/faults")
# They open whole houses, as processes or with a day's story, start programs again and again, or think at length.
HOUSES = (
    "tests/site", "tests/upgrades", "tests/demo", "tests/architecture/test_lanes.py", "tests/kit/test_aging.py",
    "tests/journeys/test_an_open_house_thinks_again.py", "tests/journeys/test_bad_calls.py",
    "tests/journeys/test_bad_input.py", "tests/journeys/test_giving_together.py", "tests/journeys/test_plain_door.py",
    "tests/plan/test_every_leaf.py", "tests/plan/test_proposing.py",
    "tests/triage/test_commands.py", "tests/triage/test_tempering.py", "tests/triage/test_thinker.py",
)  # fmt: skip
NO_TESTS = 5  # pytest's own exit code

# On every core; a file stays on one of them, for its houses are dear to open.
CORES = ["--numprocesses=auto", "--dist=loadfile"]
Lane = tuple[str, list[str]]
APART = [f"--ignore={place}" for place in (*REAL, *HOUSES)]
FAST = ("fast", ["tests", "-m", "not slow", "--durations=10", *CORES, *APART])
# In this order: else the files with the fewest tests come last, and those that wait a minute for somebody's death are.
WHOLE = ("houses", [*HOUSES, "-m", "not slow", "--durations=10", *CORES, "--no-loadscope-reorder"])
BROWSER = ("browser", ["tests/browser", "-m", "not slow", "--durations=10", *CORES])
SERVERS = ("servers", ["tests/servers", "-m", "not slow", "--durations=5", *CORES])
# Test by test: one file has most of the deaths, and each test opens a house of its own anyway. Half of the time they
# wait for deadlines that are real: two for each core, each begins with a share, and whoever is idle takes from others.
KILLS = ("kills", ["tests/faults", "-m", "not slow", f"--numprocesses={2 * (os.cpu_count() or 1)}",
                   "--dist=worksteal", "--durations=5"])  # fmt: skip
# What touches the store, once more on PostgreSQL; `pytest --postgres` runs anything else so.
STORED = (
    "tests/inbox", "tests/api", "tests/journeys/test_inbound.py", "tests/journeys/test_several_workers.py",
    "tests/journeys/test_giving_together.py", "tests/journeys/test_plain_door.py", "tests/journeys/test_sending.py",
    "tests/journeys/test_alarming.py", "tests/journeys/test_climbing.py", "tests/journeys/test_lending.py",
    "tests/journeys/test_watching.py", "tests/journeys/test_climbing_together.py", "tests/journeys/test_crisis.py",
    "tests/journeys/test_reconsidering.py",
    "tests/doors/test_parcels.py", "tests/doors/test_postgres_parcels.py",
    "tests/doors/test_sweeping.py", "tests/desk/test_live_postgres.py", "tests/desk/test_live_beside_neighbours.py",
    "tests/desk/test_lists.py",
    "tests/desk/test_permission.py", "tests/kit/test_jobs.py", "tests/kit/test_notices.py",
    "tests/kit/test_carrying.py", "tests/kit/test_coming_back.py", "tests/shop/test_listing.py",
    "tests/site/test_processes.py", "tests/site/test_one_house.py",
    "tests/site/test_upkeep.py", "tests/site/copies/test_postgres.py",
    "tests/upgrades/test_on_postgres.py",
)  # fmt: skip
POSTGRES = ("postgresql", ["--postgres", *STORED, "-m", "not slow", *CORES])
SLOW = ("slow", ["tests", "-m", "slow"])
EVERY_TIME = (FAST, WHOLE, POSTGRES, BROWSER, SERVERS, KILLS)


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main() -> int:
    asked = _arguments()
    still = debian.provide(*PACKAGES)
    if still:
        print(f"MISSING {' '.join(still)}: the tests that need them are skipped below.", flush=True)
    lanes = [lane for lane in _asked_for(asked) if lane is not POSTGRES or postgres.PACKAGE not in still]
    told = [run(name, arguments) for name, arguments in lanes]
    print(*_summary(told), sep="\n")
    tests, checks = sum([ran.tests for ran in told], Count()), Count(*asked.also)
    print(tests + checks, flush=True)
    return verdict(tests) or (1 if checks.failed else 0)


def _asked_for(asked: argparse.Namespace) -> list[Lane]:
    if asked.lanes:
        return [lane for lane in (*EVERY_TIME, SLOW) if lane[0] in asked.lanes]
    return [*EVERY_TIME, SLOW] if asked.all else [*EVERY_TIME]


def verdict(ran: Count) -> int:
    """Return the exit code: that no test ran is a failure too."""
    return 1 if ran.failed or not ran.passed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/test", description="Run the tests.")
    names = [name for name, _ in (*EVERY_TIME, SLOW)]
    parser.add_argument("lanes", nargs="*", metavar="LANE", help=f"only these: {', '.join(names)}")
    parser.add_argument("--all", action="store_true", help="the slow lane too")
    parser.add_argument("--also", nargs=2, type=int, default=[0, 0], metavar=("PASSED", "FAILED"),
                        help="other checks to add to the last line")  # fmt: skip
    asked = parser.parse_args()
    if unknown := set(asked.lanes) - set(names):
        parser.error(f"There is no lane {', '.join(sorted(unknown))}; there are {', '.join(names)}.")
    return asked


class Ran(NamedTuple):
    """What one lane did: its tests, the seconds by the clock and of all cores, and why some were skipped."""

    name: str
    tests: Count
    seconds: float
    cpu: float
    skips: list[str]


def run(name: str, arguments: list[str]) -> Ran:
    print(f"\n── {name} lane", flush=True)
    begun, worked = time.monotonic(), _cpu()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
        code, reported = _code(command), report.exists()
        count, skips = _counted(report)
    # Without a report it ended in the middle, whatever code it left with.
    if code not in (0, 1, NO_TESTS) or (code == 1 and not count.failed) or not reported:
        print(f"The {name} lane broke off with code {code}.", flush=True)
        count.failed += 1
    return Ran(name, count, time.monotonic() - begun, _cpu() - worked, skips)


def _cpu() -> float:
    """Return what the lanes that ended, and all that they had begun and seen to its end, took of the cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _code(command: list[str]) -> int:
    try:
        return subprocess.run(command, check=False, timeout=LANE_SECONDS).returncode
    except subprocess.TimeoutExpired:
        return -1


def _counted(report: Path) -> tuple[Count, list[str]]:
    """Read pytest's own report: how many of each, and why some were skipped."""
    if not report.exists():
        return Count(), []
    count, skips = Count(), []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            count.failed += 1
        elif (skipped := case.find("skipped")) is not None:
            count.skipped += 1
            skips.append(f"{case.get('classname')}.{case.get('name')}: {skipped.get('message')}")
        else:
            count.passed += 1
    return count, skips


def _summary(told: list[Ran]) -> Iterator[str]:
    yield "\n── summary"
    for ran in told:
        yield f"{ran.name:14} {ran.tests}  in {ran.seconds:.0f} s, {ran.cpu:.0f} of the cores"
        yield from [f"  SKIPPED {skip}" for skip in ran.skips]
    if not sum([ran.tests.passed for ran in told]):
        yield "No test ran: that is a failure."


if __name__ == "__main__":
    sys.exit(main())
