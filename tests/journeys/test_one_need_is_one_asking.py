"""One need is one question: however often it is asked and by whomever, the money goes out once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Call, Case, Message
from mostrador.journeys import allowing, asking, by_hand, giving, outbound
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import jobs
from mostrador.plan import counting, spending
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given
from tests import cast
from tests.journeys.vidriera import (
    a_complaint,
    a_thing_to_thank_for,
    ana,
    leo,
    marta,
    no_rule_over_things,
    under_the_plan,
    web_chat,
)  # fmt: skip

__all__ = ["ana", "leo", "marta", "no_rule_over_things", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]


def refund(euros: int, key: str, kind: str = "refund", **more: str) -> Gift:
    return Gift(kind=kind, amount=euros * 100, why="dos botellas rotas", key=key, **more)


def asks(case: Case, gift: Gift, by: Member) -> Asking:
    with pytest.raises(HasToAsk) as found:
        giving.give(case, gift, by=by)
    return found.value.asking


def called(why: Call.Why) -> set[str]:
    while jobs.run_next():
        pass
    return {one.member.name for one in Call.objects.filter(why=why).select_related("member")}


def test_three_who_ask_the_same_ask_once(web_chat: Door, leo: Member, marta: Member) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    found = {asks(case, refund(45, key), by=who).pk for key, who in (("a", marta), ("b", marta), ("c", iker))}
    assert len(found) == 1
    allowing.yes(Asking.objects.get(), by=leo)
    assert [one.amount for one in Given.objects.all()] == [4500]
    assert called(Call.Why.ANSWERED) == {"Marta", "Iker"}


def test_who_takes_it_back_takes_it_from_nobody_who_joined(web_chat: Door, leo: Member, marta: Member) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    asks(case, refund(45, "a"), by=marta)
    asked = asks(case, refund(45, "b"), by=iker)
    asking.take_back(asked, by=marta)
    asked.refresh_from_db()
    assert (asked.state, asked.asked_by) == (Asking.State.WAITING, iker) and not asked.told["also"]
    asking.take_back(asked, by=iker)
    asked.refresh_from_db()
    assert asked.state == Asking.State.TAKEN_BACK


def test_who_asked_may_ask_otherwise_and_only_that_waits(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    first, second = asks(case, refund(45, "a"), by=marta), asks(case, refund(40, "b"), by=marta)
    first.refresh_from_db()
    assert first.state == Asking.State.REPLACED and second.amount == 4000
    with pytest.raises(Refused):
        allowing.yes(first, by=leo)
    allowing.yes(second, by=leo)
    assert Given.objects.get().amount == 4000
    assert counting.asked(since=first.asked_at).waited == 1  # one need waited, though it was asked twice


def test_a_colleague_who_asks_for_more_replaces_it_and_whoever_asked_hears(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    asks(case, refund(45, "a"), by=marta)
    larger = asks(case, refund(50, "b"), by=iker)
    assert asks(case, refund(40, "c"), by=marta) == larger  # no colleague makes it less
    assert list(Asking.objects.waiting()) == [larger] and called(Call.Why.ANSWERED) == {"Marta"}


def test_what_was_given_meanwhile_is_not_given_again(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    asked = asks(case, refund(45, "a"), by=marta)
    giving.give(case, refund(30, "meanwhile"), by=marta)
    allowing.yes(asked, by=leo)
    assert [one.amount for one in Given.objects.order_by("pk")] == [3000, 1500]


def test_who_may_gives_it_and_the_question_ends_with_a_word(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    asked = asks(case, refund(45, "a"), by=marta)
    giving.give(case, refund(45, "leo"), by=leo)
    asked.refresh_from_db()
    assert counting.asked(since=asked.asked_at).waited == 1  # somebody had to ask, whoever gave it
    assert (asked.state, asked.answered_by) == (Asking.State.GIVEN, leo) and called(Call.Why.ANSWERED) == {"Marta"}
    assert asks(case, refund(45, "again"), by=marta) != asked  # a further need is a question of its own


def test_a_refund_and_a_discount_are_two_needs(web_chat: Door, leo: Member, marta: Member) -> None:
    case = a_complaint(web_chat)
    asks(case, refund(45, "a"), by=marta)
    asks(case, refund(15, "b", kind="discount"), by=marta)
    assert Asking.objects.waiting().count() == 2


def test_two_things_that_were_written_down_are_two_needs(web_chat: Door, leo: Member, marta: Member) -> None:
    noted = [a_thing_to_thank_for(web_chat) for _each in range(2)]
    assert noted[0].case == noted[1].case
    for one in noted:
        with pytest.raises(HasToAsk):
            by_hand.done(one, by=marta, words="dar las gracias", why="una tarjeta", cost=1800)
    assert Asking.objects.waiting().count() == 2


def gesture(euros: int, key: str, thing: str, note: str = "") -> Gift:
    return Gift(kind="gesture", amount=euros * 100, why="por la espera", key=key, thing=thing, note=note)


@pytest.mark.usefixtures("no_rule_over_things")
def test_another_thing_is_another_need_and_each_is_given_as_it_was_asked(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    card = asks(case, gesture(20, "a", "tarjeta"), by=marta)
    seats = asks(case, gesture(20, "b", "other", "entradas para el concierto"), by=marta)
    book = asks(case, gesture(18, "c", "other", "un libro para otra persona"), by=iker)
    assert asks(case, gesture(20, "d", "Tarjeta"), by=iker) == card  # the same thing is the same need
    assert Asking.objects.waiting().count() == 3
    giving.give(case, gesture(18, "leo", "other", "un libro para otra persona"), by=leo)
    states = [Asking.objects.get(pk=one.pk).state for one in (card, seats, book)]
    assert states == [Asking.State.WAITING, Asking.State.WAITING, Asking.State.GIVEN]
    for one in (card, seats):
        allowing.yes(Asking.objects.get(pk=one.pk), by=ana)
    assert {(one.thing, one.note) for one in Given.objects.filter(amount=2000)} == {
        ("tarjeta", ""), ("other", "entradas para el concierto"),
    }  # fmt: skip


def test_another_note_is_the_same_need_and_whoever_answers_reads_both(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    first = asks(case, gesture(20, "a", "card", "con cariño"), by=marta)
    assert asks(case, gesture(20, "b", "card", "Con  cariño"), by=iker) == first
    assert asks(case, gesture(20, "c", "card", "para su madre"), by=iker) == first
    assert Asking.objects.get().told["note"] == "con cariño · para su madre"
    larger = asks(case, gesture(22, "d", "card", "y para Eva"), by=iker)
    assert larger.told["note"] == "con cariño · para su madre · y para Eva"
    otherwise = asks(case, gesture(22, "e", "card", "para Eva sola"), by=iker)  # her own words she changes
    assert otherwise.told["note"] == "para Eva sola" and list(Asking.objects.waiting()) == [otherwise]
    allowing.yes(otherwise, by=leo, thing="card")
    assert Given.objects.get().note == "para Eva sola"


@pytest.fixture
def who_asks_to_answer(under_the_plan: Path) -> None:
    text = under_the_plan.read_text(encoding="utf-8")
    under_the_plan.write_text(text.replace("month: 60, may: [reply, ", "month: 60, may: ["), encoding="utf-8")


def answers(case: Case, text: str, by: Member, key: str) -> Asking:
    with pytest.raises(HasToAsk) as found:
        outbound.answer(case, by=by, text=text, key=key, at_once=True)
    return found.value.asking


@pytest.mark.usefixtures("who_asks_to_answer")
def test_the_same_answer_is_asked_for_once_and_of_two_to_the_same_words_one_leaves(
    web_chat: Door, leo: Member, marta: Member
) -> None:
    case, iker = a_complaint(web_chat), cast.a_member("Iker")
    mine = answers(case, "Mañana sale otra caja.", marta, "a")
    assert answers(case, "mañana  sale otra caja.", iker, "b") == mine and mine.state == Asking.State.WAITING
    more = answers(case, "Y te llamo luego.", marta, "c")
    other = answers(case, "Te devolvemos el dinero.", iker, "d")
    cast.hears(web_chat, "¿Y cuándo llega?", author="pablo")
    later = answers(case, "El jueves.", iker, "e")
    allowing.yes(Asking.objects.get(pk=mine.pk), by=leo)
    states = {one.pk: one.state for one in Asking.objects.all()}
    assert (states[mine.pk], states[other.pk]) == (Asking.State.YES, Asking.State.GIVEN)
    assert states[more.pk] == states[later.pk] == Asking.State.WAITING  # one's own second answer; to other words
    assert called(Call.Why.ANSWERED) == {"Marta", "Iker"}
    assert [one.text for one in Message.objects.filter(direction="out")] == ["Mañana sale otra caja."]


def test_who_joined_hears_the_answer_to_what_replaced_it(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    case, iker, noa = a_complaint(web_chat), cast.a_member("Iker"), cast.a_member("Noa")
    asks(case, refund(45, "a"), by=marta)
    asks(case, refund(45, "b"), by=iker)
    larger = asks(case, refund(50, "c"), by=noa)
    called(Call.Why.ANSWERED)
    Call.objects.all().delete()
    allowing.no(larger, by=leo if larger.of == leo else ana)
    assert called(Call.Why.ANSWERED) == {"Marta", "Iker", "Noa"}


TEAM = {"marta": "agent", "iker": "agent", "leo": "manager", "ana": "owner"}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(TEAM)), st.sampled_from(["refund", "discount"]), st.integers(100, 12_000),
              st.sampled_from(["ask", "ask", "ask", "yes", "yes", "no"])),
    min_size=2, max_size=12,
)  # fmt: skip


class NoSequence(TestCase):
    """Of one kind one question waits, and a yes never gives more than it asked for beyond what stood then."""

    @given(steps=STEPS)
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_sequence_gives_one_need_twice(self, steps: list[tuple[str, str, int, str]]) -> None:
        door = cast.a_door("web_chat")
        team = {name: cast.a_member(name.title(), role) for name, role in TEAM.items()}
        case, stood = a_complaint(door), dict[int, int]()
        for number, (who, kind, amount, what) in enumerate(steps):
            _does(case, team[who], Gift(kind=kind, amount=amount, why="rotas", key=f"k{number}"), what)
            waiting = list(Asking.objects.waiting())
            assert len({one.act for one in waiting}) == len(waiting)
            for one in waiting:
                stood.setdefault(one.pk, spending.granted(case, kind=one.act))
            for one in Asking.objects.filter(state=Asking.State.YES, pk__in=stood, act=kind):
                self._gave_no_more(case, one, stood.pop(one.pk))

    def _gave_no_more(self, case: Case, asked: Asking, stood: int) -> None:
        assert spending.granted(case, kind=asked.act) <= stood + (asked.amount or 0)


def _does(case: Case, by: Member, gift: Gift, what: str) -> None:
    asked = Asking.objects.waiting().filter(act=gift.kind).first()
    try:
        if what == "ask":
            giving.give(case, gift, by=by)
        elif asked is not None:
            (allowing.yes if what == "yes" else allowing.no)(asked, by=by)
    except (Refused, HasToAsk):
        pass
