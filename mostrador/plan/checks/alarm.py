"""Crisis levels and trolls: do thresholds rise, does somebody lead, is criticism safe from being called trolling?"""

from collections.abc import Iterator
from itertools import combinations

from mostrador.plan.checks.told import Told, listed
from mostrador.plan.parts import Level
from mostrador.plan.shape import Plan

FEWEST = 2  # authors: a ratio over one of them is no crowd
CRITICISM = "hide_criticism"


def check(plan: Plan, told: Told) -> None:
    _levels(plan, told)
    _troll(plan, told)


def _levels(plan: Plan, told: Told) -> None:
    levels = plan.crisis.levels
    for level in levels:
        _level(level, plan, told)
    for lower, higher in combinations(levels, 2):  # all against all: the one between may not have the word
        for word in _not_rising(lower, higher):
            told.error(
                higher.at,
                f"level {higher.number} does not rise: `{word}` is no more than in level {lower.number}",
                "Raise it.",
            )
    numbers = [level.number for level in levels]
    if numbers != list(range(1, len(numbers) + 1)):
        told.error(plan.crisis.at, "a level of crisis is left out", "Start with level_1 and leave none out.")
    if levels and plan.crisis.stand_down is None:
        told.warn(plan.crisis.at, "nothing says when a crisis ends", "Write `stand_down: {below_for: 12h}`.")


def _level(level: Level, plan: Plan, told: Told) -> None:
    name = f"level_{level.number}"
    if level.lead not in plan.roles:
        fix = f"Write `lead:` with one of {listed(plan.roles)}."
        told.error(told.line_of("crisis", name, "lead"), f"`{level.lead}` is no role", fix)
    if level.surge and level.surge.min_authors < FEWEST:
        told.error(
            told.line_of("crisis", name, "any", "surge"), f"the ratio of {name} has no smallest number of authors",
            f"Write `min_authors:` with {FEWEST} or more: a quiet shop would drown in alarms.",
        )  # fmt: skip


def _not_rising(lower: Level, higher: Level) -> Iterator[str]:
    for word in lower.counts.keys() & higher.counts.keys():
        if higher.counts[word] <= lower.counts[word]:
            yield word
    if lower.surge and higher.surge:
        if higher.surge.ratio <= lower.surge.ratio:
            yield "surge.ratio"
        if higher.surge.min_authors < lower.surge.min_authors:
            yield "surge.min_authors"


def _troll(plan: Plan, told: Told) -> None:
    troll = plan.troll
    if troll is None:
        for line in plan.lines:
            if line.value_of("follow") == "troll":
                fix = "Write `troll: {evidence_needed: 2, …}`."
                told.error(line.at, f"{line.id} follows a part that is missing", fix)
        return
    if troll.evidence_needed < FEWEST:
        fix = "Write `evidence_needed: 2` or more."
        told.error(told.line_of("troll", "evidence_needed"), "one piece of evidence makes nobody a troll", fix)
    if CRITICISM in troll.steps or CRITICISM not in troll.never:
        at = told.line_of("troll", "steps" if CRITICISM in troll.steps else "never")
        told.error(at, "criticism could be hidden", f"Write `{CRITICISM}` under `never`, and not under `steps`.")
    if troll.presume != "criticism":
        at = told.line_of("troll", "presume")
        told.error(at, f"people are presumed `{troll.presume}`", "Write `presume: criticism`.")
    _review(troll.review_by, plan, told)


def _review(role: str, plan: Plan, told: Told) -> None:
    if role not in plan.roles:
        said = f"`{role}` is no role" if role else "nobody looks again at who was called a troll"
        fix = f"Write `review: {{by: …, after: 7d}}` with one of {listed(plan.roles)}."
        told.error(told.line_of("troll", "review"), said, fix)
