"""`python -m tests.faults.soaking --minutes N [--seed S]`: a real `mostrador serve` under mixed load, for long.

Some twenty messages a second by all doors, answers, pages, searches, uploads, streams and copies; one call in a
hundred goes wrong. What the process takes of the machine is sampled all the while; when all is quiet the ledger kept
outside is compared with what the house shows. `--summary` adds up all runs.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.measuring import percentile
from tests.faults import judging, looking, stage, tally, watching
from tests.faults.answering import Agent
from tests.faults.callers import Calm, Colleague, DeadReader, Listener, Neighbours, Photographer
from tests.faults.databases import Files
from tests.faults.places import a_quick_folder
from tests.faults.record import Record
from tests.faults.senders import Somebody, finish
from tests.faults.watching import Sample
from tests.running import House
from tests.simulators.bad_days import ONLY_A_BOT, BadDays, by_idempotency_key, by_words

LOG = Path("build/faults/soaking.jsonl")
SHARE = 0.01
WARMING = 1 / 3  # of the time: each thread's page cache fills with the first thousands of messages
QUIET_SECONDS = 150.0
LISTENERS = 4
# What the house may write into its log as an error, by the fault that makes it: nothing so far.
EXPLAINED: dict[str, str] = {}


class Soak:
    """One house, opened once; `live` for so long, then `judge`."""

    def __init__(self, folder: Path, seed: int, stack: ExitStack) -> None:
        self.seed, self.record = seed, Record()
        self.outside = stack.enter_context(stage.Outside())
        self.house = House(folder, MOSTRADOR_ALLOW_HOSTS=self.outside.hosts)
        self.prepared = stage.prepare(folder, dict(self.house.environment), self.outside)
        self.days = self._bad_days()
        self.house.start()
        stack.callback(self.house.stop)
        self.somebodies = self._everybody()
        self.samples: list[Sample] = []
        self.look = looking.Looking(self.prepared, self.house.port, self.outside, Files())

    def _bad_days(self) -> list[BadDays]:
        out, seed = self.outside, self.seed
        receiver = BadDays(out.receiver, seed=f"{seed} program", who=by_idempotency_key, share=SHARE)
        bot = BadDays(out.bot, seed=f"{seed} bot", who=by_words, also=ONLY_A_BOT, share=SHARE)
        pictures = BadDays(out.pictures, seed=f"{seed} pictures", who=lambda call: call.path, share=SHARE)
        out.receiver.script, out.bot.script, out.pictures.script = receiver, bot, pictures
        return [receiver, bot, pictures]

    def _everybody(self) -> list[Somebody]:
        common, doors, out = (self.house.port, self.record, str(self.seed)), self.prepared.doors, self.outside
        self.colleague = Colleague("colleague", *common)
        self.agent = Agent("agent", *common, token=self.prepared.token)
        self.agent.pause_seconds = 0.5
        session = self.colleague.session
        return [
            *[Calm(name, *common, door=name, at=doors[name], outside=out) for name in ("tienda", "web")],
            *[Photographer(f"v{name}", *common, at=doors["chat"]) for name in "ab"],
            Neighbours("p", *common, outside=out, first=100_000),
            self.colleague, self.agent,
            *[Listener(f"listener {number}", *common, session=session) for number in range(LISTENERS)],
            DeadReader("dead reader", *common, session=session),
        ]  # fmt: skip

    def live(self, seconds: float, *, sample_every: float, copy_every: float) -> None:
        begun, copied = time.monotonic(), 0.0
        copying = threading.Thread()
        for somebody in self.somebodies:
            somebody.start()
        while (at := time.monotonic() - begun) < seconds:
            self.samples.append(watching.look(self.house.pid, self.house.folder, at=at))
            if at - copied > copy_every and not copying.is_alive():
                copied, copying = at, threading.Thread(target=self._copy, daemon=True)
                copying.start()
            time.sleep(sample_every)
        for somebody in self.somebodies:
            if not somebody.is_alive():
                self.record.trouble(f"{somebody.name} gave up in the middle")
        if copying.ident:
            copying.join(120)

    def _copy(self) -> None:
        done = self.house.run("backup")
        self.record.count("copies")
        if done.returncode:
            self.record.trouble(f"backup ended with {done.returncode}: {done.stderr[-300:]}")

    def judge(self) -> list[str]:
        """Let everybody finish and everything come to rest; return what is lost, doubled or out of order."""
        found = finish([each for each in self.somebodies if each is not self.agent])
        self.look.until_quiet(QUIET_SECONDS)
        found += finish([self.agent])
        if still := self.look.until_quiet(QUIET_SECONDS):
            found.append(f"it does not come to rest: {still}")
        view = self.look.view(self.record)
        view.posts.clear()  # the bot refuses some for now (429): these leave again, rightly
        return found + judging.judge(self.record, view)

    def told(self, seconds: float, violations: list[str]) -> dict[str, Any]:
        """Return what it came to, for the log."""
        seen = watching.course(self.samples, warm_after=seconds * WARMING)
        errors = watching.errors(self.house.log, explains=_explains)
        statuses = sum((each.line.heard for each in self.somebodies), Counter[int]())
        broken = {str(status): count for status, count in statuses.items() if status >= 500}
        grown = watching.wrongs(self.samples, warm_after=seconds * WARMING)
        return {
            "seed": self.seed, **tally.stamp(),
            "minutes": seconds / 60,
            "counts": {"messages": len(self.record.told), "answers": len(self.record.answered), **self.record.counts},
            "calls": sum(day.calls for day in self.days),
            "spoilt": dict(sum((day.spoilt for day in self.days), Counter[str]())),
            **{what: seen.middle(what) for what in ("anonymous_mb", "pss_mb", "rss_mb")},
            "descriptors": seen.floor("descriptors"), "threads": seen.floor("threads"),
            "wal_mb": watching.longest(self.samples),
            "page_ms": [percentile(self.colleague.took_ms, share) for share in (0.5, 0.99)],
            "errors_explained": dict(errors.explained), "errors_unexplained": errors.unexplained, "5xx": broken,
            "violations": [
                *violations, *grown, *[f"unexplained: {words[:200]}" for words in errors.unexplained],
                *[f"{count} answers {status}" for status, count in broken.items()],
            ],
        }  # fmt: skip


def _explains(words: str) -> str:
    return next((why for part, why in EXPLAINED.items() if part in words), "")


def soak(folder: Path, *, seed: int, seconds: float, sample_every: float, copy_every: float) -> dict[str, Any]:
    with ExitStack() as stack:
        it = Soak(folder, seed, stack)
        it.live(seconds, sample_every=sample_every, copy_every=copy_every)
        told = it.told(seconds, it.judge())
        told["samples"] = [list(vars(each).values()) for each in it.samples]
        return told


def main() -> int:
    asked = _arguments()
    if asked.summary:
        print(table(read(Path(asked.log))))
        return 0
    seed, seconds = asked.seed or int(time.time()), asked.minutes * 60
    with a_quick_folder(Path(tempfile.gettempdir())) as folder:
        folder.parent.mkdir(exist_ok=True)
        told = soak(folder, seed=seed, seconds=seconds, sample_every=min(5.0, seconds / 45),
                    copy_every=min(300.0, seconds / 2))  # fmt: skip
        kept = (folder / "serve.log").read_text(encoding="utf-8", errors="replace")
    log = Path(asked.log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    print(table([told]), *told["violations"][:50], *[kept[-4000:]] * bool(told["errors_unexplained"]), sep="\n")
    return 1 if told["violations"] else 0


def read(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def table(runs: list[dict[str, Any]]) -> str:
    """Return the sums of all runs, and the worst of what may not grow, as a table in Markdown."""
    counts = sum((Counter(run["counts"]) for run in runs), Counter[str]())
    spoilt = sum((Counter(run["spoilt"]) for run in runs), Counter[str]())
    rows = {
        "minutes (runs)": f"{sum(run['minutes'] for run in runs):.0f} ({len(runs)})",
        **{name: f"{count:,}" for name, count in sorted(counts.items())},
        "calls spoilt": f"{spoilt.total():,} of {sum(run['calls'] for run in runs):,}",
        **{f"{what}, first → last third": "; ".join("{:.0f} → {:.0f}".format(*run[what]) for run in runs)
           for what in ("anonymous_mb", "pss_mb", "rss_mb", "descriptors", "threads")
           if all(what in run for run in runs)},
        "longest log of a database, MB": f"{max(max(run['wal_mb'].values(), default=0) for run in runs):.1f}",
        "pages p50, p99 in ms (noisy)": "; ".join("{:.0f}, {:.0f}".format(*run["page_ms"]) for run in runs),
        "errors explained": f"{sum(sum(run['errors_explained'].values()) for run in runs):,}",
        "**errors unexplained**": f"{sum(len(run['errors_unexplained']) for run in runs):,}",
        "**violations**": f"{sum(len(run['violations']) for run in runs):,}",
    }  # fmt: skip
    return "\n".join(["| | |", "|---|---|", *[f"| {name} | {told} |" for name, told in rows.items()]])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soaking", description="Let a house live; judge it.")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=0, help="else the time")
    parser.add_argument("--log", default=str(LOG), help="where it adds up")
    parser.add_argument("--summary", action="store_true", help="print what all runs in the log came to")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
