"""How each word of a `do:` is done: at once, in the answer of a person, or written down until its room is there."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from mostrador.journeys import acts
from mostrador.kit.words import N_
from mostrador.plan.shape import Act, Plan


class How(StrEnum):
    AT_ONCE = "at_once"  # the house does it, before anybody looks
    IN_THE_ANSWER = "in_the_answer"  # whoever answers does it: it stands beside the reply box
    IN_A_CRISIS = "in_a_crisis"  # the room of a crisis does it; where a line asks for it, it is written down
    WRITTEN_DOWN = "written_down"  # apuntado: its room comes later, a person does it by hand


@dataclass(frozen=True, kw_only=True)
class Way:
    """How one act is done. `listed` is the list it is written down in, `says` an order to a person, marked with N_."""

    how: How
    says: str
    listed: str = ""


LISTS: Mapping[str, str] = {
    "thanks": N_("Thank"), "problems": N_("Problems"), "ideas": N_("Ideas"), "orders": N_("Orders"),
    "posts": N_("Posts"), "facts": N_("To keep"), "rest": N_("To do by hand"),
}  # fmt: skip
BY_HAND = Way(how=How.WRITTEN_DOWN, says=N_("do by hand: %(act)s"), listed="rest")


@cache
def ways() -> Mapping[str, Way]:
    """Return every act that has a file. Two files with one word break the house at once."""
    found: dict[str, Way] = {}
    for entry in pkgutil.iter_modules(acts.__path__):
        module = importlib.import_module(f"{acts.__name__}.{entry.name}")
        if twice := found.keys() & module.WAYS.keys():
            raise ValueError(f"Two acts are called {twice.pop()!r}.")
        found |= module.WAYS
    return found


def way(act: Act) -> Way:
    """Return how an act is done; one that no file knows is written down, never skipped."""
    return ways().get(str(act)) or ways().get(act.word) or BY_HAND


_known: dict[tuple[str, str], tuple[tuple[Act, Way], ...]] = {}


def written_down(plan: Plan, line_id: str) -> tuple[tuple[Act, Way], ...]:
    """Return what a line asks for and this version only writes down; worked out once for each line of a plan."""
    key = (plan.hash, line_id)
    if key not in _known:
        line = plan.line(line_id)
        _known[key] = tuple(_noted(line.do) if line else ())
    return _known[key]


def _noted(do: tuple[Act, ...]) -> Iterator[tuple[Act, Way]]:
    for act in do:
        found = way(act)
        if found.how in (How.WRITTEN_DOWN, How.IN_A_CRISIS):
            yield act, found
