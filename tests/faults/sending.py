"""`python -m tests.faults.sending --sends N [--seed S]`: answers through the real lines to platforms on bad days.

In acts of at most 5,000: a fresh house in this process, its real sending threads, real HTTP on loopback to seven
programs behind plain doors and one bot, a fifth of whose answers go wrong. The clock is moved forward whenever
nothing could leave before a later moment, so that a day of pauses takes minutes; deadlines of calls are not moved.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults import tally
from tests.faults.places import a_quick_folder

LOG = Path("build/faults/sending.jsonl")
MOST_IN_ACT = 5_000
LEFT_AT_MOST = 0.0001


def main() -> int:
    asked = _arguments()
    if asked.summary:
        print(table(read(Path(asked.log))))
        return 0
    seed, left, acts = asked.seed or int(time.time()), asked.sends, []
    while left > 0:
        acts.append(_act(min(left, MOST_IN_ACT), f"{seed}.{len(acts)}", asked))
        left -= acts[-1]["sends"]
    print(table(acts))
    wrong = [words for act in acts for words in act["violations"]]
    print(*wrong[:50], sep="\n")
    return 1 if wrong else 0


def _act(sends: int, seed: str, asked: argparse.Namespace) -> dict:
    """Play one act in a process of its own: a house's databases are opened once in a process."""
    with a_quick_folder(Path(tempfile.gettempdir())) as folder:
        folder.mkdir()
        command = [sys.executable, "-m", "tests.faults.outbox", str(folder), str(sends), seed]
        command += ["--forgetful"] * asked.forgetful + ["--in-one-line"] * asked.in_one_line
        command += [f"--hanging={asked.hanging}"]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOSTRADOR_")}
        done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The act {seed} broke off:\n{done.stderr[-4000:]}")
    told: dict = json.loads(done.stdout.splitlines()[-1])
    act = told | tally.stamp()
    log = Path(asked.log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(act) + "\n")
    return act


def read(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def table(acts: list[dict]) -> str:
    """Return the sums as a table in Markdown, the plain doors apart from the bot."""
    lines = ["| | plain doors | a bot |", "|---|---|---|"]
    for what in ("sends", "calls", "spoilt", "effects", "twice", "lost", "out of order", "left to a person", "failed",
                 "asked for patience", "before the time named"):  # fmt: skip
        cells = [sum(act[side].get(what, 0) for act in acts) for side in ("programs", "bot")]
        lines.append(f"| {what} | {cells[0]:,} | {cells[1]:,} |")
    late = sorted(seconds for act in acts for seconds in act["lateness"])
    if late:
        within = sum(seconds <= 1 for seconds in late) / len(late)
        lines.append(f"| first call within 1 s after the time named | {within:.1%} of {len(late):,} | |")
    spoilt: Counter[str] = sum((Counter(act["kinds"]) for act in acts), Counter())
    lines += ["", ", ".join(f"{kind} {count:,}" for kind, count in spoilt.most_common())]
    hours = sum(act["seconds_told"] for act in acts) / 3600
    lines.append(f"{len(acts)} acts, {hours:.1f} hours on the houses' clock in "
                 f"{sum(act['seconds'] for act in acts) / 60:.0f} minutes; violations: "
                 f"{sum(len(act['violations']) for act in acts)}")  # fmt: skip
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.sending", description="Send on bad days; judge it.")
    parser.add_argument("--sends", type=int, default=MOST_IN_ACT)
    parser.add_argument("--seed", type=int, default=0, help="else the time")
    parser.add_argument("--log", default=str(LOG), help="where it adds up")
    parser.add_argument("--hanging", type=int, default=0, help="further programs that take every call and say nothing")
    parser.add_argument("--forgetful", action="store_true", help="the programs forget keys: the judge must say no")
    parser.add_argument("--in-one-line", action="store_true", help="begin as a house with one line for all would")
    parser.add_argument("--summary", action="store_true", help="print what all runs in the log came to")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
