"""The plan asked what it says of a message: `python -m tests.bench.deciding`. Prints CPU µs of this process.

The facts are what the light model finds in the messages for scoring, with the doors of the example plan in turn. The
yardstick goes down the same lines and looks one word up in each: the least that such rules can cost.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mostrador.kit import clock
from mostrador.plan import deciding, reading
from mostrador.plan.shape import Clock, Facts, Plan
from mostrador.triage import sorting
from mostrador.triage.opinion import Opinion
from tests.triage import dev_rows

EXAMPLE = Path(__file__).parents[1] / "plan" / "samples" / "la-vidriera.yaml"
ROUNDS = 20


def figures() -> dict[str, float]:
    """Return the CPU µs of one decision, of one with the moment that it is due, and of the bare look-ups."""
    plan = reading.read_file(EXAMPLE)
    facts = list(_facts(plan))
    needs = [line.when.written.get("need") for line in plan.order]
    now = clock.now()

    def due(one: Facts) -> object:
        owes = deciding.decide(plan, one).owes
        return owes.due_at(now) if owes is not None else None

    def bare(one: Facts) -> object:
        return next((place for place, need in enumerate(needs) if need == one.need), None)

    return {
        "decide_us": _best(lambda one: deciding.decide(plan, one), facts), "due_us": _best(due, facts),
        "bare_us": _best(bare, facts), "default_share": _default(plan, facts),
    }  # fmt: skip


def _facts(plan: Plan) -> Sequence[Facts]:
    doors = itertools.cycle(plan.doors.values())
    rows = [row for language in dev_rows.LANGUAGES for row in dev_rows.rows(language)]
    return [_of(sorting.sort(row.text), next(doors)) for row in rows]


def _of(opinion: Opinion, door: Clock) -> Facts:
    return Facts(
        needs=tuple(need.kind for need in opinion.needs), asks_for_manager=opinion.asks_for_manager,
        needs_answer=opinion.needs_answer, abuse=opinion.abuse, spam=opinion.spam, raises=frozenset(opinion.raises),
        public=bool(door.for_public), door_name=door.key,
    )  # fmt: skip


def _default(plan: Plan, facts: Sequence[Facts]) -> float:
    """Return the share that goes down every line to the last."""
    last = plan.order[-1].id
    return sum(deciding.decide(plan, one).line == last for one in facts) / len(facts)


def _best(act: Callable[[Facts], object], facts: Sequence[Facts]) -> float:
    """Return the CPU µs that one takes, of the best round."""
    return min(_round(act, facts) for _ in range(ROUNDS)) * 1e6 / len(facts)


def _round(act: Callable[[Facts], object], facts: Sequence[Facts]) -> float:
    began = time.process_time()
    for one in facts:
        act(one)
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps(figures()))
