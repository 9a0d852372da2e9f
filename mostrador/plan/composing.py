"""Reads YAML into nodes that know their place: by libyaml, five times as fast, where PyYAML brings it.

Only the nodes are put together in Python: libyaml's own way goes down nested lists on the C stack, and a thousand
brackets more than it holds end the process instead of raising an error.
"""

from __future__ import annotations

from functools import lru_cache

import yaml
from yaml.composer import Composer


def _quick() -> type:
    class Quick(Composer, yaml.CSafeLoader):
        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            Composer.__init__(self)

    return Quick


LOADER = _quick() if yaml.__with_libyaml__ else yaml.SafeLoader
BEFORE_AND_AFTER = 2  # one change of a plan asks some forty times for places in the text as it was and as it becomes


@lru_cache(BEFORE_AND_AFTER)
def composed(text: str) -> yaml.Node | None:
    """Return the document's node, None where it is empty: to be looked at only, the next who asks gets the same.

    Raise `yaml.YAMLError`, or `RecursionError`.
    """
    try:
        return _compose(text, LOADER)
    except yaml.YAMLError:
        return _compose(text, yaml.SafeLoader)  # which says what is wrong in the words that we know


def _compose(text: str, loader: type) -> yaml.Node | None:
    found: yaml.Node | None = yaml.compose(text, Loader=loader)
    return found
