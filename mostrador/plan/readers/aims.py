"""Reads objectives, segments, questions, calendar and measure: whom we mean, what for, and how we shall know."""

import re
from datetime import timedelta
from functools import partial

from mostrador.plan import metrics, values
from mostrador.plan.durations import SpanWrong, span
from mostrador.plan.parts import Measure, Objective, Pace, Question, Segment, Starter
from mostrador.plan.written import Spot

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ABOUT = ("customer", "us")
GRADES = ("measured", "declared", "inferred", "not_measurable")
AUDIENCES = (
    "orders", "first_orders", "buyers_of_new", "returners", "complainers", "recommenders", "askers", "everyone",
)  # fmt: skip
"""Whom a question can be put to."""
ONCE = "once"
PACE = re.compile(r"(\d{1,3})/(\w+)")
NO_NAMES: tuple[str, ...] = ()


def objectives(spot: Spot, *, decimals: int) -> tuple[Objective, ...]:
    return tuple(found for one in spot.items() if (found := _objective(one, decimals)) is not None)


def _objective(spot: Spot, decimals: int) -> Objective | None:
    name, word = spot.need("id", "Write `id: O1`."), spot.need("metric", "Write what it is measured by: `metric: …`.")
    goal = spot.need("target", 'Write what to reach: `target: "<=0.02"`.')
    by = spot.need("by", "Write by which day: `by: 2026-06-30`.")
    line_id, day = (values.line_id(name) if name else None), (values.day(by) if by else None)
    metric = metrics.metric(word) if word else None
    stands, text = spot.take("now"), spot.read("text", values.text, "")
    spot.done(("id", "text", "metric", "now", "target", "by"))
    if metric is None or goal is None:
        return None
    target = metrics.target(goal, metric, decimals=decimals)
    now = metrics.now(stands, metric, decimals=decimals) if stands else None
    if target is None or day is None or line_id is None:
        return None
    return Objective(id=line_id, text=text, metric=metric, target=target, by=day, now=now, at=spot.line)


def segments(spot: Spot) -> tuple[Segment, ...]:
    return tuple(_segment(one) for one in spot.items())


def _segment(spot: Spot) -> Segment:
    name = spot.need("id", "Write `id: neighbours`.")
    found = Segment(
        id=(values.word(name) if name else None) or "",
        text=spot.read("text", values.text, ""),
        doors=spot.read("doors", values.words, NO_NAMES),
        evidence=spot.read("evidence", values.text, ""),
        at=spot.line,
    )
    spot.done(("id", "text", "doors", "evidence"))
    return found


def questions(spot: Spot) -> tuple[Question, ...]:
    return tuple(found for one in spot.items() if (found := _question(one)) is not None)


def _question(spot: Spot) -> Question | None:
    name, text = spot.need("id", "Write `id: Q1`."), spot.need("text", "Write the question: `text: …`.")
    to = spot.need("to", f"Write whom: `to:` with one of {', '.join(AUDIENCES)}.")
    after, pace = spot.need("after", "Write when: `after: 2d`."), spot.need("per_person", "Write `per_person: 1/90d`.")
    line_id, words = (values.line_id(name) if name else None), (values.text(text) if text else None)
    whom = values.choice(to, known=AUDIENCES) if to else None
    wait, often = (values.length(after) if after else None), (_pace(pace) if pace else None)
    decides = spot.read("decides", values.text, "")
    spot.done(("id", "text", "to", "after", "per_person", "decides"))
    if not line_id or not words or not whom or wait is None or often is None:
        return None
    return Question(id=line_id, text=words, to=whom, after=wait, per_person=often, decides=decides, at=spot.line)


def _pace(spot: Spot) -> Pace | None:
    found = pace(str(spot.value))
    if found is None:
        spot.error(f"`{spot.value}` does not say how often one person may be asked", "Write `1/90d`, or `once`.")
    return found


def pace(written: str) -> Pace | None:
    """Read how often one person may be asked; None where that does not say it."""
    if written == ONCE:
        return Pace(1)
    found = PACE.fullmatch(written)
    within = _span(found[2]) if found else None
    return Pace(int(found[1]), within) if found and within and int(found[1]) else None


def _span(text: str) -> timedelta | None:
    try:
        return span(text)
    except SpanWrong:
        return None


def calendar(spot: Spot) -> tuple[Starter, ...]:
    return tuple(found for one in spot.items() if (found := _starter(one)) is not None)


def _starter(spot: Spot) -> Starter | None:
    day, door = spot.need("day", f"Write one of {', '.join(DAYS)}."), spot.need("door", "Write the door: `door: …`.")
    about, line = spot.need("about", "Write `about: customer`, or `us`."), spot.need("line", "Write how it begins.")
    when, where = (values.choice(day, known=DAYS) if day else None), (values.word(door) if door else None)
    whom, words = (values.choice(about, known=ABOUT) if about else None), (values.text(line) if line else None)
    spot.done(("day", "door", "about", "line"))
    if when is None or where is None or whom is None or words is None:
        return None
    return Starter(day=when, door=where, about=whom, line=words, at=spot.line)


def measure(spot: Spot, *, decimals: int) -> Measure | None:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{gross_margin: 0.32, hour_cost: 16}`.")
        return None
    found = Measure(
        gross_margin=spot.read("gross_margin", values.share, None),
        hour_cost=spot.read("hour_cost", partial(values.coins, decimals=decimals), None),
        referral_window=spot.read("referral_window", values.target, None),
        report_every=spot.read("report_every", values.target, None),
        grades=spot.read("grades", partial(values.choices, known=GRADES), NO_NAMES),
        at=spot.line,
    )
    spot.done(("gross_margin", "hour_cost", "referral_window", "report_every", "grades"))
    return found
