"""Thinking again: it may add, raise and hurry; it repeats no act, lowers no danger and leaves alone what people did."""

import threading
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message, Need, Promise
from mostrador.journeys import overruling, reconsidering
from mostrador.journeys.reconsidering import Reconsidering
from mostrador.kit.models import Event
from mostrador.plan.models import Noted
from mostrador.triage.heads import COLUMNS, EXTRAS, HEADS, PLACES, SUBS
from mostrador.triage.models import SecondThought
from mostrador.triage.opinion import Deeper
from mostrador.triage.thinker import Thinker
from tests import cast
from tests.journeys.test_acts import hears, post
from tests.journeys.test_inbound import Post
from tests.journeys.vidriera import ana, leo, marta, under_the_plan, web_chat
from tests.triage.test_thinker import ANSWERS

__all__ = ["ana", "leo", "marta", "post", "under_the_plan", "web_chat"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
NONE = dict.fromkeys((head.name for head in HEADS), 0.0)
PLAIN = dict.fromkeys((head.name for head in HEADS), 1.0)


def deeper(sub: str = "", *also: str, manager: bool = False) -> Deeper:
    """Return what a full model would say that is certain of one thing."""
    scores = [-6.0] * COLUMNS
    scores[PLACES["language"].start] = scores[PLACES["tone"].start + 1] = scores[PLACES["urgency"].start + 1] = 3.0
    if sub:
        scores[PLACES["sub"].start + SUBS.index(sub)] = 6.0
    for need in also:
        scores[PLACES[f"need.{need}"].start] = 6.0
    scores[PLACES["manager"].start] = 6.0 if manager else -6.0
    return Deeper(scores, NONE, PLAIN)


def message() -> Message:
    around = ("case", "person", "conversation__door__connection", "door__connection")
    return Message.objects.select_related(*around).get(direction="in")


def test_a_second_thought_changes_what_it_is_about_and_tells_the_desk(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    events = Event.objects.count()
    assert reconsidering.think_again(message(), deeper("complaint.defect"))
    assert cast.the_case().kind == "complaint"
    assert [need.kind for need in message().needs.all()] == ["complaint"]
    assert Event.objects.count() > events
    thought = SecondThought.objects.get()
    assert (thought.before, thought.after, thought.changed) == ("question", "complaint", True)


def test_the_same_thought_again_changes_nothing(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    assert reconsidering.think_again(message(), deeper("complaint.defect"))
    assert not reconsidering.think_again(message(), deeper("complaint.defect"))


def test_it_hurries_and_never_puts_off(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    Promise.objects.filter(about=Promise.About.ANSWER).update(due_at=message().shown_at.replace(year=2099))
    reconsidering.think_again(message(), deeper("complaint.defect"))
    hurried = Promise.objects.get(about=Promise.About.ANSWER).due_at
    assert hurried.year < 2099
    reconsidering.think_again(message(), deeper("chitchat.greeting"))
    assert Promise.objects.get(about=Promise.About.ANSWER).due_at == hurried


def test_danger_once_seen_is_not_argued_with(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "hay vidrio en la mermelada", need="safety")
    assert not reconsidering.think_again(message(), deeper("praise.praise"))
    assert cast.the_case().kind == "safety"


def test_a_trace_of_danger_may_be_taken_back(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "el sol quema la etiqueta del escaparate", need="safety")
    Need.objects.update(certainty=0.1)
    assert reconsidering.think_again(message(), deeper("feedback.review"))
    assert cast.the_case().kind == "idea"


def test_a_danger_seen_weakly_in_a_strong_word_or_by_the_full_model_too_stays(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "hay vidrio dentro de la mermelada", need="safety")
    Need.objects.update(certainty=0.1)
    assert not reconsidering.think_again(message(), deeper("praise.praise"))
    reconsidering.think_again(message(), deeper("complaint.defect", "safety"))
    assert "safety" in [need.kind for need in message().needs.all()]


@pytest.mark.parametrize("first", ["complaint", "question", "order_status"])
@pytest.mark.parametrize("second", ["praise.praise", "chitchat.greeting", "spam.promo"])
def test_what_somebody_wants_becomes_no_thanks_by_a_second_thought(
    web_chat: Door, marta: Member, first: str, second: str
) -> None:
    cast.hears(web_chat, "no volveré a comprar aquí en la vida", need=first)
    before, owed = message(), Promise.objects.get(about=Promise.About.ANSWER)
    reconsidering.think_again(before, deeper(second))
    case, now = cast.the_case(), Promise.objects.get(about=Promise.About.ANSWER)
    assert (case.kind, [need.kind for need in message().needs.all()]) == (first, [first])
    assert (now.state, message().tone) == ("running", before.tone) and now.due_at <= owed.due_at
    overruling.overrule(message(), about="need", value="praise", by=marta)
    assert cast.the_case().kind == "praise"  # a person may


def test_a_complaint_may_become_no_question_and_what_else_they_want_is_added(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "nunca mais compro aqui", need="complaint")
    assert reconsidering.think_again(message(), deeper("question.hours"))
    assert [need.kind for need in message().needs.order_by("pk")] == ["complaint", "question"]
    assert cast.the_case().kind == "complaint"


def test_what_the_law_gives_to_a_complaint_follows_the_second_thought(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    reconsidering.think_again(message(), deeper("complaint.defect"))
    assert Promise.objects.get(origin="law").state == "running"
    reconsidering.think_again(message(), deeper("question.hours"))
    assert Promise.objects.get(origin="law").state == "running"  # no second thought takes it away, a person does
    overruling.overrule(message(), about="need", value="question", by=marta)
    assert Promise.objects.get(origin="law").state == "dropped"


def test_what_a_person_said_answered_or_ended_stays(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    overruling.overrule(message(), about="need", value="buy", by=marta)
    assert not reconsidering.think_again(message(), deeper("complaint.defect"))
    assert cast.the_case().kind == "buy"


def test_who_asks_for_somebody_in_charge_is_heard_the_second_time(web_chat: Door, marta: Member) -> None:
    cast.hears(web_chat, "lo de las botellas", need="question")
    reconsidering.think_again(message(), deeper("complaint.service", manager=True))
    reconsidering.think_again(message(), deeper("complaint.service", "praise"))
    assert cast.the_case().asks_for_manager
    assert Event.objects.filter(name__endswith="ManagerAskedFor").count() == 1


THOUGHTS = st.lists(
    st.tuples(st.sampled_from(SUBS), st.lists(st.sampled_from(EXTRAS), max_size=3), st.booleans()),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(thoughts=THOUGHTS, text=st.sampled_from(["Mil gracias, todo perfecto", "lo de las botellas", "¿y mi pedido?"]))
def test_thinking_again_never_repeats_an_act(
    post: Post, thoughts: Sequence[tuple[str, list[str], bool]], text: str
) -> None:
    case = hears(post, text, id=f"{Message.objects.count()}-{text}")
    heard = Message.objects.select_related(
        "case", "person", "conversation__door__connection", "door__connection"
    ).filter(case=case, direction="in").latest("pk")  # fmt: skip
    owed, danger = heard.needs_answer, heard.needs.filter(kind="safety").exists()
    for sub, also, manager in thoughts:
        reconsidering.think_again(heard, deeper(sub, *also, manager=manager))
        acts = list(Noted.objects.filter(message=heard).values_list("act", flat=True))
        assert len(acts) == len(set(acts))
        assert Promise.objects.filter(case=case, about="answer", state="running").count() <= 1
        assert not owed or message_owed(case)
        danger = danger or heard.needs.filter(kind="safety").exists()
        assert not danger or heard.needs.filter(kind="safety").exists()


def message_owed(case: Case) -> bool:
    return Promise.objects.filter(case=case, about="answer").exists()


def test_where_the_thinking_process_dies_the_first_thought_stands(web_chat: Door, marta: Member) -> None:
    looking = Reconsidering(threading.Event(), Thinker(("-c", "")))
    assert looking.look()  # nothing came yet
    cast.hears(web_chat, "lo de las botellas", need="question")
    assert not looking.look()
    assert cast.the_case().kind == "question" and not SecondThought.objects.exists()


def test_new_messages_are_thought_about_once(web_chat: Door, marta: Member) -> None:
    looking = Reconsidering(threading.Event(), Thinker(("-c", ANSWERS)))
    looking.look()
    cast.hears(web_chat, "lo de las botellas", need="question")
    assert looking.look() and looking.look()
    assert SecondThought.objects.count() == 1
