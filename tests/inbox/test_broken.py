"""Our word ends kept, late, broken, or no longer owed; which of them is told by the clock."""

from datetime import timedelta

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.inbox import ending, promising
from mostrador.inbox.models import Case, CaseEnd, Promise
from mostrador.kit import clock
from mostrador.kit.models import Event
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def leo() -> Member:
    return a_member()


@pytest.fixture
def case(leo: Member) -> Case:
    hears(a_door(), "¿Y mi pedido?")
    return the_case()


def our_word(case: Case, leo: Member) -> Promise:
    return promising.promise(case, what="la caja", due_at=clock.now() + HOUR, by=leo)


@pytest.mark.parametrize(
    ("hours", "verb", "state"),
    [(0, promising.keep, "kept"), (2, promising.keep, "late"), (0, promising.drop, "dropped"),
     (2, promising.drop, "broken")],
)  # fmt: skip
def test_the_clock_says_how_it_ended(hours: int, verb: object, state: str, case: Case, leo: Member) -> None:
    with time_machine.travel(clock.now(), tick=False) as clockwork:
        word = our_word(case, leo)
        clockwork.shift(hours * HOUR)
        verb(word, by=leo)  # type: ignore[operator]  # two verbs of one shape
    word.refresh_from_db()
    assert word.state == state
    told = Event.objects.filter(name="PromiseDropped")
    assert [event.refs["broken"] for event in told] == ([state == "broken"] if verb is promising.drop else [])


def test_ending_with_a_late_word_breaks_it_and_reopening_owes_it_again(case: Case, leo: Member) -> None:
    with time_machine.travel(clock.now(), tick=False) as clockwork:
        word = our_word(case, leo)
        clockwork.shift(2 * HOUR)
        ending.no_answer_needed(case, why=CaseEnd.Why.ELSEWHERE, by=leo)
        word.refresh_from_db()
        assert word.state == "broken"
        ending.reopen(case, by=leo)
    word.refresh_from_db()
    assert (word.state, word.ended_at) == ("running", None)
    assert the_case().told_due_at == word.due_at


def test_an_answer_that_is_no_longer_owed_is_never_broken(case: Case, leo: Member) -> None:
    """What breaks is our word; that somebody waited too long for an answer is told by the clock of the answer."""
    with time_machine.travel(clock.now() + 5 * HOUR, tick=False):
        ending.no_answer_needed(case, why=CaseEnd.Why.ADVERT, by=leo)
    assert set(Promise.objects.values_list("state", flat=True)) == {"dropped"}
