"""Somebody is called for what may not wait: the right one, once, in few words, and not in their quiet hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox import clocks, ending
from mostrador.inbox.models import Call, Case, CaseEnd
from mostrador.journeys import calling
from mostrador.journeys.calling import EVERY, GATHER, quiet_end
from mostrador.kit import jobs, presence
from tests import cast
from tests.simulators.serving import Call as Request
from tests.simulators.serving import Said, Simulator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECONDS = timedelta(seconds=1)
WARNED, LATE, RUNG = timedelta(minutes=10), timedelta(minutes=16), timedelta(minutes=31)


class Telephones(Simulator):
    """What stands behind everybody's address: `said` is what each heard, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def answer(self, call: Request) -> Said:
        self.said.append((call.path.strip("/"), call.body.decode()))
        return Said(200)

    def rang(self) -> list[str]:
        return [who for who, _words in self.said]


@pytest.fixture
def telephones(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telephones]:
    with Telephones() as ring:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", ring.host)
        yield ring


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def door() -> Door:
    return cast.a_door()


def somebody(name: str, telephones: Telephones, role: str = Role.AGENT, **fields: object) -> Member:
    told = {"called_by_mail": False, "called_at": f"{telephones.address}/{name.lower()}", "language": "es"}
    member = cast.a_member(name, role, **{**told, **fields})
    presence.forget(member.pk)
    return member


def hears(door: Door, text: str, *, whose: Member, author: str = "lucia prats", **more: object) -> Case:
    cast.hears(door, text, author=author, **more)
    case = Case.objects.latest("pk")
    Case.objects.filter(pk=case.pk).update(owner=whose)
    return case


def passes(now: time_machine.Traveller, span: timedelta) -> None:
    """Let the clocks tick, and then a little more time pass, in which the jobs are done."""
    now.shift(span)
    clocks.tick()
    work()
    now.shift(GATHER + SECONDS)
    work()


def work() -> None:
    while jobs.run_next():
        pass


def test_a_promise_that_runs_out_calls_its_owner_then_the_manager_too(telephones, now, door):
    leo, _ana = somebody("Leo", telephones), somebody("Ana", telephones, Role.MANAGER)
    case = hears(door, "¿Dónde está mi vino?", whose=leo)
    passes(now, WARNED)
    assert telephones.rang() == ["leo"]
    words = telephones.said[0][1]
    assert "Lucia · pregunta: quedan 4 min" in words and f"/cases/{case.pk}/" in words
    assert "Prats" not in words and "vino" not in words
    passes(now, LATE - WARNED)
    assert telephones.rang() == ["leo", "leo"] and "tarde 1 min" in telephones.said[-1][1]
    passes(now, RUNG - LATE)
    assert telephones.rang() == ["leo", "leo", "ana"], "by the ladder of the plan"
    assert "nadie ha contestado, tarde 1" in telephones.said[-1][1]
    passes(now, timedelta(hours=3))
    assert len(telephones.said) == 3, "once for each reason"


def test_who_is_away_is_not_called_but_whoever_stands_in(telephones, now, door):
    eva = somebody("Eva", telephones)
    leo = somebody("Leo", telephones, stand_in=eva)
    hears(door, "¿Y mi vino?", whose=leo)
    Member.objects.filter(pk=leo.pk).update(away=True)
    passes(now, WARNED)
    assert telephones.rang() == ["eva"]


def test_what_nobody_has_calls_whoever_is_in_charge(telephones, now, door):
    somebody("Marta", telephones, Role.MANAGER, away=True)
    somebody("Ana", telephones, Role.OWNER)
    hears(door, "¿Y mi vino?", whose=None)
    passes(now, WARNED)
    assert telephones.rang() == ["ana"]


def test_who_asks_for_the_manager_has_the_manager_called(telephones, now, door):
    leo, _ana = somebody("Leo", telephones), somebody("Ana", telephones, Role.MANAGER)
    hears(door, "Quiero hablar con el encargado", whose=leo, asks_for_manager=True)
    hears(door, "¡Con el encargado, he dicho!", whose=leo, asks_for_manager=True)
    passes(now, SECONDS)
    assert telephones.rang() == ["ana"]
    assert "Lucia pide hablar con un encargado" in telephones.said[0][1]


def test_nobody_is_warned_of_what_they_look_at_but_what_is_late_is_told(telephones, now, door):
    leo = somebody("Leo", telephones)
    hears(door, "¿Y mi vino?", whose=leo)
    presence.note([leo.pk])
    passes(now, WARNED)
    assert telephones.said == []
    presence.note([leo.pk])
    passes(now, LATE - WARNED)
    assert telephones.rang() == ["leo"]


def test_what_was_done_meanwhile_calls_nobody(telephones, now, door):
    leo = somebody("Leo", telephones)
    case = hears(door, "¿Y mi vino?", whose=leo)
    now.shift(WARNED)
    clocks.tick()
    work()
    ending.finish(Case.objects.get(pk=case.pk), by=leo, why=CaseEnd.Why.ELSEWHERE)
    now.shift(GATHER + SECONDS)
    work()
    assert telephones.said == [] and Call.objects.get().state == Call.State.SPARED


def test_many_asuntos_are_one_call_and_the_next_waits_five_minutes(telephones, now, door):
    leo = somebody("Leo", telephones)
    for number in range(8):
        hears(door, "¿Y mi vino?", whose=leo, author=f"cliente{number}")
    passes(now, WARNED)
    assert len(telephones.said) == 1 and telephones.said[0][1].count("pregunta: quedan") == 8
    hears(door, "¿Y el mío?", whose=leo, author="otro", owed=cast.Owed(
        first=timedelta(seconds=30), next=timedelta(seconds=30), hours=cast.AlwaysOpen(), line="L1"))  # fmt: skip
    passes(now, timedelta(seconds=25))
    assert len(telephones.said) == 1
    passes(now, EVERY)
    assert len(telephones.said) == 2


def test_quiet_hours_hold_it_back_until_they_end(telephones, now, door):
    here = timezone.localtime(NOW)
    until = (here + timedelta(hours=2)).time().replace(tzinfo=None)
    leo = somebody("Leo", telephones, quiet_from=time(0, 5), quiet_until=until)
    hears(door, "¿Y mi vino?", whose=leo)
    passes(now, WARNED)
    assert telephones.said == []
    passes(now, timedelta(hours=2))
    assert telephones.rang() == ["leo"]


def test_who_cannot_be_reached_is_written_down(telephones, now, door):
    leo = somebody("Leo", telephones, called_at="")
    hears(door, "¿Y mi vino?", whose=leo)
    passes(now, WARNED)
    assert Call.objects.get(member=leo).state == Call.State.UNREACHABLE


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    begins=st.times(),
    ends=st.times(),
)
def test_quiet_hours_end_at_their_end_and_hold_nobody_back_for_a_day(at: datetime, begins: time, ends: time):
    end = quiet_end(at, begins, ends)
    if end is None:
        return
    assert timedelta(0) < end - at <= timedelta(hours=25)  # the night the clocks go back is longer
    assert timezone.localtime(end).time().replace(tzinfo=None) == ends or end.month in (3, 10)
    assert quiet_end(end, begins, ends) is None


def test_the_gist_is_said_in_three_languages(door):
    leo = cast.a_member()
    case = hears(door, "¿Y mi vino?", whose=leo)
    one = Call(member=leo, case=case, promise=case.promises.earliest("due_at"), why=Call.Why.WARNED)
    for language, said in (("es", "Lucia · pregunta:"), ("en", "Lucia · question:"), ("pt", "Lucia · pergunta:")):
        subject, text = calling.letter([one], language=language, at=NOW)
        assert said in subject and f"/cases/{case.pk}/" in text
