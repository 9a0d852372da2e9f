"""What reads the same is the same, however it was spaced; what is seen of a name stays."""

import pytest

from mostrador.kit.tidying import one_line


@pytest.mark.parametrize(
    "spaced",
    ["Ana López", " Ana López", "Ana  López\n", "Ana\u00a0López", "\u2003Ana\u3000López\t", "Ana\u200b López\ufeff",
     "Ana Lo\u0301pez"],
)  # fmt: skip
def test_spaces_of_every_kind_and_what_nobody_sees_are_nothing(spaced: str) -> None:
    assert one_line(spaced) == "Ana López"


@pytest.mark.parametrize("whole", ["👩\u200d🍳 Eva", "می\u200cخواهم", "\u200eDana\u200f", ""])
def test_what_is_seen_stays(whole: str) -> None:
    assert one_line(whole) == whole
