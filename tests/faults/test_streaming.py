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


def test_runs_add_up_and_what_was_missed_in_one_is_not_lost_in_the_sum() -> None:
    well = {"messages": 20, "streams": 100, "kill": False, "missed": 0, "twice": 0, "out of order": 0}
    well |= {"told to ask again": 0, "refused for now": 3, "let in": 200}
    well |= {"opened_seconds": 1.0, "back_seconds": 2.0, "kb_each": 12.0, "cpu_ms_a_message": 9.0}
    said = streaming.table([well, {**well, "kill": True, "missed": 7, "back_seconds": 4.0}])
    for row in (
        "runs, of them killed | 2, 1",
        "hearings owed | 4,000",
        "**missed** | 7",
        "have all back, s (noisy) | 4",
    ):
        assert row in said, said
