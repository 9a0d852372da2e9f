"""What the replay of gestures needs from the store: to whom, by whatever address, as far back as the policy looks."""

from datetime import timedelta

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from mostrador.insights import past
from mostrador.journeys import given_things, giving
from mostrador.kit import clock
from mostrador.people import consenting
from mostrador.people.models import Consent, Person
from mostrador.plan import keeping
from mostrador.plan.giving import Gift
from tests.journeys.vidriera import a_complaint, ana, leo, under_the_plan, web_chat

__all__ = ["ana", "leo", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]


def gives(case: Case, by: Member, kind: str, amount: int, key: str) -> None:
    thing = "card" if kind == "gesture" else ""
    giving.give(case, Gift(kind=kind, amount=amount, why="por la espera", key=key, thing=thing), by=by)


def test_gestures_are_read_a_year_back_and_by_the_person_whoever_they_wrote_as(web_chat: Door, leo: Member) -> None:
    now = clock.now()
    with time_machine.travel(now - timedelta(days=200), tick=False):
        case = a_complaint(web_chat)
        gives(case, leo, "gesture", 500, "a")
        gives(case, leo, "refund", 700, "b")
    gives(case, leo, "gesture", 600, "c")
    head = Person.objects.create(name="Lucía, la del chat", since=now)
    Person.objects.filter(pk=case.person_id).update(same_as=head)
    found = past.read(keeping.current())
    assert [(one.act, one.amount, one.person) for one in found.given] == [("gesture", 600, head.pk)]
    assert [(one.act, one.amount, one.person) for one in found.gestures_before] == [("gesture", 500, head.pk)]


def test_a_gesture_is_read_with_its_thing_its_place_and_what_was_known_of_them_then(
    web_chat: Door, leo: Member, ana: Member
) -> None:
    case, now = a_complaint(web_chat), clock.now()
    gives(case, leo, "gesture", 100, "a")
    with time_machine.travel(now + timedelta(days=1), tick=False):
        consenting.give(case.person, what=Consent.What.ADULT, source="en la tienda", by=leo)
    with time_machine.travel(now + timedelta(days=2), tick=False):
        giving.give(case, Gift(kind="gesture", amount=100, why="brindad", key="b", thing="wine"), by=ana)
        first, second = past.read(keeping.current(), tells=given_things.tells).given
    assert (first.thing, first.told, first.adult) == ("card", True, False)
    assert (second.thing, second.told, second.adult) == ("wine", False, True)
    assert first.place.door_name == web_chat.name and first.place.channel == web_chat.connection.channel
