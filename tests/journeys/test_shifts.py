"""Outside their shift nobody is given work nor called while somebody in their place is here."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mostrador.accounts import rostering
from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox import assigning, calling
from mostrador.inbox.models import Case
from mostrador.inbox.owing import AlwaysOpen, Owed
from mostrador.journeys import permitting
from mostrador.journeys.covering import Relief
from mostrador.journeys.crisis import calling as crisis_calling
from mostrador.plan import keeping
from mostrador.plan.models import Receipt
from tests import cast

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
TUESDAY = datetime(2026, 5, 12, 11, 0, tzinfo=MADRID)
MORNINGS, EVENINGS = "mon-fri 09:00-14:00", "mon-fri 15:00-20:00"
TOMORROW = Owed(first=timedelta(hours=24), next=timedelta(hours=24), hours=AlwaysOpen(), line="L99")


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana(now: object) -> Member:
    found = cast.a_member("Ana", Role.OWNER)
    rostering.set_week(found, week="mon-fri 09:30-13:00", by=found)
    return found


@pytest.fixture
def marta(ana: Member) -> Member:
    """She has the mornings, and Iker stands in for her."""
    found = cast.a_member("Marta")
    rostering.set_week(found, week=MORNINGS, by=ana)
    return found


@pytest.fixture
def iker(ana: Member, marta: Member) -> Member:
    found = cast.a_member("Iker")
    rostering.set_week(found, week=EVENINGS, by=ana)
    marta.stand_in = found
    marta.save()
    return found


@pytest.fixture
def door(now: object) -> Door:
    return cast.a_door()


def given_to(member: Member) -> None:
    assigning.assign(cast.the_case(), to=member, by=None)


def test_what_arrives_outside_their_shift_is_the_stand_ins_at_once(
    door: Door, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    cast.hears(door, "¿A cuánto está el godello?")
    given_to(marta)
    now.shift(timedelta(hours=5))
    cast.hears(door, "¿Y el albariño?")
    assert cast.the_case().owner == iker


def test_at_night_it_is_whose_shift_comes_first(
    door: Door, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    now.move_to(TUESDAY.replace(hour=3))
    cast.hears(door, "¿Abrís hoy?")
    assert cast.the_case().owner == marta
    now.move_to(TUESDAY.replace(hour=14, minute=20))
    cast.hears(door, "¿Y esta tarde?", author="pablo")
    assert Case.objects.get(person__name="Pablo").owner == iker


def test_at_the_change_of_shifts_what_falls_due_meanwhile_goes_to_who_is_here(
    door: Door, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    relief = Relief(threading.Event())
    relief.look()
    now.move_to(TUESDAY.replace(hour=13, minute=55))
    cast.hears(door, "¿Abrís hoy?")
    given_to(marta)
    now.shift(timedelta(minutes=30))
    relief.look()
    assert cast.the_case().owner == marta, "nobody is here between the shifts: it stays in sight under her name"
    now.shift(timedelta(minutes=40))
    relief.look()
    assert cast.the_case().owner == iker
    receipt = Receipt.objects.get(case=cast.the_case(), act="assign")
    assert (receipt.member_id, receipt.why) == (None, "Iker")


def test_what_is_due_after_they_are_back_waits_for_them(
    door: Door, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    relief = Relief(threading.Event())
    cast.hears(door, "¿Me lo apartáis?", owed=TOMORROW)
    given_to(marta)
    now.shift(timedelta(hours=5))
    relief.look()
    assert cast.the_case().owner == marta


def test_what_somebody_gives_them_by_hand_stays_theirs_until_the_next_change(
    door: Door, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(hours=5))
    relief = Relief(threading.Event())
    relief.look()
    cast.hears(door, "¿Abrís hoy?")
    given_to(marta)
    relief.look()
    assert cast.the_case().owner == marta


def test_who_is_off_shift_is_not_called_while_somebody_in_their_place_is_here(
    door: Door, ana: Member, marta: Member, iker: Member, now: time_machine.Traveller
) -> None:
    cast.hears(door, "¿A cuánto está el godello?")
    given_to(marta)
    assert calling.owner_there(cast.the_case()) == marta
    now.shift(timedelta(hours=5))
    assert calling.owner_there(cast.the_case()) == iker
    assert permitting.whom(keeping.current(), "equipo", cast.the_case()) == iker
    assert calling.in_charge(cast.the_case()) == ana, "nobody else answers for the door: she is called all the same"


def test_a_crisis_calls_who_is_here_before_who_leads(ana: Member, now: time_machine.Traveller) -> None:
    leo = cast.a_member("Leo", Role.MANAGER)
    assert crisis_calling.who("dueña") == (ana, leo)
    now.shift(timedelta(hours=5))
    assert crisis_calling.who("dueña") == (leo, ana)
