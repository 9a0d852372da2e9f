"""A crisis: raised by angry people, led by whoever the plan says, handed on where nothing is done, and ended."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.accounts.models import Member
from mostrador.inbox import clocks
from mostrador.inbox.models import Case, Promise
from mostrador.journeys.crisis import leading, looking
from mostrador.kit import jobs
from mostrador.kit.models import Event
from mostrador.listening import signing, standing
from mostrador.listening.models import Anger, Crisis, Step
from mostrador.listening.weighing import Reading
from tests.cast import a_connection
from tests.journeys.test_calling import Telephones, telephones
from tests.journeys.test_inbound import Post, said
from tests.journeys.vidriera import ana, leo, marta, under_the_plan

__all__ = ["ana", "leo", "marta", "telephones", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
ANGRY = "Vaya vergüenza, la botella llegó rota y nadie contesta"
HARM = "Mi hijo se ha cortado con un cristal que había dentro de la botella, estamos en urgencias"


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(ana: Member, leo: Member, marta: Member, telephones: Telephones) -> None:
    for member in (ana, leo, marta):
        told = {"called_by_mail": False, "called_at": f"{telephones.address}/{member.name.lower()}"}
        Member.objects.filter(pk=member.pk).update(**told)


@pytest.fixture
def post(tmp_path: Path, team: None) -> Post:
    return Post(tmp_path, a_connection())


def come(post: Post, *people: str, text: str = ANGRY, **more: object) -> None:
    for number, who in enumerate(people):
        post.brings(said(f"{text} ({number})", id=f"{who}-{number}-{text[:9]}-{more}", who=who, **more))
    post.opens()


def work() -> None:
    while jobs.run_next():
        pass


def pass_by(now: time_machine.Traveller, **span: float) -> None:
    """Let time go by as it does, with the house at work every few minutes."""
    end = datetime.now(UTC) + timedelta(**span)
    while (moment := datetime.now(UTC)) < end:
        work()
        now.move_to(min(end, moment + timedelta(minutes=4)))
    work()


def the_crisis() -> Crisis:
    return Crisis.objects.select_related("lead", "stand_in").get()


def log(crisis: Crisis) -> list[tuple[str, str, str]]:
    return [(step.what, step.words, step.member.name if step.member else "") for step in crisis.steps.order_by("pk")]


def test_five_angry_people_are_an_outbreak_and_one_person_five_times_is_none(
    post: Post, now: time_machine.Traveller
) -> None:
    come(post, "lucia", "lucia", "lucia", "lucia", "lucia", "pablo", "eva", "ivan")
    pass_by(now, minutes=1)
    assert not Crisis.objects.exists() and Anger.objects.count() == 8
    come(post, "nuria")
    pass_by(now, minutes=1)
    crisis = the_crisis()
    assert (crisis.state, crisis.level, crisis.sign, crisis.authors) == ("outbreak", 1, "neg_authors_2h", 5)
    assert crisis.lead is not None and crisis.lead.name == "Leo" and crisis.role == "cm"
    assert standing.level() == 1


def test_praise_questions_and_machines_are_not_counted(post: Post, now: time_machine.Traveller) -> None:
    come(post, "lucia", text="Llegó perfecto, muchas gracias, sois los mejores")
    come(post, "pablo", text="¿A cuánto está el godello?")
    come(post, "eva", text="Gana dinero rápido en http://casino.xyz, ¡promoción única!")
    assert not Anger.objects.exists()


def test_who_only_asks_for_somebody_in_charge_is_not_angry(post: Post, now: time_machine.Traveller) -> None:
    calm = ("Con usted no sigo, que venga su superior", "Pásame con gerencia", "I'd rather deal with your supervisor")
    post.brings(*(said(text, id=text, who=text) for text in calm))
    post.opens()
    assert not Anger.objects.exists()
    come(post, "nuria", text=f"{ANGRY}. Quiero hablar con el encargado")
    assert Anger.objects.count() == 1


def test_one_report_of_harm_raises_level_three_and_calls_the_owner(
    post: Post, now: time_machine.Traveller, telephones: Telephones
) -> None:
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=1)
    crisis = the_crisis()
    assert (crisis.level, crisis.sign, crisis.state) == (3, "health_risk", "crisis")
    assert crisis.act_by - crisis.raised_at == timedelta(minutes=15)
    (who, words), *_more = [call for call in telephones.said if "/crisis/" in call[1]]
    assert who == "ana" and "Lucia" not in words and f"/crisis/{crisis.pk}/" in words


def test_after_thirty_minutes_without_an_act_the_stand_in_is_called(
    post: Post, now: time_machine.Traveller, telephones: Telephones
) -> None:
    """S2.14: the threshold is crossed, 30 min pass with no act by the lead, the stand-in is called."""
    come(post, *"abcde")
    pass_by(now, minutes=1)
    pass_by(now, minutes=29)
    rang = [who for who, words in telephones.said if "/crisis/" in words]
    assert rang == ["leo"] and the_crisis().stand_in is None
    pass_by(now, minutes=2)
    rang = [who for who, words in telephones.said if "/crisis/" in words]
    crisis = the_crisis()
    assert rang == ["leo", "marta"] and crisis.stand_in is not None and crisis.stand_in.name == "Marta"
    assert [line[0] for line in log(crisis)] == ["raised", "called", "stand_in"]


def test_an_act_by_the_lead_in_time_stops_the_clock(
    post: Post, now: time_machine.Traveller, telephones: Telephones, leo: Member
) -> None:
    come(post, *"abcde")
    pass_by(now, minutes=10)
    leading.take(the_crisis(), by=leo)
    pass_by(now, minutes=40)
    assert the_crisis().stand_in is None
    assert [who for who, words in telephones.said if "/crisis/" in words] == ["leo"]
    assert log(the_crisis())[-1] == ("acted", "", "Leo")


def test_a_word_in_the_log_by_somebody_else_does_not_stop_it(
    post: Post, now: time_machine.Traveller, marta: Member
) -> None:
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=2)
    leading.say(the_crisis(), "fact", "Es el lote 7.", by=marta)
    assert the_crisis().acted_at is None
    with pytest.raises(leading.NotYours):
        leading.take(the_crisis(), by=marta)


def test_it_rises_with_a_lead_and_a_clock_of_its_own(post: Post, now: time_machine.Traveller, leo: Member) -> None:
    come(post, *"abcde")
    pass_by(now, minutes=3)
    leading.take(the_crisis(), by=leo)
    come(post, *(f"p{number}" for number in range(35)))
    pass_by(now, minutes=1)
    crisis = the_crisis()
    assert (crisis.level, crisis.authors, crisis.acted_at) == (3, 40, None)
    assert crisis.lead is not None and crisis.lead.name == "Ana"
    assert crisis.note_at == crisis.raised_at + timedelta(hours=1)  # hourly_update
    assert Event.objects.filter(name="CrisisRaised").count() == 2


def test_a_lead_who_is_away_or_cannot_be_reached_leaves_it_to_the_stand_in(
    post: Post, now: time_machine.Traveller, telephones: Telephones, leo: Member
) -> None:
    Member.objects.filter(name="Ana").update(called_at="")
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=1)
    assert [who for who, words in telephones.said if "/crisis/" in words] == ["leo"]
    assert [line[0] for line in log(the_crisis())] == ["raised", "unreached", "stand_in"]


def test_where_nobody_can_be_called_the_lead_still_has_their_time(post: Post, now: time_machine.Traveller) -> None:
    Member.objects.update(called_at="")
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=1)
    assert the_crisis().stand_in is None and [line[0] for line in log(the_crisis())] == ["raised", "unreached"]
    pass_by(now, minutes=16)
    assert [line[0] for line in log(the_crisis())] == ["raised", "unreached", "stand_in"]


def test_whoever_opens_what_they_lead_is_not_called_nor_is_anybody_in_their_place(
    now: time_machine.Traveller, team: None, telephones: Telephones, ana: Member
) -> None:
    """The lead stands at the desk, though nobody can call them: no line may say that they did not act."""
    Member.objects.filter(name="Ana").update(called_at="")
    assert leading.open_by_hand(3, words="Ha llamado la radio.", by=ana, reading=Reading()) is not None
    pass_by(now, minutes=40)
    assert [line[0] for line in log(the_crisis())] == ["raised"] and the_crisis().stand_in is None
    assert not telephones.said


def test_a_holding_statement_leaves_with_no_blank_and_is_signed(
    post: Post, now: time_machine.Traveller, ana: Member
) -> None:
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=1)
    text = "Hemos parado la venta de {producto}. Próxima nota a las {hora}."
    assert leading.blanks_of(text) == ["producto", "hora"]
    with pytest.raises(leading.BlanksLeft):
        leading.note(the_crisis(), text, {"producto": "la Mencía", "hora": " "}, next_at=None, by=ana)
    assert the_crisis().acted_at is None
    at = NOON + timedelta(hours=2)
    told = leading.note(the_crisis(), text, {"producto": "la Mencía", "hora": "14:00"}, next_at=at, by=ana)
    assert told == "Hemos parado la venta de la Mencía. Próxima nota a las 14:00."
    assert the_crisis().note_at == at and the_crisis().acted_at is not None
    assert ("note", told, "Ana") in log(the_crisis())


def test_it_stands_down_after_twelve_quiet_hours_and_is_over_with_the_debrief(
    post: Post, now: time_machine.Traveller, ana: Member, leo: Member
) -> None:
    come(post, *"abcde")
    pass_by(now, minutes=10)
    leading.take(the_crisis(), by=leo)
    pass_by(now, hours=11)
    assert the_crisis().level == 1
    pass_by(now, hours=4)
    crisis = the_crisis()
    assert (crisis.state, crisis.level, standing.level()) == ("standing_down", 0, 0)
    assert crisis.ended_at is not None and crisis.debrief_by == crisis.ended_at + timedelta(days=5)
    with pytest.raises(signing.SaysNothing):
        leading.debrief(crisis, words="  ", by=ana)
    leading.debrief(crisis, words="El embalaje. Lo cambia Iker antes del lunes.", by=ana)
    assert the_crisis().state == "over" and the_crisis().debriefed_at is not None
    come(post, "zoe")
    pass_by(now, minutes=1)
    assert Crisis.objects.count() == 1


def test_while_it_lasts_the_plan_knows_and_afterwards_not(post: Post, now: time_machine.Traveller, ana: Member) -> None:
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=1)
    assert standing.level() == 3
    leading.stand_down(the_crisis(), words="Era un vaso de la mesa.", by=ana)
    assert standing.level() == 0
    pass_by(now, minutes=10)
    assert the_crisis().state == "standing_down"  # the same report does not open another


def test_somebody_opens_one_by_hand_as_far_as_the_plan_lets_them(
    now: time_machine.Traveller, team: None, ana: Member, leo: Member, marta: Member
) -> None:
    for level, by in ((1, marta), (2, leo)):
        with pytest.raises(leading.NotYours):
            leading.open_by_hand(level, words="Lo he visto en la calle.", by=by, reading=Reading())
    assert leading.open_by_hand(1, words="Lo he visto en la calle.", by=leo, reading=Reading()) is not None
    assert leading.open_by_hand(2, words="Ha llamado la radio.", by=ana, reading=Reading()) is not None
    told = [("raised", "Lo he visto en la calle.", "Leo"), ("raised", "Ha llamado la radio.", "Ana")]
    assert log(the_crisis()) == told


def test_public_anger_is_tied_to_the_silence_before_it(post: Post, now: time_machine.Traveller) -> None:
    """S1.12: a bad post by somebody unanswered two days ago: the old message is attached and priority rises."""
    come(post, "pablo", text="¿Tenéis el godello de siempre?", thread="privado")
    old = Case.objects.get()
    now.shift(timedelta(days=2))
    clocks.tick()
    come(post, "eva", text=ANGRY, public=True, thread="post-1")
    come(post, "pablo", text=ANGRY, public=True, thread="post-1")
    hers, his = Anger.objects.order_by("pk")
    assert hers.silence is None and his.silence is not None and his.silence.case_id == old.pk
    dues = {case.person.name: case.due_at for case in Case.objects.exclude(pk=old.pk).select_related("person")}
    assert dues["Pablo"] == his.message.shown_at < dues["Eva"]
    assert Promise.objects.get(case=his.message.case, about="answer").due_at == his.message.shown_at


def test_a_batch_of_the_angry_costs_hardly_more_than_one(post: Post, now: time_machine.Traveller) -> None:
    costs = []
    for people in (["a"], [f"n{number}" for number in range(12)]):
        for who in people:
            post.brings(said("hola", id=f"h{who}", who=who))
        post.opens()
        for who in people:
            post.brings(said(ANGRY, id=f"x{who}", who=who, public=True, thread="post-9"))
        with CaptureQueriesContext(connection) as asked:
            post.opens()
        costs.append(sum("listening_" in query["sql"] for query in asked.captured_queries))
    assert costs[0] <= 2 and costs[1] <= 3


def test_counting_again_where_nothing_is_on_asks_little(post: Post, now: time_machine.Traveller) -> None:
    come(post, "lucia")
    with CaptureQueriesContext(connection) as asked:
        looking.look()
    assert len(asked.captured_queries) <= 8 and not Step.objects.exists()
