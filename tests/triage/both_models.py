"""The light model, and the full one where its encoder is installed: what a message is thought over by."""

import pytest

from mostrador.triage import deepening, thinker

MODELS = [
    pytest.param(lambda _: None, id="light"),
    pytest.param(
        deepening.deepen,
        id="full",
        marks=pytest.mark.skipif(not thinker.installed(), reason="the extra `encoder` is not installed"),
    ),
]
