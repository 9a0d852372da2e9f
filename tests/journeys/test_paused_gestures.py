"""While the crisis pauses gestures nobody gives one, neither by hand nor by a yes."""

import pytest

from mostrador.accounts.models import Member
from mostrador.journeys import allowing, by_hand, giving
from mostrador.journeys.crisis import leading
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.listening.weighing import Reading
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given
from tests.cast import a_door
from tests.journeys.test_calling import telephones
from tests.journeys.test_crisis import now, team
from tests.journeys.vidriera import (
    a_complaint,
    a_thing_to_thank_for,
    ana,
    leo,
    marta,
    no_rule_over_things,
    under_the_plan,
)

__all__ = ["ana", "leo", "marta", "no_rule_over_things", "now", "team", "telephones", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rule_over_things")]


def test_gestures_are_paused_while_the_plan_says_so_and_refunds_are_not(now: object, team: None, ana: Member) -> None:
    case = a_complaint(a_door("web_chat"))
    crisis = leading.open_by_hand(2, words="Ha llamado la radio.", by=ana, reading=Reading())
    assert crisis is not None and leading.pauses_gestures() == "crisis.level_2"
    flowers = Gift(kind="gesture", amount=500, why="por la espera", key="g1", thing="flores")
    with pytest.raises(Refused) as refused:
        giving.give(case, flowers, by=ana)
    assert refused.value.line == "crisis.level_2"
    giving.give(case, Gift(kind="refund", amount=500, why="rota", key="r1"), by=ana)
    leading.stand_down(crisis, words="Nada.", by=ana)
    giving.give(case, flowers, by=ana)


def test_nothing_that_costs_is_done_by_hand_either_while_they_are_paused(now: object, team: None, ana: Member) -> None:
    noted = a_thing_to_thank_for(a_door("web_chat"))
    crisis = leading.open_by_hand(2, words="Ha llamado la radio.", by=ana, reading=Reading())
    with pytest.raises(Refused) as refused:
        by_hand.done(noted, by=ana, words="dar las gracias", why="una tarjeta", cost=500)
    assert refused.value.line == "crisis.level_2" and not Given.objects.exists() and crisis is not None
    leading.stand_down(crisis, words="Nada.", by=ana)
    by_hand.done(noted, by=ana, words="dar las gracias", why="una tarjeta", cost=500)
    assert Given.objects.get().noted == noted


def test_a_yes_gives_no_gesture_either_while_they_are_paused(
    now: object, team: None, ana: Member, leo: Member, marta: Member
) -> None:
    case = a_complaint(a_door("web_chat"))
    with pytest.raises(HasToAsk) as waits:
        giving.give(case, Gift(kind="gesture", amount=2500, why="por la espera", key="g1", thing="flores"), by=marta)
    asked = waits.value.asking
    crisis = leading.open_by_hand(2, words="Ha llamado la radio.", by=ana, reading=Reading())
    with pytest.raises(Refused) as refused:
        allowing.yes(asked, by=ana)
    assert refused.value.line == "crisis.level_2" and not Given.objects.exists()
    asked.refresh_from_db()
    assert asked.state == Asking.State.WAITING and crisis is not None
    leading.stand_down(crisis, words="Nada.", by=ana)
    allowing.yes(asked, by=ana)
    assert Given.objects.get().amount == 2500
