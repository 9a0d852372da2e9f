"""Saved words and statements: does anything stand twice, or say what the plan says never to say?"""

from collections.abc import Iterator

from mostrador.plan.checks.told import Told
from mostrador.plan.shape import Plan


def check(plan: Plan, told: Told) -> None:
    seen: dict[str, str] = {}
    for name, at, text in _said(plan):
        words = " ".join(text.casefold().split())
        if words in seen and seen[words] != name:
            told.warn(at, f"{name} says the same as {seen[words]}", "Say it otherwise, or keep one of them.")
        seen.setdefault(words, name)
        for never in plan.tone.never:
            if never.casefold() in words:
                told.warn(at, f"{name} says “{never}”, which the tone never does", "Say it otherwise.")


def _said(plan: Plan) -> Iterator[tuple[str, int, str]]:
    for reply in (*plan.replies.values(), *plan.crisis.holding.values()):
        yield from ((reply.name, reply.at, text) for text in reply.texts.values())
    yield from ((f"the starter of {one.day}", one.at, one.line) for one in plan.calendar)
