"""At night one automatic receipt says who answers and by when; never twice, never to machines, never in public."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.receiving import Heard
from mostrador.journeys import considering, storing
from mostrador.journeys.considering import Thought
from mostrador.kit import clock, jobs
from mostrador.people import recognising
from mostrador.plan import keeping
from tests import cast

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
THREE = datetime(2026, 5, 14, 3, 0, tzinfo=MADRID)  # the first plan's shop opens at 9:00
PLACE = "https://counter.example"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", PLACE)
    with time_machine.travel(THREE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def door(now: object) -> Door:
    cast.a_member("Marta")
    found = cast.a_door("Buzón")
    Door.objects.update(slips=True)  # this channel leaves it to the program behind it
    return Door.objects.select_related("connection").get(pk=found.pk)


def hears(door: Door, text: str, *, author: str = "lucia", **more: object) -> None:
    """Let it come all the way: read, weighed by triage and the plan, stored."""
    item = cast.an_item(text, author=author, **more)
    assert item.author is not None
    person = recognising.recognise(
        item.author, scope=door.connection.scope, channel=door.connection.channel, at=clock.now()
    )
    heard: Heard = considering.facts.weigh(
        item, door=door, person=person, plan=keeping.current(), arrived_at=clock.now(), parcel_id=None
    )
    thought = Thought(item=item, door=door, person=person, arrived_at=clock.now(), parcel_id=0, heard=heard)
    storing.store_items([thought])


def passes(now: time_machine.Traveller, span: timedelta = timedelta(seconds=30)) -> list[str]:
    now.shift(span)
    while jobs.run_next():
        pass
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("text", flat=True))


def test_the_receipt_says_who_answers_and_by_when_and_that_time_runs(now, door):
    hears(door, "¿Tenéis godello de 2022?")
    (said,) = passes(now)
    promise = Promise.objects.get(about="answer")
    due = promise.due_at.astimezone(MADRID)
    assert due.date() == THREE.date() and due.hour >= 9
    assert said.startswith("Respuesta automática de Primer plan: tenemos tu mensaje y ahora está cerrado.")
    assert (
        f"Te contesta una persona: Marta, antes de las {due.hour}:{due.minute:02d}." in said
        and f"Tu recibo: {PLACE}/r/" in said
    )
    case = Case.objects.get()
    assert promise.state == "running" and case.state == "waiting_us" and case.answered_at is None
    assert Message.objects.get(direction="out").automatic


def test_one_a_night_for_each_person_and_the_next_night_again(now, door):
    hears(door, "¿Tenéis godello?")
    hears(door, "¿Y albariño?")
    assert len(passes(now)) == 1
    hears(door, "¿Hola? ¿Alguien?", thread="otro hilo")
    assert len(passes(now)) == 1
    hears(door, "¿Abrís hoy?", author="pablo")
    assert len(passes(now)) == 2


def test_the_next_night_has_its_own(now, door):
    hears(door, "¿Tenéis godello?")
    assert len(passes(now)) == 1
    cast.says("Sí, hay.", by=Member.objects.get())
    now.shift(timedelta(days=1))
    hears(door, "¿Y albariño?")
    assert len(passes(now)) == 3


@pytest.mark.parametrize("more", [{"automatic": True}, {"public": True}])
def test_machines_and_public_threads_get_none(now, door, more):
    hears(door, "¿Tenéis godello?", **more)
    assert passes(now) == []


def test_by_day_nothing_is_said(now, door):
    now.move_to(THREE.replace(hour=11))
    hears(door, "¿Tenéis godello?")
    assert passes(now) == []


def test_somebody_who_answers_first_makes_it_needless(now, door):
    hears(door, "¿Tenéis godello?")
    cast.says("Sí, hay.", by=Member.objects.get())
    assert passes(now) == ["Sí, hay."]


def test_what_was_written_long_before_it_came_gets_none(now, door):
    hears(door, "¿Tenéis godello?", sent_at=clock.now() - timedelta(hours=5))
    assert passes(now) == []


def test_a_door_switched_off_sends_none(now, door):
    Door.objects.update(slips=False)
    hears(Door.objects.select_related("connection").get(), "¿Tenéis godello?")
    assert passes(now) == []
