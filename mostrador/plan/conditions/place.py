"""`public: true`, `off_topic_under_post: true`, `has_open_case: false`, `doors: [whatsapp]`: where it was said."""

from collections.abc import Mapping
from typing import Any, Protocol


class Facts(Protocol):
    @property
    def public(self) -> bool: ...
    @property
    def off_topic_under_post(self) -> bool: ...
    @property
    def has_open_case(self) -> bool: ...
    @property
    def channel(self) -> str: ...
    @property
    def door_name(self) -> str: ...


def public(facts: Facts, value: Any) -> bool:
    return facts.public is value


def off_topic_under_post(facts: Facts, value: Any) -> bool:
    return facts.off_topic_under_post is value


def has_open_case(facts: Facts, value: Any) -> bool:
    return facts.has_open_case is value


def doors(facts: Facts, value: Any) -> bool:
    """Doors are named as in the plan's `doors`: by their own name, in any case, or by their channel."""
    here = {facts.door_name.casefold(), facts.channel.casefold()} - {""}
    return any(str(name).casefold() in here for name in (value if isinstance(value, list) else [value]))


def wrong(word: str, value: Any) -> str:
    if word != "doors":
        return "" if isinstance(value, bool) else f"`{word}` is true or false, not {value}. Write `{word}: true`."
    names = value if isinstance(value, list) else [value]
    fine = names and all(isinstance(name, str) and name for name in names)
    return "" if fine else "`doors` names no door. Write `doors: [name, name]`."


CHOICES: Mapping[str, tuple[Any, ...]] = {
    "public": (True, False), "off_topic_under_post": (True, False), "has_open_case": (True, False), "doors": (),
}  # fmt: skip
SEVERAL = frozenset({"doors"})
WORDS = {
    "public": public, "off_topic_under_post": off_topic_under_post, "has_open_case": has_open_case, "doors": doors,
}  # fmt: skip
SPACE: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "public": {"public": (False, True)},
    "off_topic_under_post": {"off_topic_under_post": (False, True)},
    "has_open_case": {"has_open_case": (False, True)},
    "doors": {"door_name": ()},  # those of the plan
}
EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("public", True, {"public": True}, True),
    ("public", False, {"public": True}, False),
    ("off_topic_under_post", True, {"off_topic_under_post": True}, True),
    ("off_topic_under_post", True, {}, False),
    ("has_open_case", False, {}, True),
    ("has_open_case", True, {}, False),
    ("doors", ["Barra"], {"door_name": "barra"}, True),
    ("doors", ["barra"], {"channel": "barra"}, True),
    ("doors", ["barra"], {"door_name": "otra", "channel": "otra"}, False),
    ("doors", ["barra"], {}, False),
)
