"""What a living house takes of the machine, sample by sample, and whether it takes more and more."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

GROWTH_AT_MOST = 0.10
WAL_AT_MOST_MB = 64.0
# Threads that send, three for each of four doors, leave after 20 idle seconds, and their lines to the database with
# them. Over a minute or more the least number of them is steady; in a shorter time it is not.
SLACK = {"descriptors": 6, "threads": 3}
BRIEF_SLACK, BRIEF_SECONDS = {"descriptors": 40, "threads": 12}, 60.0
LOGGED = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ (?P<level>[A-Z]+) (?P<words>.*)")
BY_THE_SERVER = re.compile(r"^(ERROR|CRITICAL):\s+(?P<words>.*)")


@dataclass(frozen=True)
class Sample:
    at: float  # seconds since the beginning
    rss_mb: float
    pss_mb: float
    anonymous_mb: float  # its own alone: the pages of files that it maps come and go with what others do
    descriptors: int
    threads: int
    wal_mb: dict[str, float]


def look(pid: int, folder: Path, *, at: float) -> Sample:
    process = Path(f"/proc/{pid}")
    told = (process / "smaps_rollup").read_text()
    return Sample(
        at=at,
        rss_mb=_number("Rss", told) / 1024,
        pss_mb=_number("Pss", told) / 1024,
        anonymous_mb=_number("Anonymous", told) / 1024,
        descriptors=len(list((process / "fd").iterdir())),
        threads=_number("Threads", (process / "status").read_text()),
        wal_mb={path.name: path.stat().st_size / 2**20 for path in sorted(folder.glob("*.sqlite3-wal"))},
    )


def _number(name: str, told: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", told, re.MULTILINE)
    assert found, f"The kernel tells no {name}."
    return int(found[1])


@dataclass(frozen=True)
class Course:
    """The first and the last third of what was seen after the warming up."""

    first: Sequence[Sample]
    last: Sequence[Sample]

    def middle(self, what: str) -> tuple[float, float]:
        first, last = (statistics.median(getattr(each, what) for each in third) for third in (self.first, self.last))
        return first, last

    def floor(self, what: str) -> tuple[int, int]:
        """Return the least in both: what comes and goes with the work is not in it, what leaks is."""
        first, last = (min(getattr(each, what) for each in third) for third in (self.first, self.last))
        return first, last

    @property
    def slack(self) -> dict[str, int]:
        return BRIEF_SLACK if self.last[-1].at - self.last[0].at < BRIEF_SECONDS else SLACK


def course(samples: Sequence[Sample], *, warm_after: float) -> Course:
    """Raises `AssertionError` where too little was seen to say anything."""
    warm = [sample for sample in samples if sample.at >= warm_after]
    third = len(warm) // 3
    assert third >= 3, f"{len(warm)} samples say nothing."
    return Course(warm[:third], warm[-third:])


def wrongs(samples: Sequence[Sample], *, warm_after: float) -> list[str]:
    """Return in words what grew that should not."""
    seen, found = course(samples, warm_after=warm_after), []
    first, last = seen.middle("anonymous_mb")
    if last > first * (1 + GROWTH_AT_MOST):
        found.append(f"memory grew from {first:.0f} to {last:.0f} MB")
    for what, slack in seen.slack.items():
        before, after = seen.floor(what)
        if after > before + slack:
            found.append(f"{what} grew from {before} to {after}")
    return [*found, *[f"{name} grew to {most:.0f} MB" for name, most in longest(samples).items()
                      if most > WAL_AT_MOST_MB]]  # fmt: skip


def longest(samples: Iterable[Sample]) -> dict[str, float]:
    """Return the most that each log of a database was, in MB."""
    most: dict[str, float] = {}
    for sample in samples:
        for name, size in sample.wal_mb.items():
            most[name] = max(most.get(name, 0.0), size)
    return most


@dataclass(frozen=True)
class Errors:
    explained: Counter[str]
    unexplained: list[str]


def errors(log: str, *, explains: Callable[[str], str]) -> Errors:
    """Read the house's log. `explains` names the fault that was put in and makes such a line, else returns ""."""
    found = Errors(Counter(), [])
    for words in _wrong_lines(log):
        if why := explains(words):
            found.explained[why] += 1
        else:
            found.unexplained.append(words[:1000])
    return found


def _wrong_lines(log: str) -> Iterable[str]:
    """Yield each error with what stands under it; words in no form at all (a bare traceback) are an error too."""
    entry: list[str] = []
    for line in [*log.splitlines(), "2000-01-01 00:00:00,000 INFO end"]:
        logged, served = LOGGED.match(line), BY_THE_SERVER.match(line)
        if (logged or served or line.startswith("Traceback (most recent")) and not _continues(entry, line):
            if entry:
                yield "\n".join(entry)
            wrong = served or not logged or logged["level"] in ("ERROR", "CRITICAL")
            entry = [line] if wrong else []
        elif entry:
            entry.append(line)


def _continues(entry: list[str], line: str) -> bool:
    return bool(entry) and line.startswith("Traceback")
