"""Adds up over runs: one line an act in a file of its own, and the table that stands in docs/running/reliability.md."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.house import ROOT

LOG = Path("build/faults/log.jsonl")


@dataclass
class Act:
    """What one act (one fresh house, many deaths) came to."""

    seed: int
    act: int
    database: str
    version: str
    at: str
    kills: Counter[str] = field(default_factory=Counter)  # by place; "anywhere", "while opening"
    missed: Counter[str] = field(default_factory=Counter)  # places that this act did not come to in time
    accepted: int = 0
    repeats: int = 0
    set_apart: int = 0
    answers: int = 0
    posts: int = 0
    to_a_person: int = 0
    slowest_ready_seconds: float = 0.0
    seconds: float = 0.0  # of the whole act, its judgement too; 0: it was not written down then
    violations: list[str] = field(default_factory=list)

    @property
    def cycles(self) -> int:
        return self.kills.total()


def stamp() -> dict[str, str]:
    """Return the commit that is played with, and when."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return {"version": commit, "at": datetime.now(UTC).isoformat(timespec="seconds")}


def append(path: Path, act: Act) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(vars(act)) + "\n")


def read(paths: Iterable[Path]) -> list[Act]:
    acts = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            acts.append(Act(**{**row, "kills": Counter(row["kills"]), "missed": Counter(row["missed"])}))
    return acts


def table(acts: list[Act]) -> str:
    """Return the sums by database as a table in Markdown, and the kills by place."""
    databases = sorted({act.database for act in acts})
    by = {name: [act for act in acts if act.database == name] for name in databases}
    rows = [
        ("kill cycles", lambda of: sum(act.cycles for act in of)),
        ("of them at named places", lambda of: sum(_named(act) for act in of)),
        ("messages accepted", lambda of: sum(act.accepted for act in of)),
        ("repeats of accepted ones", lambda of: sum(act.repeats for act in of)),
        ("in quarantine, in sight", lambda of: sum(act.set_apart for act in of)),
        ("answers taken", lambda of: sum(act.answers for act in of)),
        ("calls that brought them to the platforms", lambda of: sum(act.posts for act in of)),
        ("left to a person (unsure)", lambda of: sum(act.to_a_person for act in of)),
        ("slowest to be ready again, seconds (noisy)", lambda of: max(act.slowest_ready_seconds for act in of)),
        ("seconds a cycle, judging included (noisy)", _seconds_a_cycle),
        ("**violations**", lambda of: sum(len(act.violations) for act in of)),
    ]
    lines = [f"| | {' | '.join(databases)} |", f"|---|{'---|' * len(databases)}"]
    lines += [f"| {name} | {' | '.join(_number(count(by[each])) for each in databases)} |" for name, count in rows]
    places = sum((act.kills for act in acts), Counter[str]())
    lines += ["", "| killed at | times |", "|---|---|"]
    lines += [f"| `{place}` | {times:,} |" for place, times in sorted(places.items())]
    return "\n".join(lines)


def _seconds_a_cycle(acts: list[Act]) -> float:
    timed = [act for act in acts if act.seconds]
    return sum(act.seconds for act in timed) / max(1, sum(act.cycles for act in timed))


def _named(act: Act) -> int:
    return sum(times for place, times in act.kills.items() if "." in place)


def _number(count: float) -> str:
    return f"{count:,.1f}" if isinstance(count, float) else f"{count:,}"
