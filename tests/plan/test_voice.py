"""The plan speaks as people write."""

import pytest

from mostrador.plan.voice import speaking


@pytest.mark.parametrize(("language", "said"), [("es", "0,5"), ("en", "0.5"), ("pt", "0,5")])
def test_a_number_stands_as_the_language_writes_it(language: str, said: str) -> None:
    assert speaking(language).number(0.5) == said
    assert speaking(language).number(3) == "3"
