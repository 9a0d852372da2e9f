"""Doors: can their clocks be met at all, and is there a reason for their rank?"""

from datetime import timedelta

from mostrador.plan.checks.lines import is_door
from mostrador.plan.checks.told import Told, listed
from mostrador.plan.durations import written
from mostrador.plan.shape import Clock, Plan

MINUTE = timedelta(minutes=1)
QUICKEST = MINUTE  # nobody reads, understands and answers in less


def check(plan: Plan, told: Told) -> None:
    if "default" not in plan.doors:
        told.warn(
            told.line_of("doors"), "a door that is not named here gets your most patient clock",
            "Add `default: {first: 1h, hours: …}`.",
        )  # fmt: skip
    for clock in plan.doors.values():
        _clock(clock, told)
        if clock.fallback and not is_door(plan, clock.fallback):
            told.error(clock.at, f"the fallback `{clock.fallback}` is no door", f"One of {listed(plan.doors)}.")
        if clock.fallback == clock.key:
            told.error(clock.at, f"{clock.key} falls back on itself", "Name another door.")
    _ranks(plan, told)


def _clock(clock: Clock, told: Told) -> None:
    for word, length in (("first", clock.first), ("next", clock.next)):
        if length < QUICKEST:
            told.error(
                clock.at, f"`{word}` of {clock.key} is {written(length)}: nobody on shift can answer so fast",
                "Write a minute or more: 5m.",
            )  # fmt: skip
    if clock.resolve is not None and clock.resolve < clock.first:
        told.error(clock.at, f"{clock.key} would be done before it is answered", "Raise `resolve`, or lower `first`.")
    if clock.window is not None and clock.first >= clock.window:
        said = f"{clock.key} may be answered after its window of {written(clock.window)} has closed"
        told.error(clock.at, said, "Lower `first`.")


def _ranks(plan: Plan, told: Told) -> None:
    shown = {name for segment in plan.segments if segment.evidence for name in segment.doors}
    for clock in plan.doors.values():
        if clock.priority == 1 and clock.key not in shown:
            said = f"nothing shows why {clock.key} comes first"
            told.warn(clock.at, said, "Name it in a segment with `evidence`, or lower its `priority`.")
