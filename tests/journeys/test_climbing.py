"""Nobody answers: the plan's ladder is climbed step by step, each role once, and no further once somebody answers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.inbox import clocks
from mostrador.inbox.models import Call, Case
from mostrador.journeys import climbing, outbound
from mostrador.kit import jobs
from mostrador.kit.models import Job
from tests import cast
from tests.cast import a_connection
from tests.journeys.test_inbound import Post, said
from tests.journeys.vidriera import ana, leo, marta, under_the_plan

__all__ = ["ana", "leo", "marta", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in the shop, whose doors are attended until 22:00
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def post(tmp_path: Path, now: time_machine.Traveller, ana: Member, leo: Member, marta: Member) -> Post:
    return Post(tmp_path, a_connection("web_chat"))


def hears(post: Post, text: str = "¿A cuánto está el godello?", id: str = "1") -> Case:
    post.brings(said(text, id=id))
    post.opens()
    Case.objects.update(owner=Member.objects.get(name="Marta"))
    return Case.objects.latest("pk")


def passes(now: time_machine.Traveller, minutes: int) -> None:
    """Let time pass minute by minute, as a worker sees it: clocks tick, jobs are done."""
    for _each in range(minutes):
        now.shift(MINUTE)
        clocks.tick()
        work()


def work() -> None:
    while jobs.run_next():
        pass


def called(why: str = Call.Why.RUNG) -> list[str]:
    return list(Call.objects.filter(why=why).order_by("pk").values_list("member__name", flat=True))


def test_each_step_calls_its_role_at_its_time_and_nobody_twice(post: Post, now: time_machine.Traveller) -> None:
    hears(post)
    passes(now, 29)
    assert (called(Call.Why.WARNED), called(Call.Why.LATE), called()) == (["Marta"], ["Marta"], [])
    passes(now, 2)
    assert called() == ["Leo"]
    passes(now, 28)
    assert called() == ["Leo"]
    passes(now, 2)
    assert called() == ["Leo", "Ana"]
    passes(now, 180)
    assert called() == ["Leo", "Ana"] and not Job.objects.filter(name__contains="climb").exists()


def test_an_answer_stops_the_ladder(post: Post, now: time_machine.Traveller, marta: Member) -> None:
    case = hears(post)
    passes(now, 31)
    outbound.answer(Case.objects.get(pk=case.pk), by=marta, text="A doce euros, Lucía.", key="a")
    passes(now, 90)
    assert called() == ["Leo"]


def test_a_step_whose_people_are_away_calls_their_stand_in(post: Post, now: time_machine.Traveller) -> None:
    hears(post)
    Case.objects.update(owner=cast.a_member("Iker"))
    Member.objects.filter(name="Leo").update(away=True)
    passes(now, 31)
    assert called() == ["Marta"], "who stands in for cm is tienda"


def test_the_time_of_a_step_passes_in_the_hours_of_the_door(post: Post, now: time_machine.Traveller) -> None:
    now.shift(timedelta(hours=11, minutes=40))  # 21:40, and the doors are attended until ten
    hears(post)
    passes(now, 60)
    assert called() == [] and called(Call.Why.LATE) == ["Marta"]
    now.shift(timedelta(hours=10, minutes=20))  # 09:00
    passes(now, 9)
    assert called() == []
    passes(now, 3)
    assert called() == ["Leo"]


def test_nobody_above_is_called_while_what_was_promised_there_is_not_over(
    tmp_path: Path, now: time_machine.Traveller, ana: Member, leo: Member, marta: Member
) -> None:
    """An eight-hour door calls nobody after thirty minutes."""
    hears(Post(tmp_path, a_connection("linkedin")))
    passes(now, 60)
    assert called() == []


def test_what_came_due_while_the_house_was_closed_is_climbed_when_it_opens(
    post: Post, now: time_machine.Traveller
) -> None:
    hears(post)
    passes(now, 16)
    jobs.let_all_go()  # it stops, and starts again after two hours
    now.shift(timedelta(hours=2))
    work()
    assert called() == ["Leo", "Ana"]


def test_a_step_taken_by_two_workers_calls_once(post: Post, now: time_machine.Traveller) -> None:
    case = hears(post)
    passes(now, 16)
    waiting = Job.objects.get(name__contains="climb")
    now.shift(20 * MINUTE)
    climbing.climb(**waiting.arguments)
    climbing.climb(**waiting.arguments)
    work()
    assert called() == ["Leo"] and case.promises.filter(state="running", about="answer").count() == 1


def test_danger_calls_whom_the_line_names_at_once_and_only_once(post: Post, now: time_machine.Traveller) -> None:
    hears(post, "Mi hija está vomitando desde que bebió vuestro mosto.")
    hears(post, "Está en urgencias, ha tenido una reacción alérgica.", "2")
    work()
    assert called(Call.Why.ESCALATE) == ["Ana"]


def test_who_asks_for_the_manager_is_one_call(post: Post, now: time_machine.Traveller) -> None:
    hears(post, "Quiero hablar con el encargado.")
    passes(now, 2)
    told = Call.objects.exclude(state=Call.State.SPARED)
    assert [one.member.name for one in told] == ["Ana"]


def test_notify_calls_whom_it_names_and_leaves_the_asunto_where_it_is(
    post: Post, now: time_machine.Traveller, under_the_plan: Path
) -> None:
    text = under_the_plan.read_text("utf-8")
    under_the_plan.write_text(
        text.replace("do: [lookup: stock, reply: precio_stock", "do: [notify: cm, reply: precio_stock")
    )
    case = hears(post)
    work()
    case.refresh_from_db()
    assert called(Call.Why.NOTIFY) == ["Leo"] and case.owner is not None and case.owner.name == "Marta"


def test_a_praise_that_nobody_has_to_answer_is_told_to_whom_the_line_names(
    post: Post, now: time_machine.Traveller, under_the_plan: Path
) -> None:
    text = under_the_plan.read_text("utf-8")
    under_the_plan.write_text(
        text.replace("do: [thank: personal, propose: gesture]", "do: [thank: personal, notify: dueña]")
    )
    hears(post, "¡Qué maravilla de vino, mil gracias!")
    passes(now, 2)
    assert called(Call.Why.NOTIFY) == ["Ana"]
    assert Call.objects.get(why=Call.Why.NOTIFY).state != Call.State.SPARED
