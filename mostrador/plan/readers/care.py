"""Reads `gestures` and `troll`: what we give beside what we sell, and what we put up with."""

from datetime import timedelta
from functools import partial

from mostrador.plan import values
from mostrador.plan.parts import Big, Gestures, Holdout, Troll
from mostrador.plan.written import Spot

NO_NAMES: tuple[str, ...] = ()
MOMENTS = ("review", "silence", "complaint", "followers", "minor", "purchase", "employee")
"""What a gesture must not be for."""
SOURCES = ("told_to_us", "public_mention_of_us", "order_history", "colleague_note")
"""Where the idea for a gesture may come from."""
THANKS = ("routine_thanks", "all")
TROLL_SIGNS = (
    "insult_without_claim", "same_text_many_targets", "no_answer_to_two_questions", "new_account_burst", "threat",
)  # fmt: skip
TROLL_STEPS = (
    "one_polite_reply", "one_question", "show_rules", "stop_replying", "hide_only_insult_or_illegal",
    "hide_criticism", "block", "report",
)  # fmt: skip
TROLL_NEVER = ("hide_criticism", "mock", "argue", "publish_private_data", "block_criticism", "reply_in_anger")


def gestures(spot: Spot, *, decimals: int) -> Gestures | None:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{budget_month: 120}`.")
        return None
    found = Gestures(
        budget_month=spot.read("budget_month", partial(values.coins, decimals=decimals), None),
        big=spot.read("big", partial(_big, decimals=decimals), None),
        never_for=spot.read("never_for", partial(values.choices, known=MOMENTS), NO_NAMES),
        idea_from=spot.read("idea_from", partial(values.choices, known=SOURCES), NO_NAMES),
        not_twice_within=spot.read("not_twice_within", values.target, None),
        holdout=spot.read("holdout", _holdout, None),
        at=spot.line,
    )
    spot.done(("budget_month", "big", "never_for", "idea_from", "not_twice_within", "holdout"))
    return found


def _big(spot: Spot, *, decimals: int) -> Big | None:
    most = spot.need("max", "Write what one may cost: `max: 200`.")
    yearly = spot.need("per_year", "Write how many a year: `per_year: 2`.")
    coins = values.coins(most, decimals=decimals) if most else None
    times = values.whole(yearly) if yearly else None
    why = spot.read("why", values.text, "")
    spot.done(("max", "per_year", "why"))
    return Big(max=coins, per_year=times, why=why) if coins is not None and times is not None else None


def _holdout(spot: Spot) -> Holdout | None:
    part = spot.need("share", "Write how many get none: `share: 0.2`.")
    share = values.share(part) if part else None
    applies = spot.read("applies_to", partial(values.choices, known=THANKS), NO_NAMES)
    spot.done(("share", "applies_to"))
    return Holdout(share=share, applies_to=applies) if share is not None else None


def troll(spot: Spot) -> Troll | None:
    needed = spot.need("evidence_needed", "Write how many different pieces: `evidence_needed: 2`.")
    pieces = values.whole(needed) if needed else None
    by, after = spot.read("review", _review, ("", None))
    found = Troll(
        evidence_needed=pieces or 0,
        presume=spot.read("presume", values.word, "criticism"),
        signs=spot.read("signs", partial(values.choices, known=TROLL_SIGNS), NO_NAMES),
        steps=spot.read("steps", partial(values.choices, known=TROLL_STEPS), NO_NAMES),
        review_by=by,
        review_after=after,
        never=spot.read("never", partial(values.choices, known=TROLL_NEVER), NO_NAMES),
        at=spot.line,
    )
    spot.done(("presume", "evidence_needed", "signs", "steps", "review", "never"))
    return found if pieces is not None else None


def _review(spot: Spot) -> tuple[str, timedelta | None]:
    by, after = spot.need("by", "Write who looks again: `by: owner`."), spot.need("after", "Write when: `after: 7d`.")
    role, length = (values.word(by) if by else None), (values.target(after) if after else None)
    spot.done(("by", "after"))
    return role or "", length
