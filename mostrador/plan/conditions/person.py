"""`asks_for: manager`, `label: troll`, `fault: ours`: who they ask for, what they were called, whose fault it was."""

from collections.abc import Mapping
from typing import Any, Protocol

VALUES = {
    "asks_for": ("manager",),
    "label": ("troll", "abuse", "spam"),
    "fault": ("ours", "unknown", "not_ours"),
}


class Facts(Protocol):
    @property
    def asks_for_manager(self) -> bool: ...
    @property
    def label(self) -> str: ...
    @property
    def abuse(self) -> bool: ...
    @property
    def spam(self) -> bool: ...
    @property
    def fault(self) -> str: ...


def asks_for(facts: Facts, value: Any) -> bool:
    return bool(value == "manager" and facts.asks_for_manager)


def label(facts: Facts, value: Any) -> bool:
    """A troll is somebody whom people called so with evidence; abuse and spam are said of this message alone."""
    if value == "abuse":
        return facts.abuse
    return facts.spam if value == "spam" else facts.label == value


def fault(facts: Facts, value: Any) -> bool:
    return bool((facts.fault or "unknown") == value)


def wrong(word: str, value: Any) -> str:
    known = VALUES[word]
    return "" if value in known else f"`{word}: {value}` is not known. One of {', '.join(known)}."


CHOICES: Mapping[str, tuple[Any, ...]] = VALUES
SEVERAL: frozenset[str] = frozenset()
WORDS = {"asks_for": asks_for, "label": label, "fault": fault}
SPACE: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "asks_for": {"asks_for_manager": (False, True)},
    "label": {"label": ("", *VALUES["label"]), "abuse": (False, True), "spam": (False, True)},
    "fault": {"fault": ("", *VALUES["fault"])},
}
EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("asks_for", "manager", {"asks_for_manager": True}, True),
    ("asks_for", "manager", {}, False),
    ("label", "troll", {"label": "troll"}, True),
    ("label", "troll", {"abuse": True}, False),  # presumed criticism until there is evidence
    ("label", "abuse", {"abuse": True}, True),
    ("label", "spam", {"spam": True}, True),
    ("label", "spam", {}, False),
    ("fault", "unknown", {}, True),
    ("fault", "ours", {"fault": "ours"}, True),
    ("fault", "not_ours", {"fault": "ours"}, False),
)
