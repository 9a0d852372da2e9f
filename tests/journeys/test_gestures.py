"""The policy of gestures holds on every way in: the budget of the house, few large ones, nobody twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.journeys import allowing, by_hand, giving, occasions
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.plan import giving as gifts
from mostrador.plan import keeping, kept
from mostrador.plan.giving import Gift
from mostrador.plan.models import Given
from mostrador.plan.readers.care import MOMENTS
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
)

__all__ = ["ana", "leo", "marta", "no_rule_over_things", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rule_over_things")]
NOVEMBER = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)


def gesture(euros: float, key: str, why: str = "por la espera", **more: object) -> Gift:
    return Gift(kind="gesture", amount=round(euros * 100), why=why, key=key, **{"thing": "card", **more})  # type: ignore[arg-type]  # each by its name, as that takes it


def refused(door: Door, gift: Gift, by: Member, author: str = "otra") -> Refused:
    with pytest.raises(Refused) as found:
        giving.give(a_complaint(door, author=author), gift, by=by)
    return found.value


def test_the_budget_of_the_month_is_the_house_s_and_blocks_whoever_gives(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    giving.give(a_complaint(web_chat, author="p1"), gesture(100, "k1"), by=ana)
    assert refused(web_chat, gesture(25, "k2"), ana).line == "gestures.budget"
    assert refused(web_chat, gesture(25, "k3"), leo, "p3").line == "gestures.budget"
    noted = a_thing_to_thank_for(web_chat, author="p4")
    with pytest.raises(Refused) as by_hands:
        by_hand.done(noted, by=ana, words="dar las gracias", why="una tarjeta", cost=2100)
    assert by_hands.value.line == "gestures.budget"
    giving.give(a_complaint(web_chat, author="p5"), gesture(20, "k5"), by=leo)  # 120 € in all
    assert sum(one.amount for one in Given.objects.all()) == 12_000


def test_a_new_month_has_its_own_budget_and_what_was_taken_back_counts_no_longer(web_chat: Door, ana: Member) -> None:
    with time_machine.travel(NOVEMBER, tick=False) as now:
        given = giving.give(a_complaint(web_chat, author="p1"), gesture(120, "k1"), by=ana)
        assert refused(web_chat, gesture(1, "k2"), ana, "p2").line == "gestures.budget"
        gifts.take_back(given, by=ana)
        giving.give(a_complaint(web_chat, author="p3"), gesture(120, "k3"), by=ana)
        now.shift(timedelta(days=8))
        giving.give(a_complaint(web_chat, author="p4"), gesture(120, "k4"), by=ana)


def test_nobody_is_asked_for_what_the_budget_blocks(web_chat: Door, ana: Member, leo: Member, marta: Member) -> None:
    giving.give(a_complaint(web_chat, author="p1"), gesture(110, "k1"), by=ana)
    assert refused(web_chat, gesture(20, "k2"), marta).verdict == "block"


def test_a_large_one_is_asked_of_the_owner_beside_the_budget_and_two_are_all_of_a_year(
    web_chat: Door, ana: Member, under_the_plan: Path
) -> None:
    file = under_the_plan
    file.write_text(file.read_text().replace("gesture: 40, month: 120", "gesture: 190, month: 700"))
    leo = cast.a_member("Leo", "manager")
    case = a_complaint(web_chat, author="p1")
    with pytest.raises(HasToAsk) as waits:  # within Leo's own limit: a large one asks all the same
        giving.give(case, gesture(170, "poster", why="el póster firmado"), by=leo)
    assert waits.value.asking.of == ana and waits.value.asking.role == "dueña"
    allowing.yes(waits.value.asking, by=ana)
    assert Given.objects.get().receipt.role == "dueña"
    giving.give(a_complaint(web_chat, author="p2"), gesture(120, "k2"), by=ana)  # the budget is whole
    assert refused(web_chat, gesture(201, "k3"), ana).line == "gestures.big"
    giving.give(a_complaint(web_chat, author="p4"), gesture(150, "k4"), by=ana)
    assert refused(web_chat, gesture(150, "k5"), ana, "p5").line == "gestures.big"


def test_a_budget_that_runs_out_while_somebody_is_asked_blocks_the_yes(
    web_chat: Door, ana: Member, leo: Member, marta: Member
) -> None:
    with pytest.raises(HasToAsk) as waits:
        giving.give(a_complaint(web_chat, author="p1"), gesture(30, "k1"), by=marta)
    giving.give(a_complaint(web_chat, author="p2"), gesture(100, "k2"), by=ana)
    with pytest.raises(Refused):
        allowing.yes(waits.value.asking, by=leo)
    assert Given.objects.count() == 1


def test_nobody_has_a_second_one_within_the_year_and_one_asunto_is_one_gesture(web_chat: Door, marta: Member) -> None:
    with time_machine.travel(NOVEMBER, tick=False) as now:
        case = a_complaint(web_chat, author="eva")
        giving.give(case, gesture(5, "k1"), by=marta)
        giving.give(case, gesture(5, "k2"), by=marta)
        other = a_thing_to_thank_for(cast.a_door("instagram_dm"), author="eva")
        type(other.person).objects.filter(pk=other.person_id).update(same_as=case.person)
        other.case.person.refresh_from_db()
        with pytest.raises(Refused) as twice:
            by_hand.done(other, by=marta, words="dar las gracias", why="una tarjeta", cost=100)
        assert twice.value.line == "gestures.twice"
        by_hand.done(other, by=marta, words="dar las gracias")  # thanks that cost nothing are always welcome
        now.shift(timedelta(days=366))
        giving.give(a_complaint(web_chat, author="eva"), gesture(5, "k3"), by=marta)


@pytest.mark.parametrize(("why", "line"), [
    ("por la reseña de Google", "gestures.never"), ("for her review", "gestures.never"),
    ("pela avaliação", "gestures.never"), ("para que quite el comentario", "gestures.never"),
    ("que no lo cuente", "gestures.never"), ("so that they remove the comment", "gestures.never"),
    ("para que apague o comentário", "gestures.never"), ("em troca de não publicar", "gestures.never"),
    ("nos recomendó a su hermana", ""), ("se le rompió una botella", ""), ("se lo quita de encima", ""),
])  # fmt: skip
def test_no_gesture_is_for_a_review_or_for_silence(web_chat: Door, marta: Member, why: str, line: str) -> None:
    if line:
        assert refused(web_chat, gesture(5, "k1", why=why), marta).line == line
        giving.give(a_complaint(web_chat), Gift(kind="refund", amount=500, why=why, key="r1"), by=marta)
    else:
        giving.give(a_complaint(web_chat), gesture(5, "k1", why=why), by=marta)


@pytest.mark.parametrize(("why", "line"), [
    ("review", "gestures.never"), ("reseña", "gestures.never"), ("RESEN\u0303A en Google", "gestures.never"),
    ("que borre su mensaje", "gestures.never"), ("para que quiten la publicación", "gestures.never"),
    ("if she deletes her message", "gestures.never"), ("para ele apagar a mensagem", "gestures.never"),
    ("por las cinco estrellas", "gestures.never"), ("uma boa avaliação", "gestures.never"),
    ("caja golpeada", ""), ("se le borró el mensaje sin querer", ""), ("we lost their message", ""),
    ("una botella rota", ""), ("esperó dos semanas", ""), ("she sent us a message", ""),
])  # fmt: skip
def test_a_discount_buys_no_review_and_no_silence_either(web_chat: Door, marta: Member, why: str, line: str) -> None:
    discount, gift = Gift(kind="discount", amount=500, why=why, key="d1"), gesture(5, "g1", why=why)
    for one in (discount, gift):
        if line:
            assert refused(web_chat, one, marta).line == line
        else:
            assert giving.give(a_complaint(web_chat, author=one.key), one, by=marta).pk
    giving.give(a_complaint(web_chat), Gift(kind="refund", amount=500, why=why, key="r1"), by=marta)


def test_a_discount_puts_right_what_a_gesture_would_not(web_chat: Door, marta: Member, under_the_plan: Path) -> None:
    file = under_the_plan
    file.write_text(file.read_text().replace("never_for: [review, silence]", "never_for: [complaint]"))
    assert giving.give(a_complaint(web_chat), Gift(kind="discount", amount=500, why="caja rota", key="d"), by=marta).pk


def test_no_gesture_goes_to_a_door_of_reviews(marta: Member) -> None:
    assert refused(cast.a_door("google"), gesture(5, "k1"), marta).line == "gestures.never"


def test_no_gesture_is_for_a_complaint_where_the_plan_says_so(
    web_chat: Door, marta: Member, under_the_plan: Path
) -> None:
    file = under_the_plan
    file.write_text(file.read_text().replace("never_for: [review, silence]", "never_for: [complaint]"))
    assert refused(web_chat, gesture(5, "k1"), marta).line == "gestures.never"
    by_hand.done(a_thing_to_thank_for(web_chat), by=marta, words="dar las gracias", why="una tarjeta", cost=100)


def test_what_the_house_sees_is_what_the_plan_says_it_sees() -> None:
    assert set(occasions.SEEN) == kept.SEEN == set(occasions.NEVER) and set(MOMENTS) > kept.SEEN
    told = dict(kept.only_kept(keeping.current()))
    assert {word for word in told if word.startswith("gestures")} == {"gestures.idea_from", "gestures.holdout"}
