"""What a plan may say and this version only keeps: `plan check` names it, so that nobody trusts in it."""

from collections.abc import Iterator

from mostrador.plan.shape import Plan

SEEN = frozenset({"review", "complaint", "silence"})
"""What a gesture must not be for, as far as the house can see it (`journeys.occasions`)."""


def only_kept(plan: Plan) -> Iterator[tuple[str, str]]:
    """Go through the words of a plan that nothing acts on yet: where each stands, and what becomes of it."""
    gestures = plan.gestures
    for word in gestures.never_for:
        if word not in SEEN:
            yield f"gestures.never_for: {word}", "it is told to whoever gives; the house cannot see it."
    if gestures.big is not None and gestures.budget_month is None:
        yield "gestures.big", "a gesture is large when it costs more than `budget_month`, and there is none."
    if gestures.idea_from:
        yield "gestures.idea_from", "whoever has the idea says where it came from; nothing proposes gestures yet."
    if gestures.holdout is not None:
        yield "gestures.holdout", "nobody is left without thanks while nothing measures what that shows."
