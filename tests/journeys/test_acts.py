"""Every word of a plan's `do:` is done, stands beside the answer, or is written down: none is skipped, none twice."""

from pathlib import Path

import pytest

from mostrador.accounts.models import Member
from mostrador.inbox import ending, naming
from mostrador.inbox.models import Case, CaseEnd, Message, Need
from mostrador.journeys import doing, noting, overruling
from mostrador.journeys.doing import How
from mostrador.kit.models import Event
from mostrador.plan import doing as vocabulary
from mostrador.plan import keeping, reading
from mostrador.plan import noting as notes
from mostrador.plan.models import Noted
from mostrador.plan.shape import Act
from tests.cast import a_connection
from tests.journeys.test_budgets import counted
from tests.journeys.test_inbound import Post, said
from tests.journeys.vidriera import SAMPLE, ana, leo, marta, under_the_plan

__all__ = ["ana", "leo", "marta", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
BOTH = "Me encanta vuestra tienda, sois los mejores. Pero el vino ha llegado con el corcho roto y quiero una solución."
IDEA = "Os propongo una idea: podríais poner cajas de seis surtidas."
PRAISE = "¡Qué maravilla de vino, me ha encantado! Sois los mejores."


@pytest.fixture
def post(tmp_path: Path, ana: Member, leo: Member, marta: Member) -> Post:
    return Post(tmp_path, a_connection("web_chat"))


def hears(post: Post, text: str, id: str = "1") -> Case:
    post.brings(said(text, id=id))
    post.opens()
    return Case.objects.latest("pk")


def noted(**filters: object) -> list[tuple[str, str, str]]:
    rows = Noted.objects.filter(**filters).order_by("pk")
    return [(one.line, one.act, one.kind) for one in rows]


def test_every_act_of_the_example_has_its_way() -> None:
    plan = reading.read_file(SAMPLE)
    words = {act for line in plan.lines for act in line.do}
    assert not [act for act in words if doing.way(act) is doing.BY_HAND]
    assert {act.word for act in words} >= {
        "escalate", "pause_posts", "reply", "follow", "open", "move", "retriage", "lookup", "offer", "send",
        "apologise", "remedy", "acknowledge", "ask", "explain_with_source", "correct_with_source", "thank", "propose",
        "record", "promise", "assign",
    }  # fmt: skip


def all_acts() -> list[Act]:
    """Return every act that a plan may name: each word with each of its values."""
    found = []
    for word, values in vocabulary.VOCABULARY.items():
        told = values if isinstance(values, tuple) else ("x",) if values != vocabulary.ALONE else (None,)
        found += [Act(word, value) for value in told]
        found += [Act(word)] if word in vocabulary.BARE else []
    return found


def test_every_word_that_a_plan_may_name_has_its_file() -> None:
    assert not [str(act) for act in all_acts() if doing.way(act) is doing.BY_HAND]


def test_the_check_of_a_plan_names_what_is_only_written_down() -> None:
    for act in all_acts():
        assert vocabulary.is_done(act) == (doing.way(act).how != How.WRITTEN_DOWN), act


def test_a_word_that_nobody_knows_is_written_down_and_not_skipped() -> None:
    way = doing.way(Act("sing", "serenade"))
    assert way.how == How.WRITTEN_DOWN and way.listed in doing.LISTS


def test_what_is_written_down_stands_in_a_list_that_has_a_name() -> None:
    for act, way in doing.ways().items():
        assert (way.listed in doing.LISTS) == (way.how in (How.WRITTEN_DOWN, How.IN_A_CRISIS)), act


def test_praise_beside_a_complaint_waits_until_that_is_solved(post: Post, marta: Member) -> None:
    """Acceptance of the plan: praise that mentions a broken cork goes to L08 or L09 first, and L13 waits."""
    case = hears(post, BOTH)
    message = Message.objects.get()
    assert case.kind == "complaint" and message.line in ("L08", "L09")
    assert ("L13", "thank: personal", "thanks") in noted(after_case=True)
    assert not Noted.objects.to_do().filter(kind="thanks").exists()
    ending.finish(case, by=marta, why=CaseEnd.Why.ELSEWHERE)
    thanks = Noted.objects.to_do().filter(act="thank: personal").get()
    assert thanks.person == case.person and "mejores" in thanks.quote


def test_thanks_an_idea_and_an_order_are_written_down_with_their_words(post: Post) -> None:
    hears(post, PRAISE, "1")
    hears(post, IDEA, "2")
    found = noted()
    assert ("L13", "propose: gesture", "thanks") in found
    assert ("L15", "open: idea", "ideas") in found and ("L15", "promise: contar_resultado", "ideas") in found
    assert all(one.quote and one.plan_hash == keeping.current().hash for one in Noted.objects.all())
    told = Event.objects.filter(name="ActNoted").first()
    assert told is not None and "quote" not in told.refs


UNSURE = ("Lloramos todos. El vino, diez puntos.", "¡Hecho! Os mando el plano mañana.", "Cuatro.", "El resto, vivas.")


def test_what_the_machine_is_unsure_of_is_not_written_down(post: Post) -> None:
    for number, text in enumerate(UNSURE):
        hears(post, text, str(number))
    floor = keeping.current().triage.floor
    assert all(need.certainty < floor for need in Need.objects.filter(kind__in=("idea", "buy", "praise")))
    assert Need.objects.filter(kind__in=("idea", "buy", "praise")).exists() and noted() == []


def test_a_person_who_says_what_it_is_has_it_written_down_and_may_unsay_it(post: Post, marta: Member) -> None:
    case = hears(post, "El resto, vivas.")
    message = Message.objects.get()
    assert noted() == []
    said_so = overruling.overrule(message, about="need", value="idea", by=marta)
    assert ("L15", "open: idea", "ideas") in noted()
    overruling.take_back(message, first_id=said_so.pk, by=marta)
    assert noted() == []
    case.refresh_from_db()
    overruling.overrule(message, about="need", value="idea", by=marta)
    assert ("L15", "open: idea", "ideas") in noted()


def test_who_says_that_the_machine_was_right_has_it_written_down(post: Post, marta: Member) -> None:
    hears(post, UNSURE[0])
    assert noted() == []
    overruling.agree(Message.objects.get(), by=marta)
    assert noted() != []


def test_a_delivery_heard_twice_is_written_down_once(post: Post) -> None:
    hears(post, PRAISE)
    before = noted()
    hears(post, PRAISE)
    assert noted() == before != []


def test_thinking_again_repeats_nothing(post: Post, marta: Member) -> None:
    """Property of the plan: an act is unique by message, plan, line and act, however often it is thought."""
    hears(post, PRAISE)
    message = Message.objects.get()
    wanted = [
        (message, notes.Wanted(kind=one.kind, act=one.act, line=one.line, plan_hash=one.plan_hash))
        for one in Noted.objects.all()
    ]
    notes.done(Noted.objects.order_by("pk")[0], by=marta, why="de palabra")
    before = list(Noted.objects.order_by("pk").values_list("pk", "state", "quote"))
    for _again in range(3):
        notes.note_all(wanted)
    assert list(Noted.objects.order_by("pk").values_list("pk", "state", "quote")) == before


def test_it_ends_by_hand_with_a_word_and_comes_back_with_a_tap(post: Post, marta: Member) -> None:
    hears(post, PRAISE)
    first = Noted.objects.order_by("pk")[0]
    with pytest.raises(notes.SayWhy):
        notes.not_needed(first, by=marta, why=" ")
    assert notes.done(first, by=marta, why="tarjeta a mano", cost=120)
    assert not notes.not_needed(first, by=marta, why="tarde")
    assert (first.state, first.cost, first.ended_by) == (Noted.State.DONE, 120, marta)
    assert notes.open_again(first, by=marta)
    first.refresh_from_db()
    assert first.state == Noted.State.WAITING and first.cost is None


def test_safety_goes_to_the_owner_even_where_somebody_has_the_thread(post: Post, ana: Member, marta: Member) -> None:
    case = hears(post, "¿A cuánto está el godello?")
    Case.objects.update(owner=marta)
    hears(post, "¡Cuidado! La botella ha explotado y mi hijo se ha cortado la mano.", "2")
    case.refresh_from_db()
    assert Message.objects.latest("pk").line == "L01" and case.owner == ana
    assert ("L01", "pause_posts", "posts") in noted()


def test_an_owner_who_is_away_has_a_stand_in(post: Post, ana: Member, leo: Member) -> None:
    Member.objects.filter(pk=ana.pk).update(away=True)
    case = hears(post, "¡Cuidado! La botella ha explotado y mi hijo se ha cortado la mano.")
    assert case.owner == leo


def test_what_no_line_is_about_goes_to_whom_the_plan_names(post: Post, leo: Member) -> None:
    case = hears(post, "¿Abrís los domingos por la tarde?")
    assert Message.objects.get().line == "L99" and case.owner == leo


def test_a_question_of_price_costs_no_statement_more(post: Post) -> None:
    hears(post, "¿A cuánto está el godello?")
    post.brings(said("¿Y a cuánto el albariño?", id="2"))
    with counted() as found:
        post.opens()
    assert found["writes"] <= 6 and not Noted.objects.exists(), found


def test_what_is_written_down_costs_two_statements_for_a_batch(post: Post) -> None:
    for number in range(8):
        post.brings(said("hola", id=f"a{number}", who=f"p{number}"))
    post.opens()
    for number in range(8):
        post.brings(said(PRAISE, id=f"b{number}", who=f"p{number}"))
    with counted() as found:
        post.opens()
    assert Noted.objects.filter(act="thank: personal").count() == 8 and found["writes"] <= 13, found


def test_a_fault_that_was_said_changes_the_line_at_once(post: Post, marta: Member) -> None:
    from mostrador.journeys import advising

    case = hears(post, "El vino ha llegado con el corcho roto y quiero una solución.")
    case = Case.objects.select_related("conversation__door__connection").get(pk=case.pk)
    assert advising.advice(case).line == "L09"
    naming.say_fault(case, fault=Case.Fault.OURS, by=marta)
    assert advising.advice(case).line == "L08"


def test_a_quote_is_a_sentence_not_a_word() -> None:
    text = "Hola. Gracias por la tarjeta a mano.\n¿Abrís el lunes?"
    assert noting.sentence_around("Gracias por", text) == "Gracias por la tarjeta a mano."
    assert noting.sentence_around("", text) == noting.sentence_around("otra cosa", text) == text


def test_wanted_is_pure_and_the_same_twice(post: Post) -> None:
    from mostrador.doors.contract import Author, Item
    from mostrador.doors.models import Door
    from mostrador.journeys import facts
    from mostrador.kit import clock
    from mostrador.people.models import Person

    item = Item(kind="message", external_id="9", author=Author(id="eva", name="Eva"), text=BOTH)
    person = Person(name="Eva", since=clock.now())
    heard = facts.weigh(
        item, door=Door.objects.select_related("connection").get(), person=person, plan=keeping.current(),
        arrived_at=clock.now(), parcel_id=None,
    )  # fmt: skip
    assert noting.wanted(heard, keeping.current()) == noting.wanted(heard, keeping.current()) != ()
