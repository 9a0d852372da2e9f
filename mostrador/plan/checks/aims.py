"""Objectives, segments, questions, starters and dates: do they lead somewhere, and does anything show it?"""

from mostrador.plan.checks.lines import is_door
from mostrador.plan.checks.told import Told, listed
from mostrador.plan.durations import written
from mostrador.plan.metrics import LEAST
from mostrador.plan.shape import Plan
from mostrador.plan.values import no_name

QUICK = ("first_human_reply_median", "first_human_reply_p90")


def check(plan: Plan, told: Told) -> None:
    _dates(plan, told)
    _objectives(plan, told)
    _segments(plan, told)
    _questions(plan, told)
    _calendar(plan, told)


def _dates(plan: Plan, told: Told) -> None:
    start, review = plan.effective_from, plan.review_by
    if start and review and review <= start:
        told.error(told.line_of("review_by"), "the plan is to be reviewed before it begins", "Write a later day.")
    if told.today is None:
        return
    if review and review < told.today:
        told.warn(
            told.line_of("review_by"),
            f"the plan should have been reviewed by {review}",
            "Review it and write the next day.",
        )
    if start and start > told.today:
        told.warn(
            told.line_of("effective_from"),
            f"the plan begins on {start}",
            "It holds as soon as it is in force; mend the day.",
        )


def _objectives(plan: Plan, told: Told) -> None:
    _twice([(one.id, one.at) for one in plan.objectives] + [(one.id, one.at) for one in plan.questions], told)
    quickest = min(plan.doors.values(), key=lambda clock: clock.first)
    for one in plan.objectives:
        if one.now is None:
            told.warn(one.at, f"nobody knows how {one.id} stands now", "Measure it first, and write it under `now`.")
        if told.today and one.by < told.today:
            told.warn(one.at, f"the day of {one.id} is past ({one.by})", "Say what came of it, and write the next day.")
        too_quick = (
            one.metric in QUICK and one.target.sign in LEAST and one.target.amount < quickest.first.total_seconds()
        )
        if too_quick:
            said = f"{one.id} asks for more than any door promises: {quickest.key} gives {written(quickest.first)}"
            told.error(one.at, said, "Lower the `first` of your doors, or raise the target.")


def _segments(plan: Plan, told: Told) -> None:
    _twice([(one.id, one.at) for one in plan.segments], told)
    for one in plan.segments:
        if one.id and (fix := no_name(one.id)):
            told.error(one.at, f"`{one.id}` is no id", fix)
        for name in one.doors:
            if not is_door(plan, name):
                told.error(one.at, f"`{name}` in {one.id} is no door of this plan", f"One of {listed(plan.doors)}.")
        if not one.evidence:
            told.warn(one.at, f"nothing shows that {one.id} matter", "Write how you know: `evidence: …`.")


def _questions(plan: Plan, told: Told) -> None:
    for one in plan.questions:
        if not one.decides:
            told.warn(one.at, f"{one.id} decides nothing", "Write what the answer decides, or do not ask.")


def _calendar(plan: Plan, told: Told) -> None:
    for one in plan.calendar:
        if not is_door(plan, one.door):
            told.error(one.at, f"`{one.door}` is no door of this plan", f"One of {listed(plan.doors)}.")
    about_us = sum(one.about == "us" for one in plan.calendar)
    if about_us > len(plan.calendar) - about_us:
        said = f"{about_us} of {len(plan.calendar)} conversations we start are about us"
        told.warn(told.line_of("calendar"), said, "Start more about your customers than about yourselves.")


def _twice(ids: list[tuple[str, int]], told: Told) -> None:
    seen: set[str] = set()
    for name, at in ids:
        if name in seen:
            told.error(at, f"`{name}` is used twice", "Give each its own id.")
        seen.add(name)
