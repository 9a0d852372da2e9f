"""The owners are called for what ails the house: once when it lasts, once when it is over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection

from mostrador.accounts.models import Role
from mostrador.journeys import alarming, reaching, watching
from mostrador.journeys.alarming import CALM, EVERY, LASTS, STEP_SECONDS, Alarm
from mostrador.journeys.reaching import CannotReach
from mostrador.kit import clock, troubles
from mostrador.kit.models import Trouble
from mostrador.kit.troubles import Found
from tests import cast
from tests.simulators.serving import Call, Said, Simulator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Telephone(Simulator):
    """What stands behind a posted alarm: takes the words, or is out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.broken = False

    def answer(self, call: Call) -> Said:
        if self.broken:
            return Said(500)
        self.said.append(call.body.decode())
        return Said(200)


@pytest.fixture
def telephone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telephone]:
    with Telephone() as rings:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", rings.address.removeprefix("http://"))
        cast.a_member("Ana", Role.OWNER, language="es", called_by_mail=False, called_at=f"{rings.address}/ana")
        yield rings


@pytest.fixture
def alarm() -> Alarm:
    return Alarm(threading.Event())


def steps(alarm: Alarm, found: list[Found], *, start: datetime, lasting: timedelta) -> datetime:
    """Let the house look every ten seconds, and the alarm beside it."""
    at = start
    while at < start + lasting:
        troubles.note(found, at=at)
        alarm.step(at=at)
        at += timedelta(seconds=10)
    return at


def test_one_call_for_each_trouble_and_one_when_it_is_over(telephone: Telephone, alarm: Alarm):
    at = steps(alarm, [Found("parcels", figure=45)], start=NOW, lasting=timedelta(minutes=9))
    assert len(telephone.said) == 1
    assert "Lo que entra no se abre: lo más antiguo espera desde hace 45 segundos." in telephone.said[0]
    assert Trouble.objects.get().told_at - NOW <= timedelta(minutes=5)
    steps(alarm, [], start=at, lasting=timedelta(minutes=9))
    assert len(telephone.said) == 2 and "Ya pasó: Lo que entra no se abre" in telephone.said[1]


def test_what_is_over_within_a_minute_calls_nobody(telephone: Telephone, alarm: Alarm):
    at = steps(alarm, [Found("jobs", figure=45)], start=NOW, lasting=LASTS - timedelta(seconds=10))
    steps(alarm, [], start=at, lasting=timedelta(minutes=9))
    assert telephone.said == []


def test_what_comes_and_goes_is_one_trouble(telephone: Telephone, alarm: Alarm):
    at = NOW
    for _ in range(5):
        at = steps(alarm, [Found("parts", figure=60)], start=at, lasting=LASTS + timedelta(seconds=20))
        at = steps(alarm, [], start=at, lasting=CALM - timedelta(seconds=40))
    assert len(telephone.said) == 1


def test_many_troubles_at_once_are_one_call(telephone: Telephone, alarm: Alarm):
    found = [Found("parts", figure=60), Found("jobs", figure=60), Found("dead", figure=2)]
    steps(alarm, found, start=NOW, lasting=timedelta(minutes=4))
    assert len(telephone.said) == 1 and "2 trabajos" in telephone.said[0]


def test_nothing_in_it_is_personal(telephone: Telephone, alarm: Alarm):
    cast.hears(cast.a_door(), "Soy Lucía Prats, mi móvil es 600 000 000")
    found = [Found("quarantine", figure=1, why="Lucía Prats"), Found("dead", figure=1, why="Lucía Prats")]
    steps(alarm, found, start=NOW, lasting=timedelta(minutes=2))
    assert len(telephone.said) == 1 and "Lucía" not in telephone.said[0] and "600" not in telephone.said[0]


def test_an_alarm_that_cannot_leave_is_noted_and_tried_again(telephone: Telephone, alarm: Alarm):
    telephone.broken = True
    at = steps(alarm, [Found("parts", figure=60)], start=NOW, lasting=LASTS + timedelta(seconds=20))
    assert Trouble.objects.get().untold == "The address answered 500."
    telephone.broken = False
    steps(alarm, [Found("parts", figure=60)], start=at, lasting=EVERY + timedelta(seconds=10))
    assert len(telephone.said) == 1 and Trouble.objects.get().untold == ""


def test_a_house_without_any_way_says_so(alarm: Alarm):
    cast.a_member("Ana", Role.OWNER)
    steps(alarm, [Found("parts", figure=60)], start=NOW, lasting=LASTS + timedelta(seconds=20))
    assert Trouble.objects.get().untold == "No mailbox is open."
    assert not any(way.is_open for way in alarming.owners())


@contextmanager
def away() -> Iterator[None]:
    """The database answers nothing, and the house has seen it."""
    try:
        with connection.execute_wrapper(_refused):
            assert "database" in {one.kind for one in watching.look()}
            yield
    finally:
        watching.look()


def _refused(*_asked: Any) -> NoReturn:
    raise OperationalError("the connection is lost")


@pytest.mark.django_db(transaction=True)  # on PostgreSQL what fails spoils the transaction around it
@pytest.mark.usefixtures("folder")
def test_without_a_database_the_ways_from_before_are_taken(telephone: Telephone, alarm: Alarm):
    alarm.step(at=NOW)
    with away():
        for seconds in range(0, 300, 5):
            alarm.step(at=NOW + timedelta(seconds=seconds))
            assert len(telephone.said) == (seconds >= LASTS.total_seconds())
    assert "La base de datos no responde." in telephone.said[0]


@pytest.mark.django_db(transaction=True)  # on PostgreSQL what fails spoils the transaction around it
@pytest.mark.usefixtures("folder")
def test_without_a_database_too_an_alarm_that_cannot_leave_is_tried_again(telephone: Telephone, alarm: Alarm):
    alarm.step(at=NOW)
    with away():
        alarm.step(at=NOW)
        telephone.broken = True
        alarm.step(at=NOW + LASTS)
        telephone.broken = False
        alarm.step(at=NOW + LASTS + EVERY - timedelta(seconds=5))
        assert telephone.said == []
        alarm.step(at=NOW + LASTS + EVERY)
        assert len(telephone.said) == 1


def test_an_alarm_that_begins_looks_at_once_whom_to_call(telephone: Telephone):
    troubles.note([Found("parts", figure=60)], at=clock.now() - LASTS)
    stopping = threading.Event()
    threading.Timer(STEP_SECONDS / 5, stopping.set).start()
    Alarm(stopping).keep_until_stopped()
    assert len(telephone.said) == 1


@pytest.mark.parametrize("wrong", ["mail.example:25", "https://mail.example", "smtps://mail.example", "smtp://a@b:x"])
def test_an_address_of_a_mail_server_that_says_too_little_is_refused(wrong: str):
    with pytest.raises(CannotReach):
        reaching.smtp_server(wrong)
