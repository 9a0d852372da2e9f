"""What a plan may say and this version only keeps: `plan check` names it, so that nobody trusts in it."""

from collections.abc import Iterator

from mostrador.plan.parts import Gestures, Measure
from mostrador.plan.shape import Plan

SEEN = frozenset({"review", "complaint", "silence"})
"""What a gesture must not be for, as far as the house can see it (`journeys.occasions`)."""


def only_kept(plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the words of a plan that nothing acts on yet: where each stands, and what becomes of it."""
    yield from _of_tone_and_doors(plan)
    if plan.measure != Measure():
        yield "measure", "no report counts in money yet."
    if plan.questions:
        yield "questions", "nobody is asked by itself yet."
    if plan.calendar:
        yield "calendar", "nothing is published by itself: it reminds whoever reads the plan."
    yield from _of_gestures(plan.gestures)


def _of_gestures(gestures: Gestures) -> Iterator[tuple[str, str]]:
    for word in gestures.never_for:
        if word not in SEEN:
            yield f"gestures.never_for: {word}", "it is told to whoever gives; the house cannot see it."
    if gestures.big is not None and gestures.budget_month is None:
        yield "gestures.big", "a gesture is large when it costs more than `budget_month`, and there is none."
    if gestures.idea_from:
        yield "gestures.idea_from", "whoever has the idea says where it came from; nothing proposes gestures yet."
    if gestures.holdout is not None:
        yield "gestures.holdout", "nobody is left without thanks while nothing measures what that shows."


def _of_tone_and_doors(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.tone.address:
        yield "tone.address", "the plan tells it to whoever answers; no words are changed by it."
    if plan.tone.sign_with:
        yield "tone.sign_with", "whoever answers signs themselves."
    if plan.tone.do:
        yield "tone.do", "no words are looked through for it; `tone.never` is."
    for word, why in DOORS.items():
        if keys := [clock.key for clock in plan.doors.values() if getattr(clock, word)]:
            yield f"doors.{word}", f"{why} ({', '.join(keys)})"


DOORS = {
    "priority": "it is compared with the evidence of `segments`; what comes first goes by its own time.",
    "risk": "a note for whoever reads the plan; what binds stands in `legal`.",
    "private_reply": "no private answer to a public word is timed yet.",
}
