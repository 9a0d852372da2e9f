"""Reads `crisis`: levels with their signs, lead and clock, how it ends, and the words to start from."""

from collections.abc import Mapping
from functools import partial

from mostrador.plan import values
from mostrador.plan.parts import Crisis, Level, StandDown, Surge
from mostrador.plan.readers.voice import replies
from mostrador.plan.written import Spot

LEVELS = {f"level_{number}": number for number in (1, 2, 3)}
COUNTS = ("neg_authors_2h", "same_problem", "press", "health_risk")
"""What is counted: different angry authors in two hours, people with one problem, reports in the press or of harm."""
NO_COUNTS: tuple[Mapping[str, int], Surge | None] = ({}, None)


def crisis(spot: Spot, *, language: str) -> Crisis | None:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `level_1: {…}` under it.")
        return None
    levels = [_level(number, one) for key, number in LEVELS.items() if (one := spot.take(key)) is not None]
    found = Crisis(
        levels=tuple(level for level in levels if level is not None),
        stand_down=spot.read("stand_down", _stand_down, None),
        holding=spot.read("holding", partial(replies, language=language), {}),
        at=spot.line,
    )
    spot.done((*LEVELS, "stand_down", "holding"))
    return found


def _level(number: int, spot: Spot) -> Level | None:
    signs = spot.need("any", "Write what raises it: `any: {neg_authors_2h: 5}`.")
    lead = spot.need("lead", "Write who leads: `lead: owner`.")
    within = spot.need("act_within", "Write how soon they act: `act_within: 30m`.")
    counts, surge = _signs(signs) if signs else NO_COUNTS
    role, span = (values.word(lead) if lead else None), (values.target(within) if within else None)
    name, acts = spot.read("name", values.text, ""), spot.read("do", values.acts, ())
    spot.done(("name", "any", "lead", "act_within", "do"))
    if role is None or span is None:
        return None
    return Level(
        number=number, name=name, counts=counts, surge=surge, lead=role, act_within=span, do=acts, at=spot.line
    )


def _signs(spot: Spot) -> tuple[Mapping[str, int], Surge | None]:
    if not spot.is_mapping or not spot.value:
        spot.error(f"{spot.name} names no sign", "Write `{neg_authors_2h: 5}`.")
        return NO_COUNTS
    counts = {word: count for word in COUNTS if (one := spot.take(word)) is not None and (count := _count(one))}
    surge = spot.read("surge", _surge, None)
    spot.done((*COUNTS, "surge"))
    return counts, surge


def _count(spot: Spot) -> int:
    found = values.whole(spot)
    if found == 0:
        spot.error(f"{spot.name} is always reached", "Write a number of 1 or more.")
    return found or 0


def _surge(spot: Spot) -> Surge | None:
    ratio = spot.need("ratio", "Write how many times the usual: `ratio: 3`.")
    least = spot.need("min_authors", "A ratio needs a smallest number of authors: `min_authors: 3`.")
    times, authors = (values.positive(ratio) if ratio else None), (values.whole(least) if least else None)
    spot.done(("ratio", "min_authors"))
    return Surge(times, authors) if times is not None and authors is not None else None


def _stand_down(spot: Spot) -> StandDown | None:
    below = spot.need("below_for", "Write how long it must be quiet: `below_for: 12h`.")
    length = values.target(below) if below else None
    debrief = spot.read("debrief_within", values.target, None)
    drill = spot.read("drill_every", values.target, None)
    spot.done(("below_for", "debrief_within", "drill_every"))
    return StandDown(below_for=length, debrief_within=debrief, drill_every=drill) if length is not None else None
