"""What an objective can be measured by. Each is counted in one unit, and is better smaller or larger.

There is no count of complaints among them: helping people makes the same people complain more, though they think
better of the house, and a target of fewer teaches a team not to listen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from mostrador.kit.words import N_
from mostrador.plan import values
from mostrador.plan.durations import SpanWrong, span
from mostrador.plan.parts import Sign, Target
from mostrador.plan.written import Spot

Unit = Literal["share", "span", "money", "ratio", "count"]
Better = Literal["less", "more"]
WRITTEN = re.compile(r"\s*(<=|>=|<|>|=)\s*(\S+)\s*")
LEAST, MOST = ("<=", "<"), (">=", ">")


class Metric(msgspec.Struct, frozen=True):
    unit: Unit
    better: Better
    words: str  # what is counted, marked for translation


METRICS: Mapping[str, Metric] = {
    "silence_share_24h": Metric("share", "less", N_("left without an answer for a day")),
    "first_human_reply_median": Metric("span", "less", N_("half of the first answers")),
    "first_human_reply_p90": Metric("span", "less", N_("nine of ten first answers")),
    "next_reply_p90": Metric("span", "less", N_("nine of ten later answers")),
    "resolution_median": Metric("span", "less", N_("half of what is finished")),
    "resolution_p90": Metric("span", "less", N_("nine of ten things finished")),
    "promises_kept_share": Metric("share", "more", N_("promises kept")),
    "reopen_share": Metric("share", "less", N_("opened again")),
    "twin_closed_share_15wd": Metric(
        "share", "more", N_("solved for the person and in the product within 15 working days")
    ),
    "contacts_per_errand": Metric("ratio", "less", N_("contacts for each asunto")),
    "repeats_asked_share": Metric("share", "less", N_("asked the same twice")),
    "effort_score": Metric("ratio", "less", N_("effort as customers score it")),
    "tone_shift": Metric("share", "more", N_("left in a better tone than they came")),
    "asked_permission_share": Metric("share", "less", N_("answers that waited for permission")),
    "plan_coverage": Metric("share", "more", N_("messages that a line of the plan decides")),
    "off_topic_rescued_share": Metric("share", "more", N_("errands found under posts")),
    "cost_per_errand": Metric("money", "less", N_("cost of each asunto")),
    "gesture_spend_month": Metric("money", "less", N_("gestures in a month")),
    "thanked_share": Metric("share", "more", N_("thanked in person")),
    "recommendations_month": Metric("count", "more", N_("recommendations in a month")),
    "referral_sales_month": Metric("money", "more", N_("sales by recommendation in a month")),
    "own_posts_per_reply": Metric("ratio", "less", N_("posts of ours for each reply")),
    "questions_decided_share": Metric("share", "more", N_("questions that led to a decision")),
    "ideas_answered_share": Metric("share", "more", N_("ideas that were answered")),
}
EXAMPLE: Mapping[Unit, str] = {"share": "0.02", "span": "60m", "money": "120", "ratio": "0.5", "count": "10"}


def metric(spot: Spot) -> str | None:
    """Read the word of a metric."""
    if spot.value in METRICS:
        return str(spot.value)
    spot.error(f"`{spot.value}` is no metric", f"One of {', '.join(METRICS)}.")
    return None


def target(spot: Spot, name: str, *, decimals: int) -> Target | None:
    """Read a target such as "<=60m" for this metric."""
    found, known = WRITTEN.fullmatch(str(spot.value)), METRICS[name]
    usual = "<=" if known.better == "less" else ">="
    fix = f'Write it like "{usual}{EXAMPLE[known.unit]}".'
    if found is None:
        spot.error(f"`{spot.value}` is no target", fix)
        return None
    sign, amount = found[1], _amount(found[2], known.unit, decimals)
    if amount is None:
        spot.error(f"`{spot.value}` does not count {name} in its unit ({known.unit})", fix)
    elif sign in (MOST if known.better == "less" else LEAST):
        spot.error(f"`{spot.value}` would reward the wrong way: {known.better} of {name} is better", fix)
    else:
        return Target(_sign(sign), amount)
    return None


def now(spot: Spot, name: str, *, decimals: int) -> float | None:
    """Read how things stand; `null` is None."""
    if spot.value is None:
        return None
    unit = METRICS[name].unit
    found = _amount(spot.bare or str(spot.value), unit, decimals)
    if found is None:
        spot.error(f"`{spot.value}` does not count {name} in its unit ({unit})", f"Write it like {EXAMPLE[unit]}.")
    return found


def _amount(text: str, unit: Unit, decimals: int) -> float | None:
    if unit == "span":
        return _seconds(text)
    if unit == "money":
        return values.sum_of(text, decimals)
    number = values.number(text)
    return None if number is None or number < 0 or (unit == "share" and number > 1) else float(number)


def _seconds(text: str) -> float | None:
    try:
        return span(text).total_seconds()
    except SpanWrong:
        return None


def _sign(written: str) -> Sign:
    return written  # type: ignore[return-value]  # the pattern lets only signs through
