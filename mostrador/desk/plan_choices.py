"""A condition of the plan as a form asks it: its values from menus, how it counts, and what was sent of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from mostrador.desk import plan_acts, plan_page
from mostrador.kit.words import N_
from mostrador.plan import choosing, phrases, phrasing
from mostrador.plan.choosing import Condition
from mostrador.plan.findings import Finding
from mostrador.plan.matching import BOTH, EITHER, NEITHER
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Shown = dict[str, Any]
OF_THE_PLAN = N_("The doors that the plan names. One that is missing is added under “Hours and doors”.")
LONGEST = 100  # characters of a door's name
PLACES: Mapping[str, str] = {
    BOTH: N_("It must be so"),
    EITHER: N_("One of those marked like this is enough"),
    NEITHER: N_("It must not be so"),
    choosing.TOGETHER: N_("All of those marked like this together are enough, too"),
    choosing.NONE_OF_THEM: N_("It is enough, too, that none of those marked like this is so"),
    choosing.NOT_ALL: N_("Not all of those marked like this at once"),
    choosing.EITHER_TOO: N_("One of those marked like this must be so, too"),
}


def sent(said: QueryDict, words: Iterable[str]) -> Iterator[Condition]:
    """Go through the conditions of these words that somebody chose."""
    for word in words:
        values = choosing.words()[word]
        known = {plan_acts.plain(one): one for one in values}
        for name in _names(word):
            told = [one for one in said.getlist(f"when-{name}") if one and (one in known or not values)]
            place = said.get(f"place-{name}", BOTH)
            if told:
                held = tuple(known.get(one, one[:LONGEST]) for one in told)
                several = choosing.takes_several(word)
                yield Condition(word, held if several else held[:1], place if place in PLACES else BOTH)


def _names(word: str) -> list[str]:
    """Return what a condition is called in a form, each time that it is asked."""
    return [word, *(f"{word}-{number}" for number in range(2, len(PLACES) + 1))]


def shown(
    word: str, held: Condition | None, plan: Plan, voice: Voice, *, places: Iterable[str] = tuple(PLACES), time: int = 0
) -> Shown:
    """Return a condition with every value that it may have, and what it says now; `time` is how often it was asked
    before.
    """
    name = _names(word)[time]
    values = choosing.words()[word] or _doors(plan, held)
    chosen = {plan_acts.plain(value) for value in (held.values if held else ())}
    return {
        "word": f"when-{name}", "place": f"place-{name}", "again": "", "is_again": time > 0,
        "title": _(phrases.ASKED.get(word, word)), "several": choosing.takes_several(word),
        "choices": [{"value": plan_acts.plain(value), "word": plan_acts.capital(_choice(word, value, voice)),
                     "on": plan_acts.plain(value) in chosen} for value in values],
        "places": [{"value": place, "word": _(PLACES[place]), "on": place == (held.place if held else BOTH)}
                   for place in places],
        "help": "" if choosing.words()[word] else _(OF_THE_PLAN),
        "says": phrasing.conditions(choosing.when((held,)), voice) if held else "",
    }  # fmt: skip


def asked(held: Sequence[Condition], again: str, plan: Plan, voice: Voice) -> Iterator[Shown]:
    """Go through every condition, as often as it is chosen, and once more where somebody asked for that."""
    for word in choosing.words():
        chosen: list[Condition | None] = [one for one in held if one.word == word]
        blocks = (chosen if chosen and again != word else [*chosen, None])[: len(PLACES)]
        for time, one in enumerate(blocks):
            may_again = word if one is not None and time + 1 == len(blocks) < len(PLACES) else ""
            yield {**shown(word, one, plan, voice, time=time), "again": may_again}


def fault(found: Finding) -> str:
    """Say what is wrong, where, and how to mend it."""
    said = plan_page.said(found)
    where = _("Line %(line)s") % {"line": found.line}
    return f"{where}: {said.what}. {said.fix}"


def _choice(word: str, value: Any, voice: Voice) -> str:
    return str(value) if word == "doors" else phrasing.conditions({word: value}, voice)


def _doors(plan: Plan, held: Condition | None) -> tuple[str, ...]:
    named = [key for key in plan.doors if key != "default"]
    return tuple(dict.fromkeys([*named, *(str(one) for one in (held.values if held else ()))]))
