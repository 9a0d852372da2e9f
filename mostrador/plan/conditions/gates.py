"""`raises: legal`, `crisis: 2`: what lifts a line above the others, after safety."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

MATTERS = ("legal", "privacy")
LEVELS = (1, 2, 3)


class Facts(Protocol):
    @property
    def raises(self) -> Collection[str]: ...
    @property
    def crisis_level(self) -> int: ...


def raises(facts: Facts, value: Any) -> bool:
    return any(matter in facts.raises for matter in (value if isinstance(value, list) else [value]))


def crisis(facts: Facts, value: Any) -> bool:
    """A level holds while that crisis, or a worse one, lasts."""
    return bool(facts.crisis_level >= value)


def wrong(word: str, value: Any) -> str:
    if word == "crisis":
        fine = value in LEVELS and not isinstance(value, bool)
        return "" if fine else f"`crisis: {value}` is no level. Write 1, 2 or 3."
    named = value if isinstance(value, list) and value else [value]
    unknown = [one for one in named if one not in MATTERS]
    return f"`{word}: {unknown[0]}` is not known. One of {', '.join(MATTERS)}." if unknown else ""


CHOICES: Mapping[str, tuple[Any, ...]] = {"raises": MATTERS, "crisis": LEVELS}
SEVERAL = frozenset({"raises"})
WORDS = {"raises": raises, "crisis": crisis}
SPACE: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "raises": {"raises": (frozenset(), *(frozenset({matter}) for matter in MATTERS), frozenset(MATTERS))},
    "crisis": {"crisis_level": (0, *LEVELS)},
}
EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("raises", "privacy", {"raises": frozenset({"privacy"})}, True),
    ("raises", ["legal", "privacy"], {"raises": frozenset({"legal"})}, True),
    ("raises", "legal", {}, False),
    ("crisis", 2, {"crisis_level": 3}, True),
    ("crisis", 2, {"crisis_level": 1}, False),
)
