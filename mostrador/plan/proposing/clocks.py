"""Clocks: nine in ten answers of a door really came within this long, in its own hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from mostrador.kit.words import N_
from mostrador.plan.durations import written
from mostrador.plan.proposing.proposal import ENOUGH, Proposal, within
from mostrador.plan.replaying.past import Spell
from mostrador.plan.replaying.replay import Replay

EVIDENCE = N_("%(within)s of %(all)s answered within %(time)s, half of them within %(half)s")
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440, 2880)
SPANS = tuple(timedelta(minutes=one) for one in MINUTES)


def clocks(replay: Replay, waits: Sequence[Spell]) -> Iterator[Proposal]:
    """Propose `first` and `next` of each entry of `doors` that enough answers were given under."""
    groups: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for spell in waits:
        owes = replay.advice(spell.heard.facts).owes
        if owes and spell.answered_at:
            took = owes.hours.between(spell.heard.at, spell.answered_at).total_seconds()
            groups[owes.door, "next" if spell.again else "first"].append(took)
    for (door, answer), some in sorted(groups.items()):
        if len(some) >= ENOUGH and (found := _clock(replay, door, answer, some)):
            yield found


def _clock(replay: Replay, door: str, answer: str, took: list[float]) -> Proposal | None:
    entry = replay.plan.doors[door]
    old = entry.first if answer == "first" else entry.next
    wanted = within(took, 0.9)
    new = next((span for span in SPANS if span.total_seconds() >= wanted), None)
    if new is None or new == old:
        return None
    fast = sum(one <= new.total_seconds() for one in took)
    numbers = {"within": str(fast), "all": str(len(took)), "time": written(new), "half": near(within(took, 0.5))}
    return Proposal(
        how="value", path=("doors", door, answer), old=written(old), new=written(new), evidence=EVIDENCE,
        numbers=numbers,
    )  # fmt: skip


def near(seconds: float) -> str:
    """Write a span in whole minutes, at least one."""
    return written(timedelta(minutes=max(1, round(seconds / 60))))
