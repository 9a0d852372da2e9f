"""Inside the limit nobody asks; above it whoever may is asked, with a clock; and no month is ever passed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Call, Case
from mostrador.insights import objectives, past
from mostrador.journeys import allowing, asking, by_hand, giving
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import jobs
from mostrador.kit.models import Event
from mostrador.plan import giving as gifts
from mostrador.plan import keeping, spending
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given, Noted, Receipt
from tests import cast
from tests.journeys.vidriera import a_complaint, a_thing_to_thank_for, ana, leo, marta, under_the_plan, web_chat

__all__ = ["ana", "leo", "marta", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
AFTERNOON = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)  # a Tuesday, 17:10 in Madrid


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AFTERNOON, tick=False) as traveller:
        yield traveller


def refund(euros: int, key: str = "k1", **more: object) -> Gift:
    return Gift(kind="refund", amount=euros * 100, why="dos botellas rotas", key=key, **more)  # type: ignore[arg-type]  # each by its name, as that takes it


def work() -> None:
    while jobs.run_next():
        pass


def asks(case: Case, gift: Gift, by: Member) -> HasToAsk:
    with pytest.raises(HasToAsk) as found:
        giving.give(case, gift, by=by)
    return found.value


def test_marta_gives_back_25_and_nobody_is_asked(web_chat: Door, ana: Member, leo: Member, marta: Member) -> None:
    """Acceptance of the plan, S2.15: a 25 € refund and a 30 € limit go out with receipt L08/tienda."""
    given = giving.give(a_complaint(web_chat), refund(25), by=marta)
    receipt = given.receipt
    assert (receipt.line, receipt.role, receipt.ground, receipt.left) == ("L08", "tienda", "own", 500)
    assert receipt.plan_hash == keeping.current().hash and not Asking.objects.exists()
    told = Event.objects.get(name="MoneyGiven").refs
    assert told["amount"] == 2500 and "botellas" not in str(told)


def test_45_asks_leo_with_a_clock_and_30_can_be_given_meanwhile(
    web_chat: Door, ana: Member, leo: Member, marta: Member, now: time_machine.Traveller
) -> None:
    case = a_complaint(web_chat)
    waits = asks(case, refund(45), by=marta)
    assert waits.asking.of == leo and waits.left == 3000
    assert waits.asking.due_at == AFTERNOON + timedelta(minutes=30)  # before 17:40, as the ladder says
    work()
    assert Call.objects.get().member == leo and Call.objects.get().why == Call.Why.ASKED
    meanwhile = giving.give(case, refund(30, "k2"), by=marta)
    assert meanwhile.receipt.left == 0


def test_leo_says_yes_and_it_goes_out_in_his_authority(web_chat: Door, ana: Member, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    asked = asks(case, refund(45), by=marta).asking
    allowing.yes(asked, by=leo, words="Claro, culpa nuestra.")
    given = Given.objects.get()
    assert given.member == marta and (given.receipt.role, given.receipt.ground) == ("cm", "asked")
    assert given.receipt.left == 1500  # of Leo's 60 for one asunto
    work()
    assert Call.objects.get(why=Call.Why.ANSWERED).member == marta
    with pytest.raises(Refused):
        allowing.no(asked, by=leo)  # answered once


def test_leo_says_no_and_nothing_is_given(web_chat: Door, leo: Member, marta: Member) -> None:
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    allowing.no(asked, by=leo, words="Ofrécele cambiarlas.")
    asked.refresh_from_db()
    assert asked.state == Asking.State.NO and not Given.objects.exists()


def test_nobody_answers_their_own_question_nor_one_below(web_chat: Door, leo: Member, marta: Member) -> None:
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    iker = cast.a_member("Iker")
    for somebody in (marta, iker):
        with pytest.raises(Refused):
            allowing.yes(asked, by=somebody)
    assert not Given.objects.exists()


def test_nobody_answers_and_the_next_step_is_asked_and_at_the_top_the_stand_in_is_called(
    web_chat: Door, ana: Member, leo: Member, marta: Member, now: time_machine.Traveller
) -> None:
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    now.shift(timedelta(minutes=31))
    work()
    asked.refresh_from_db()
    assert (asked.role, asked.of, asked.steps) == ("dueña", ana, 1)
    assert asked.due_at > asked.asked_at + timedelta(minutes=31)
    now.shift(timedelta(minutes=31))
    work()
    asked.refresh_from_db()
    assert asked.of == leo and asked.role == "dueña"  # Ana's stand-in hears of it; the yes is still Ana's
    now.shift(timedelta(hours=3))
    work()
    asked.refresh_from_db()
    assert asked.steps == 2 and asked.state == Asking.State.WAITING
    assert {one.member for one in Call.objects.filter(why=Call.Why.ASKED)} == {leo, ana}
    allowing.yes(asked, by=ana)
    assert Given.objects.get().receipt.role == "dueña"


def test_somebody_away_is_not_asked(web_chat: Door, ana: Member, leo: Member, marta: Member) -> None:
    Member.objects.filter(pk=leo.pk).update(away=True)
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    assert asked.of == ana and asked.role == "dueña"


def test_above_every_limit_the_plan_blocks(web_chat: Door, ana: Member, marta: Member) -> None:
    for somebody in (marta, ana):
        with pytest.raises(Refused) as refused:
            giving.give(a_complaint(web_chat), refund(601), by=somebody)
        assert refused.value.line.startswith("authority.")
    assert not Asking.objects.exists()


def test_who_only_looks_gives_nothing(web_chat: Door) -> None:
    with pytest.raises(Refused):
        giving.give(a_complaint(web_chat), refund(1), by=cast.a_member("Vera", "viewer"))


def test_two_small_ones_in_an_asunto_are_one_big_one(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    giving.give(case, refund(20), by=marta)
    assert asks(case, refund(20, "k2"), by=marta).left == 1000
    giving.give(a_complaint(web_chat, author="eva"), refund(20, "k3"), by=marta)  # another asunto has its own


def test_a_month_is_shared_by_all_of_a_role_and_ends(
    web_chat: Door, leo: Member, marta: Member, now: time_machine.Traveller
) -> None:
    iker = cast.a_member("Iker")
    for number, somebody in enumerate((marta, iker)):
        giving.give(a_complaint(web_chat, author=f"p{number}"), refund(30, f"k{number}"), by=somebody)
    waits = asks(a_complaint(web_chat, author="eva"), refund(5, "k9"), by=marta)
    assert waits.left == 0 and waits.asking.of == leo
    now.shift(timedelta(days=8))
    giving.give(a_complaint(web_chat, author="juan"), refund(30, "k10"), by=marta)


def test_what_was_taken_back_counts_no_longer(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    given = giving.give(case, refund(30, promised=True), by=marta)
    gifts.hand_over(given, by=marta)
    gifts.take_back(given, by=marta)
    assert giving.give(case, refund(30, "k2"), by=marta).receipt.left == 0


def test_the_same_key_is_given_once(web_chat: Door, marta: Member) -> None:
    case = a_complaint(web_chat)
    assert giving.give(case, refund(10), by=marta) == giving.give(case, refund(10), by=marta)
    with pytest.raises(gifts.SameKeyOtherGift):
        giving.give(case, refund(11), by=marta)
    assert Given.objects.count() == Receipt.objects.count() == 1


def test_leo_has_not_enough_left_and_it_goes_on_to_ana(web_chat: Door, ana: Member, leo: Member, marta: Member) -> None:
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    for number in range(2):
        giving.give(a_complaint(web_chat, author=f"p{number}"), refund(50, f"l{number}"), by=leo)
    with pytest.raises(Refused):
        allowing.yes(asked, by=leo)
    asked.refresh_from_db()
    assert asked.state == Asking.State.WAITING and asked.of == ana
    allowing.yes(asked, by=ana)
    assert Given.objects.filter(receipt__role="dueña").count() == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["marta", "iker", "leo", "ana"]), st.sampled_from(["refund", "discount", "gesture"]),
        st.integers(1, 70_000), st.integers(0, 2), st.sampled_from(["give", "yes", "take_back", "noted"]),
    ),
    max_size=14,
)  # fmt: skip


class NoSequence(TestCase):
    """No sequence of acts passes a month's limit, or a role's limit for an asunto."""

    @given(steps=STEPS)
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_sequence_of_acts_passes_a_months_limit(self, steps: list[tuple[str, str, int, int, str]]) -> None:
        door = cast.a_door("web_chat")
        roles = {"marta": "agent", "iker": "agent", "leo": "manager", "ana": "owner"}
        team = {name: cast.a_member(name.title(), role) for name, role in roles.items()}
        cases = [a_complaint(door, author=f"p{number}") for number in range(3)]
        for number in range(3):
            a_thing_to_thank_for(door, author=f"p{number}")
        for number, (who, kind, amount, which, what) in enumerate(steps):
            gift = Gift(kind=kind, amount=amount, why="porque sí", key=f"k{number}", thing="card")
            _does(team[who], gift, cases[which], what)
            _holds(cases)
            _counted()


def _does(member: Member, gift: Gift, case: Case, what: str) -> None:
    try:
        if what == "yes" and (asked := Asking.objects.waiting().first()):
            allowing.yes(asked, by=member)
        elif what == "noted" and (noted := _noted(case)):
            by_hand.done(noted, by=member, words="dar las gracias", why="una tarjeta", cost=gift.amount)
        elif what == "take_back" and (given := Given.objects.first()):
            gifts.take_back(given, by=member)
        else:
            giving.give(case, gift, by=member)
    except (Refused, HasToAsk):
        pass


def _noted(case: Case) -> Noted | None:
    to_do = Noted.objects.to_do().filter(person=case.person_id)
    return to_do.select_related("case__conversation__door__connection", "case__person").first()


def _counted() -> None:
    """What stands as done with a cost was given, in somebody's purse."""
    for noted in Noted.objects.exclude(cost=None):
        assert [one.amount for one in noted.given.exclude(state=Given.State.TAKEN_BACK)] == [noted.cost]


def _keeps_the_policy_of_gestures() -> None:
    """120 € a month for the whole house, beside that at most two of up to 200 € a year, and nobody twice."""
    gestures = list(Given.objects.filter(kind="gesture").exclude(state=Given.State.TAKEN_BACK))
    large = [one for one in gestures if one.amount > 12_000]
    assert sum(one.amount for one in gestures if one.amount <= 12_000) <= 12_000
    assert len(large) <= 2 and all(one.amount <= 20_000 and one.receipt.role == "dueña" for one in large)
    assert len({one.case_id for one in gestures}) == len({one.person_id for one in gestures})


def _holds(cases: list[Case]) -> None:
    plan = keeping.current()
    for role, amount in spending.spent(plan, at=datetime.now(UTC)).items():
        month = plan.authority[role].month
        assert month is not None and amount <= month
    _keeps_the_policy_of_gestures()
    for case in cases:
        for role, found in plan.authority.items():
            for kind, most in found.limits.items():
                assert spending.in_case(case, role=role, kind=kind) <= most


def test_what_was_done_by_hand_stands_in_the_month_and_in_the_past_like_any_gesture(
    web_chat: Door, marta: Member
) -> None:
    by_hand.done(a_thing_to_thank_for(web_chat), by=marta, words="dar las gracias", thing="card", cost=300)
    plan = keeping.current()
    assert spending.spent(plan, at=datetime.now(UTC)) == {"tienda": 300}
    found = past.read(plan)
    assert [(one.act, one.amount, one.name) for one in found.given] == [("gesture", 300, "Marta")]
    spends = next(one for one in objectives.standings(plan, found) if one.metric == "gesture_spend_month")
    assert spends.now == 300


def test_who_asked_may_take_it_back(web_chat: Door, leo: Member, marta: Member) -> None:
    asked = asks(a_complaint(web_chat), refund(45), by=marta).asking
    asking.take_back(asked, by=marta)
    with pytest.raises(Refused):
        allowing.yes(asked, by=leo)
    assert not Given.objects.exists()
