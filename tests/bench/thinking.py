"""What a message needs and what the plan says and would have said: triage, deciding, a plan tried on the past."""

from pathlib import Path

from tests.bench.measuring import Figure
from tests.bench.servers import child


def replaying(folder: Path, quick: bool) -> list[Figure]:
    """A changed plan over five thousand messages, beside SQLite handing over the same rows."""
    count = 1_000 if quick else 5_000
    found = child("tests.bench.replaying", str(folder / "house"), str(count))
    whole = found["whole_ms"]  # objectives and alarms too
    return [
        Figure(f"plan backtest, {count:,} messages", whole, "ms CPU", f"raw SQLite {found['raw_ms']:.0f} ms",
               whole / found["raw_ms"], "5,000 in ≤ 10 s, aim 2 s", whole <= 2 * count,
               {"of it reading ms": found["read_ms"], "replaying ms": found["replay_ms"],
                "telling ms": found["tell_ms"], "changed": found["changed"]})
    ]  # fmt: skip


def decide(folder: Path, quick: bool) -> list[Figure]:
    """The example plan asked about what triage found in the messages for scoring, beside looking one word up a line."""
    found = child("tests.bench.deciding")
    micros, bare = found["decide_us"], found["bare_us"]
    return [
        Figure("plan decides, one message", micros, "µs CPU", f"the same lines looked up {bare:.2f} µs", micros / bare,
               more={"with its due time µs": found["due_us"], "left to the default %": 100 * found["default_share"]})
    ]  # fmt: skip


def triage(folder: Path, quick: bool) -> list[Figure]:
    """Messages sorted, in a row and one at a time, beside counting their words; and thought over by the full model."""
    found = child("tests.bench.sorting")
    light, bare = found["light_ms"], found["bare_ms"]
    figures = [
        Figure("triage, light, one core", 1e3 / light, "/s", f"counting words {1e3 / bare:,.0f}/s", bare / light,
               "≥ 2,000/s", light <= 0.5, {"alone ms": found["alone_ms"], "alone p99 ms": found["alone_p99_ms"]})
    ]  # fmt: skip
    if "full_ms" in found:
        figures.append(Figure("triage, full", found["full_ms"], "ms CPU", f"light {light:.2f} ms",
                              found["full_ms"] / light, "≤ 30 ms", found["full_ms"] <= 30))  # fmt: skip
    return figures
