"""What an objective can be measured by. Each is counted in one unit, and is better smaller or larger.

There is no count of complaints among them: helping people makes the same people complain more, though they think
better of the house, and a target of fewer teaches a team not to listen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

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


METRICS: Mapping[str, Metric] = {
    "silence_share_24h": Metric("share", "less"),
    "first_human_reply_median": Metric("span", "less"),
    "first_human_reply_p90": Metric("span", "less"),
    "next_reply_p90": Metric("span", "less"),
    "resolution_median": Metric("span", "less"),
    "resolution_p90": Metric("span", "less"),
    "promises_kept_share": Metric("share", "more"),
    "reopen_share": Metric("share", "less"),
    "twin_closed_share_15wd": Metric("share", "more"),
    "contacts_per_errand": Metric("ratio", "less"),
    "repeats_asked_share": Metric("share", "less"),
    "effort_score": Metric("ratio", "less"),
    "tone_shift": Metric("share", "more"),
    "asked_permission_share": Metric("share", "less"),
    "plan_coverage": Metric("share", "more"),
    "off_topic_rescued_share": Metric("share", "more"),
    "cost_per_errand": Metric("money", "less"),
    "gesture_spend_month": Metric("money", "less"),
    "thanked_share": Metric("share", "more"),
    "recommendations_month": Metric("count", "more"),
    "referral_sales_month": Metric("money", "more"),
    "own_posts_per_reply": Metric("ratio", "less"),
    "questions_decided_share": Metric("share", "more"),
    "ideas_answered_share": Metric("share", "more"),
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
    found = _amount(str(spot.value), unit, decimals)
    if found is None:
        spot.error(f"`{spot.value}` does not count {name} in its unit ({unit})", f"Write it like {EXAMPLE[unit]}.")
    return found


def _amount(text: str, unit: Unit, decimals: int) -> float | None:
    if unit == "span":
        return _seconds(text)
    number = values.number(text)
    if number is None or number < 0 or (unit == "share" and number > 1):
        return None
    return float(number.scaleb(decimals)) if unit == "money" else float(number)


def _seconds(text: str) -> float | None:
    try:
        return span(text).total_seconds()
    except SpanWrong:
        return None


def _sign(written: str) -> Sign:
    return written  # type: ignore[return-value]  # the pattern lets only signs through
