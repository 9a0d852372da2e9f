"""Who floods a connection is thanked later while others come and go, and only then; nobody waits long."""

from mostrador.doors.pacing import A_SECOND, GRACE_SECONDS, LATELY_SECONDS, LONGEST_SECONDS, Pace

FLOOD, EVA = 1, 2


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def flooded(pace: Pace, clock: Clock, *, lines: int = 4, pieces: int = 20, seconds: float = 5.0) -> int:
    """Let so many lines bring so much, each as soon as it was thanked; return how much that was."""
    free, brought, end = [clock.at] * lines, 0, clock.at + seconds
    while clock.at < end:
        line = free.index(min(free))
        clock.at = max(clock.at, free[line]) + 0.001
        free[line] = clock.at + pace.late(FLOOD, pieces)
        brought += pieces
    return brought


def test_alone_it_is_thanked_at_once_however_much_it_brings() -> None:
    clock = Clock()
    assert flooded(Pace(now=clock), clock) > 10 * A_SECOND


def test_beside_somebody_who_comes_and_goes_it_keeps_to_the_pace() -> None:
    clock = Clock()
    pace = Pace(now=clock)
    assert pace.late(EVA, 1) == 0
    brought = flooded(pace, clock, seconds=LATELY_SECONDS - 1)
    assert 0.9 * A_SECOND < brought / (LATELY_SECONDS - 1) < 1.2 * A_SECOND
    assert pace.late(EVA, 1) == 0


def test_once_nobody_else_came_for_a_while_it_is_thanked_at_once_again() -> None:
    clock = Clock()
    pace = Pace(now=clock)
    pace.late(EVA, 1)
    flooded(pace, clock)
    clock.at += LATELY_SECONDS
    assert flooded(pace, clock) > 10 * A_SECOND


def test_whoever_never_waits_for_our_thanks_is_thanked_a_little_later_and_no_more() -> None:
    clock = Clock()
    pace = Pace(now=clock)
    pace.late(EVA, 1)
    late = [pace.late(FLOOD, 20) for _ in range(1_000)]
    assert late[0] == 0 and max(late) <= LONGEST_SECONDS


def test_a_batch_or_a_few_together_are_no_flood() -> None:
    clock = Clock()
    pace = Pace(now=clock)
    pace.late(EVA, 1)
    few = int(GRACE_SECONDS * A_SECOND)
    assert [pace.late(FLOOD, 1) for _ in range(few)] == [0] * few


def test_of_two_floods_neither_slows_the_other_for_long() -> None:
    clock = Clock()
    pace = Pace(now=clock)
    late = []
    while clock.at < 110:
        clock.at += 0.01
        late += [pace.late(connection, 1_000) for connection in (FLOOD, EVA)]
    assert max(late) > 0  # whoever has just begun is calm until then
    assert not any(late[-200:])
