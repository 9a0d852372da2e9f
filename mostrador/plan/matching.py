"""Turns a written `when:` into one test over the facts. Finds the words it may hold by scanning `conditions/`."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType

from mostrador.plan import conditions
from mostrador.plan.shape import Facts, When
from mostrador.plan.written import Spot

ANY = "any"
BOTH, EITHER, NEITHER = "all_of", "any_of", "none_of"
Test = Callable[[Facts], bool]


def when(spot: Spot) -> When:
    """Read `any`, or a mapping of words that must all hold; `any_of`, `all_of` and `none_of` hold such mappings."""
    words: set[str] = set()
    if spot.value == ANY:
        return When({}, frozenset(), _always)
    holds = _all(spot, words)
    written = spot.plain()
    return When(written if isinstance(written, dict) else {}, frozenset(words), holds)


def nothing() -> When:
    """Return a condition that never holds: for a line that has none."""
    return When({}, frozenset(), _never)


@cache
def modules() -> Mapping[str, ModuleType]:
    """Return each condition word with the file it stands in. Two files with one word break the house at once."""
    found: dict[str, ModuleType] = {}
    for entry in pkgutil.iter_modules(conditions.__path__):
        module = importlib.import_module(f"{conditions.__name__}.{entry.name}")
        if twice := found.keys() & module.WORDS.keys():
            raise ValueError(f"Two conditions are called {twice.pop()!r}.")
        found.update(dict.fromkeys(module.WORDS, module))
    return found


def _all(spot: Spot, words: set[str]) -> Test:
    if not spot.value or not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{need: complaint}`, or `any` for the default line.")
        return _never
    tests = [_one(word, value, words) for word, value in spot.entries()]
    return tests[0] if len(tests) == 1 else lambda facts: all(test(facts) for test in tests)


def _one(word: str, spot: Spot, words: set[str]) -> Test:
    if word in (BOTH, EITHER, NEITHER):
        return _group(word, spot, words)
    words.add(word)
    module = modules().get(word)
    if module is None:
        spot.error(f"`{word}` is no condition", f"One of {', '.join(sorted(modules()))}, {BOTH}, {EITHER}, {NEITHER}.")
        return _never
    value = spot.plain()
    if said := module.wrong(word, value):
        what, _, fix = said.partition(". ")
        spot.error(what, fix)
        return _never
    holds = module.WORDS[word]
    return lambda facts: bool(holds(facts, value))


def _group(word: str, spot: Spot, words: set[str]) -> Test:
    if not spot.is_mapping:
        spot.error(f"`{word}` holds conditions", f"Write `{word}: {{need: buy, public: true}}`.")
        return _never
    tests = [_one(inner, value, words) for inner, value in spot.entries()]
    if word == BOTH:
        return lambda facts: all(test(facts) for test in tests)
    if word == EITHER:
        return lambda facts: any(test(facts) for test in tests)
    return lambda facts: not any(test(facts) for test in tests)


def _always(facts: Facts) -> bool:
    return True


def _never(facts: Facts) -> bool:
    return False
