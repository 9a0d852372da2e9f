"""`python -m tests.faults.copying --backups N [--seed S]`: copies of a house while people write to it; `--summary`.

In acts of at most ten: a fresh house, five programs at plain doors and somebody who answers, copy after copy. Each is
restored into a fresh folder and compared with the ledger outside; every tenth is damaged and must be refused; every
seventh is killed, at a named place or anywhere. In the end the copied house itself is judged, as in `tests.faults`.
"""

import argparse
import itertools
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults import cycling, tally
from tests.faults.acting import Act
from tests.faults.places import a_quick_folder
from tests.faults.points import OF_COPIES
from tests.faults.restoring import Copying
from tests.faults.senders import Program

LOG = Path("build/faults/copying.jsonl")
MOST_IN_ACT = 10
DAMAGED_EVERY, KILLED_EVERY, KILLED_AT = 10, 7, 4
COUNTED = (
    "copies begun", "killed in the middle", "under a final name after that, and whole", "restored and compared",
    "messages accepted before, looked for", "answers taken before, looked for", "not opened yet when copied",
    "opened again", "answers held for a person", "damaged on purpose", "of them refused",
)  # fmt: skip
WARM = 60  # messages before the first copy
BUSY_SECONDS = 0.05  # between two turns of a program


def main() -> int:
    asked = _arguments()
    if asked.summary:
        print(table(read(Path(asked.log))))
        return 0
    seed, acts = asked.seed or int(time.time()), []
    numbers = iter(range(1, asked.backups + 1))
    for act in itertools.count(1):
        if not (some := list(itertools.islice(numbers, MOST_IN_ACT))):
            break
        acts.append(play(some, seed=seed, act=act, log=Path(asked.log)))
    print(table(acts))
    wrong = [words for told in acts for words in told["violations"]]
    print(*wrong[:50], sep="\n")
    return 1 if wrong else 0


def play(numbers: list[int], *, seed: int, act: int, log: Path) -> dict:
    """Copy one busy house once for each number, and return what it came to."""
    begun = time.monotonic()
    with a_quick_folder(Path(tempfile.gettempdir())) as folder, cycling.an_act(folder, alone=True) as acting:
        _let_them_write(acting)
        copying = Copying(acting, folder / "copies", random.Random(f"{seed}/{act}"))
        for number in numbers:
            copying.copy_once(damage=number % DAMAGED_EVERY == 0, kill=_death(copying, number))
        acting.judge(acting.come_to_rest())
        acting.on.nursery.end()
        copying.open_the_last()
        told = copying.told | {
            **tally.stamp(), "seed": seed, "act": act, "accepted": acting.told.accepted, "answers": acting.told.answers,
            "seconds": round(time.monotonic() - begun), "violations": copying.violations + acting.told.violations,
        }  # fmt: skip
        _keep_what_failed(acting, told, log.parent / f"copying-{seed}-{act}")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    return told


def _let_them_write(acting: Act) -> None:
    """Only those whose thanks say when a word is in the house: what waits at a bot's platform is not in it yet."""
    acting.writers, acting.agent = [one for one in acting._writers() if isinstance(one, Program)], acting._agent()
    for one in acting.writers:
        one.pause_seconds = BUSY_SECONDS
    acting.begin()
    acting.open()
    while len(acting.record.told) < WARM:
        time.sleep(0.05)


def _death(copying: Copying, number: int) -> str:
    """Return where this copy is killed: a named place, `anywhere`, or nowhere."""
    if number % KILLED_EVERY != KILLED_AT or number % DAMAGED_EVERY == 0:
        return ""
    return copying.chance.choice([*OF_COPIES, "anywhere", "anywhere"])


def _keep_what_failed(acting: Act, told: dict, to: Path) -> None:
    if told["violations"]:
        shutil.copytree(acting.on.house.folder, to, dirs_exist_ok=True)


def read(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def table(acts: list[dict]) -> str:
    """Return the sums as a table in Markdown."""
    return "\n".join(["| | |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in _figures(acts))])


def _figures(acts: list[dict]) -> Iterator[tuple[str, str]]:
    for what in COUNTED:
        yield what, f"{sum(act['counts'].get(what, 0) for act in acts):,}"
    yield "messages accepted by the houses", f"{sum(act['accepted'] for act in acts):,}"
    spent = sorted(seconds for act in acts for seconds in act["cpu_seconds"])
    if spent:
        yield "CPU seconds a copy, proof and all: median, most", f"{spent[len(spent) // 2]:.1f}, {spent[-1]:.1f}"
    yield "largest copy, MB", f"{max(act['largest_bytes'] for act in acts) / 1e6:.1f}"
    yield "**violations**", f"{sum(len(act['violations']) for act in acts):,}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.copying", description="Copy a busy house; judge it.")
    parser.add_argument("--backups", type=int, default=MOST_IN_ACT)
    parser.add_argument("--seed", type=int, default=0, help="else the time")
    parser.add_argument("--log", default=str(LOG), help="where it adds up")
    parser.add_argument("--summary", action="store_true", help="print what all runs in the log came to")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
