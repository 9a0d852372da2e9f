"""`python -m tests.faults --cycles N [--seed S] [--each M]`: kill the house so often; `--summary`: add up what was."""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import tally
from tests.faults.cycling import Run
from tests.faults.points import POINTS


def main() -> int:
    asked = _arguments()
    if asked.summary:
        print(tally.table(tally.read([Path(path) for path in asked.log])))
        return 0
    seed = asked.seed or int(time.time())
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="mostrador-faults-"))
    print(f"seed {seed}, {asked.cycles} cycles in {folder}", flush=True)
    acts = Run(
        seed=seed,
        cycles=asked.cycles,
        folder=folder,
        each=asked.each,
        log=Path(asked.log[0]),
        postgres=asked.postgres,
        several=asked.several,
    ).play()
    print(tally.table(acts))
    violations = [words for act in acts for words in act.violations]
    print(*violations[:50], sep="\n")
    print(f"{sum(act.cycles for act in acts)} cycles, {len(violations)} violations; added to {asked.log[0]}")
    if violations:
        return 1
    if not asked.folder:
        shutil.rmtree(folder)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kill the house and judge it.")
    parser.add_argument("--cycles", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="else the time")
    parser.add_argument("--each", type=int, default=1, help=f"how often each of the {len(POINTS)} named places")
    parser.add_argument("--folder", default="", help="where to work; else a temporary one, gone after success")
    parser.add_argument("--log", nargs="+", default=[str(tally.LOG)], help="where it adds up; several with --summary")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL cluster of the harness's own")
    parser.add_argument(
        "--several", action="store_true", help="an edge, two web, three worker processes, killed one by one"
    )
    parser.add_argument("--summary", action="store_true", help="print what all runs in the log came to")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
