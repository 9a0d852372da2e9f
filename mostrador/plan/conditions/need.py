"""`need: complaint`, `need: [praise, idea]`: what the message needs first. `safety` counts wherever it stands."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

NEEDS = (
    "safety", "complaint", "order_status", "buy", "price_availability", "help_after_sale", "question", "idea",
    "recommendation", "praise", "greeting", "wrong_fact", "spam", "abuse", "other",
)  # fmt: skip
ANYWHERE = "safety"  # a broken bottle and a price question in one message: the glass comes first


class Facts(Protocol):
    @property
    def needs(self) -> Sequence[str]: ...


def need(facts: Facts, value: Any) -> bool:
    wanted = value if isinstance(value, list) else [value]
    leading = facts.needs[0] if facts.needs else "other"
    return leading in wanted or (ANYWHERE in wanted and ANYWHERE in facts.needs)


def wrong(word: str, value: Any) -> str:
    named = value if isinstance(value, list) and value else [value]
    unknown = [one for one in named if one not in NEEDS]
    return f"`{word}: {unknown[0]}` is no need. One of {', '.join(NEEDS)}." if unknown else ""


WORDS = {"need": need}
CHOICES: Mapping[str, tuple[Any, ...]] = {"need": NEEDS}
SEVERAL = frozenset({"need"})
SPACE: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "need": {"needs": ((), *((one,) for one in NEEDS), *((one, ANYWHERE) for one in NEEDS if one != ANYWHERE))},
}
EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("need", "complaint", {"needs": ("complaint", "praise")}, True),
    ("need", "praise", {"needs": ("complaint", "praise")}, False),  # thanks wait until it is solved
    ("need", ["praise", "idea"], {"needs": ("idea",)}, True),
    ("need", "safety", {"needs": ("complaint", "safety")}, True),
    ("need", "other", {"needs": ()}, True),
    ("need", "buy", {"needs": ()}, False),
)
