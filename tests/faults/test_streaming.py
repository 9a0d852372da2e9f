"""Pages held open over a restart of the server miss nothing and hear nothing twice."""

import pytest

from tests.faults import streaming


@pytest.mark.slow
@pytest.mark.parametrize("kill", [False, True], ids=["ended", "killed"])
def test_a_restart_is_no_gap_for_an_open_page(kill: bool) -> None:
    seen = streaming.told(60, kill=kill, seconds=3)
    assert seen["messages"] > 10
    wrongs = [seen[what] for what in ("missed", "twice", "out of order", "told to ask again")]
    assert (seen["let in"], wrongs) == (120, [0, 0, 0, 0])


def test_the_judge_finds_what_is_missing_doubled_or_out_of_order() -> None:
    ears = [streaming.Page(heard=[b"1", b"2", b"3"]) for _one in range(4)]
    ears[1].heard, ears[2].heard, ears[3].heard = [b"1", b"3"], [b"1", b"2", b"2", b"3"], [b"2", b"1", b"3"]
    seen = streaming.judged(ears, written=3)
    assert (seen["missed"], seen["twice"], seen["out of order"]) == (1, 1, 2)
