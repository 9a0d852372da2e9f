"""The words that every house has to start an answer from, beside those its plan writes under `replies`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from mostrador.plan.parts import Reply
from mostrador.plan.shape import Plan

FILE = Path(__file__).with_name("texts.yaml")
HUMAN = frozenset({"human", "humana"})  # a person writes the words
BLANK = re.compile(r"\{(\w+)\}")
AUTOMATIC = "automatic"  # a machine does


def known(plan: Plan) -> frozenset[str]:
    """Return every name that `reply:`, `ask:`, `offer:` and `promise:` may use in this plan."""
    return HUMAN | {AUTOMATIC} | plan.replies.keys() | standard().keys()


def words(plan: Plan, name: str, language: str = "") -> str:
    """Return the words to start from under this name, the plan's own first; "" where a person writes them.

    Blanks stand in braces: `{who}`, `{when}`, or the plan's own. A name that nobody knows has no words.
    """
    reply = plan.replies.get(name) or standard().get(name)
    return reply.text(language or plan.locale.language, otherwise=plan.locale.language) if reply else ""


def left_blank(plan: Plan, text: str) -> tuple[str, ...]:
    """Return the blanks of the plan's words that still stand in a text."""
    if "{" not in text:
        return ()
    found = [blank for reply in (*plan.replies.values(), *standard().values()) for said in reply.texts.values()
             for blank in BLANK.findall(said)]  # fmt: skip
    return tuple(dict.fromkeys(blank for blank in found if f"{{{blank}}}" in text))


@cache
def own_names() -> tuple[str, ...]:
    """Return one name of each of the standard texts."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@cache
def standard() -> Mapping[str, Reply]:
    """Return the standard texts by each of their names."""
    found: dict[str, Reply] = {}
    for name, said in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        texts = {code: text for code, text in said.items() if code != "also"}
        for one in (name, *said.get("also", ())):
            found[one] = Reply(name=one, texts=texts)
    return found
