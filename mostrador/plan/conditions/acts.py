"""`open: [order]`, `send: marketing`, `publish: any`: what somebody is about to do. For the plan's `legal` part."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

ANY = "any"


class Act(Protocol):
    @property
    def word(self) -> str: ...
    @property
    def value(self) -> Any: ...


class Facts(Protocol):
    @property
    def act(self) -> Act | None: ...


def doing(word: str) -> Callable[[Facts, Any], bool]:
    """Return the test of one such word; the value `any` stands for every value."""

    def test(facts: Facts, value: Any) -> bool:
        if facts.act is None or facts.act.word != word:
            return False
        return value == ANY or facts.act.value in (value if isinstance(value, list) else [value])

    return test


def wrong(word: str, value: Any) -> str:
    named = value if isinstance(value, list) else [value]
    fine = named and all(isinstance(one, str) and one for one in named)
    return "" if fine else f"`{word}` needs one word or a list of them. Write `{word}: any` for all."


WORDS: Mapping[str, Callable[[Facts, Any], bool]] = {
    word: doing(word) for word in ("open", "send", "reply", "publish", "record", "gesture", "propose", "offer", "move")
}
SPACE: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    word: {"act": (None,)} for word in WORDS
}  # hearing, one does nothing
EXAMPLES: tuple[tuple[str, Any, dict[str, Any], bool], ...] = (
    ("send", "marketing", {"act": ("send", "marketing")}, True),
    ("send", ["catalogue", "marketing"], {"act": ("send", "marketing")}, True),
    ("send", "marketing", {"act": ("reply", "marketing")}, False),
    ("publish", "any", {"act": ("publish", "post")}, True),
    ("publish", "any", {}, False),
)
