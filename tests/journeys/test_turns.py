"""A lane that is behind gives way while others come and go, and only then."""

from mostrador.journeys.turns import AT_ONCE, FEW, LATELY_SECONDS, Turns


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_alone_it_has_long_turns_however_far_behind_it_is() -> None:
    turns = Turns()
    for _ in range(3):
        assert turns.most("flood") == AT_ONCE
        turns.took("flood", AT_ONCE, of=AT_ONCE)
        assert turns.anybody_behind
    turns.took("flood", 3, of=AT_ONCE)
    assert not turns.anybody_behind and turns.most("flood") == AT_ONCE


def test_beside_somebody_who_was_opened_lately_it_has_short_ones() -> None:
    clock = Clock()
    turns = Turns(now=clock)
    turns.took("flood", AT_ONCE, of=AT_ONCE)
    turns.took("eva", 1, of=AT_ONCE)
    assert (turns.most("flood"), turns.most("eva"), turns.most("new")) == (FEW, AT_ONCE, AT_ONCE)
    turns.took("flood", FEW, of=FEW)
    assert turns.most("flood") == FEW
    clock.at += LATELY_SECONDS + 1
    assert turns.most("flood") == AT_ONCE


def test_who_waits_for_little_comes_before_who_is_behind() -> None:
    turns = Turns()
    turns.took("flood", AT_ONCE, of=AT_ONCE)
    assert turns.order(["flood", "eva", "new"]) == ["eva", "new", "flood"]
    turns.begin(["eva"])
    assert turns.order(["flood", "eva"]) == ["flood", "eva"]


def test_whose_last_full_turn_left_nothing_is_not_behind() -> None:
    turns = Turns()
    turns.took("flood", AT_ONCE, of=AT_ONCE)
    turns.begin(["eva", "flood"])
    assert turns.anybody_behind
    turns.begin(["eva"])
    assert not turns.anybody_behind


def test_all_behind_are_opened_in_long_turns() -> None:
    turns = Turns()
    for lane in ("one", "two", "three"):
        turns.took(lane, AT_ONCE, of=AT_ONCE)
    assert {turns.most(lane) for lane in ("one", "two", "three")} == {AT_ONCE}


def test_who_could_not_be_opened_is_not_behind_and_hurries_nobody() -> None:
    turns = Turns()
    turns.took("flood", AT_ONCE, of=AT_ONCE)
    turns.took("stuck", 0, of=AT_ONCE)
    assert turns.most("flood") == AT_ONCE
    turns.took("flood", 0, of=AT_ONCE)
    assert not turns.anybody_behind
