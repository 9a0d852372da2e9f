"""Criticism is presumed: a troll needs evidence, nobody with a claim is one, and a wrong label is put right."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox import ending, naming
from mostrador.inbox.models import Case, CaseEnd, Message, Need, Promise
from mostrador.journeys import advising, allowing, labelling
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit import jobs
from mostrador.people import linking
from mostrador.people.models import Person
from mostrador.plan import labelling as record
from mostrador.plan.models import Asking, Evidence, Label, Receipt
from tests import cast
from tests.journeys.test_inbound import Post, post, said
from tests.journeys.vidriera import ana, leo, marta, under_the_plan, web_chat

__all__ = ["ana", "leo", "marta", "post", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
AFTERNOON = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)  # a Tuesday, 17:10 in Madrid


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AFTERNOON, tick=False) as traveller:
        yield traveller


def an_insult(door: Door, text: str = "Sois unos inútiles", *, need: str = "abuse", author: str = "paco") -> Message:
    found = cast.hears(door, text, need=need, author=author, needs_answer=False)
    assert found is not None
    return found


def two_signs(door: Door, by: Member) -> Case:
    """Let there be evidence enough: an insult, and a threat after it."""
    first, second = an_insult(door), an_insult(door, "Os vais a enterar")
    case = Case.objects.select_related("conversation__door__connection", "person").latest("pk")
    labelling.note(case, message=first, sign="insult_without_claim", by=by)
    labelling.note(case, message=second, sign="threat", by=by)
    return case


def work() -> None:
    while jobs.run_next():
        pass


def test_an_insult_with_a_claim_inside_is_no_troll(post: Post, under_the_plan: object) -> None:
    """S2.10: given one insult with a claim inside, when labelling "troll", then refused: evidence 1 of 2."""
    leo = cast.a_member("Leía", Role.MANAGER)
    post.brings(said("Sois unos inútiles, el vino llegó roto y nadie contesta.", id="1"))
    post.opens()
    case = cast.the_case()
    assert "complaint" in Need.objects.values_list("kind", flat=True)
    labelling.note(case, message=Message.objects.get(), sign="insult_without_claim", by=leo)
    with pytest.raises(Refused) as refused:
        labelling.label(case, by=leo)
    assert refused.value.said() == "Hay una queja dentro · prueba 1 de 2"
    assert not Label.objects.exists() and not Person.objects.get().label


@pytest.mark.parametrize(
    ("text", "kind"),
    [("bunch of idiots, you sent white instead of red", "complaint"), ("sois unos payasos", "abuse")],
)
@pytest.mark.parametrize("public", [False, True])
def test_an_insult_alone_closes_nothing(post: Post, under_the_plan: object, text: str, kind: str, public: bool) -> None:
    post.brings(said(text, id="1", public=public))
    post.opens()
    case = cast.the_case()
    assert (case.kind, case.state, Message.objects.get().abuse) == (kind, Case.State.WAITING_US, True)
    assert Promise.objects.filter(case=case, about=Promise.About.ANSWER, state="running").exists()


def test_whom_people_called_a_troll_with_evidence_waits_for_nothing_when_insulting(
    post: Post, under_the_plan: object
) -> None:
    leo = cast.a_member("Leía", Role.MANAGER)
    post.brings(said("sois unos payasos", id="1"), said("sois todos gilipollas", id="2"))
    post.opens()
    case = cast.the_case()
    for message, sign in zip(Message.objects.order_by("pk"), ("insult_without_claim", "threat"), strict=True):
        labelling.note(case, message=message, sign=sign, by=leo)
    labelling.label(case, by=leo)
    ending.no_answer_needed(case, by=leo, why="other", words="insulta")
    post.brings(said("payasos", id="3"))
    post.opens()
    assert not Message.objects.get(external_id="3").needs_answer


def test_two_claims_of_one_message_are_both_kept(post: Post, under_the_plan: object) -> None:
    """S2.11, as far as it goes: a complaint beside a question, and neither makes a troll."""
    post.brings(said("Llegó roto y encima carísimo. ¿A cuánto está ahora el godello?", id="1"))
    post.opens()
    kinds = set(Need.objects.values_list("kind", flat=True))
    assert "complaint" in kinds and len(kinds) == 2
    assert set(record.claims([Message.objects.get().pk])) == kinds


def test_enough_evidence_stays_criticism_while_a_claim_stands(web_chat: Door, leo: Member) -> None:
    case = two_signs(web_chat, leo)
    asks = an_insult(web_chat, "¿Y mi pedido, inútiles?", need="order_status")
    with pytest.raises(Refused) as refused:
        labelling.label(case, by=leo)
    assert "(dónde está el pedido)" in refused.value.said() and "prueba 2 de 2" in refused.value.said()
    naming.say_need(asks.case, kind="abuse", by=leo)  # a person read it: there is none
    labelling.label(case, by=leo)


@pytest.mark.parametrize("signs", [["threat"], ["threat", "insult_without_claim"]])
def test_one_message_is_one_piece_and_so_is_one_sign(web_chat: Door, leo: Member, signs: list[str]) -> None:
    messages = [an_insult(web_chat), an_insult(web_chat, "Inútiles")][: 3 - len(signs)]
    for message in messages:
        for sign in signs:
            labelling.note(message.case, message=message, sign=sign, by=leo)
    labelling.note(messages[0].case, message=messages[0], sign="threat", by=leo)  # again: nothing new
    assert Evidence.objects.count() == 2
    with pytest.raises(Refused) as refused:
        labelling.label(messages[0].case, by=leo)
    assert "prueba 1 de 2" in refused.value.said()


def test_a_sign_is_one_of_the_plans_and_the_message_is_theirs(web_chat: Door, leo: Member) -> None:
    mine, other = an_insult(web_chat), an_insult(web_chat, author="eva")
    for message, sign in ((mine, "ugly"), (other, "threat")):
        with pytest.raises(Refused):
            labelling.note(mine.case, message=message, sign=sign, by=leo)
    assert not Evidence.objects.exists()


def test_leo_may_with_a_receipt_and_the_line_for_trolls_decides_from_then_on(web_chat: Door, leo: Member) -> None:
    case = two_signs(web_chat, leo)
    assert advising.advice(case).line != "L03"
    label = labelling.label(case, by=leo)
    receipt = label.receipt
    assert (receipt.act, receipt.role, receipt.line, receipt.ground) == ("label_troll", "cm", "L03", "own")
    assert receipt.why == "insult_without_claim, threat"
    assert advising.advice(Case.objects.get(pk=case.pk)).line == "L03"
    with pytest.raises(Refused):
        labelling.label(case, by=leo)


def test_what_they_write_next_is_decided_by_it_without_another_query(post: Post) -> None:
    leo = cast.a_member("Leía", Role.MANAGER)
    post.brings(said("inútiles", id="1"))
    post.opens()
    record.labelling.label(Person.objects.get(), word="troll", by=leo)
    post.brings(said("¿A cuánto está el godello?", id="2"))
    post.opens()
    assert Message.objects.latest("pk").line == "L03"
    post.brings(said("¿A cuánto está el godello?", id="3", who="eva"))
    post.opens()
    assert Message.objects.latest("pk").line == "L05"


def test_marta_asks_and_leo_says_so(web_chat: Door, leo: Member, marta: Member) -> None:
    case = two_signs(web_chat, marta)
    with pytest.raises(HasToAsk) as waits:
        labelling.label(case, by=marta)
    asked = waits.value.asking
    assert asked.of == leo and not Label.objects.exists()
    allowing.yes(asked, by=leo)
    label = Label.objects.get()
    assert label.given_by == marta and (label.receipt.role, label.receipt.ground) == ("cm", "asked")


def test_a_claim_that_came_meanwhile_stops_the_yes(web_chat: Door, leo: Member, marta: Member) -> None:
    case = two_signs(web_chat, marta)
    with pytest.raises(HasToAsk) as waits:
        labelling.label(case, by=marta)
    an_insult(web_chat, "El vino llegó roto", need="complaint")
    with pytest.raises(Refused):
        allowing.yes(waits.value.asking, by=leo)
    waits.value.asking.refresh_from_db()
    assert waits.value.asking.state == Asking.State.WAITING and not Label.objects.exists()


def reviewed(now: time_machine.Traveller) -> Asking:
    work()
    assert not Asking.objects.filter(about=Asking.About.REVIEW).exists()
    now.shift(timedelta(days=7, minutes=1))
    work()
    return Asking.objects.get(about=Asking.About.REVIEW)


def test_after_seven_days_ana_looks_again(
    web_chat: Door, ana: Member, leo: Member, now: time_machine.Traveller
) -> None:
    label = labelling.label(two_signs(web_chat, leo), by=leo)
    asked = reviewed(now)
    assert (asked.role, asked.of) == ("dueña", ana)
    allowing.yes(asked, by=ana)
    label.refresh_from_db()
    assert label.state == Label.State.KEPT and Person.objects.get().label == "troll"
    assert Receipt.objects.get(act="yes").member == ana  # as every act has one
    labelling.reverse(label, by=ana)  # also later it may turn out to be wrong
    assert not Person.objects.get().label


def test_ana_looks_again_at_her_own(web_chat: Door, ana: Member, leo: Member, now: time_machine.Traveller) -> None:
    labelling.label(two_signs(web_chat, ana), by=ana)
    asked = reviewed(now)
    assert asked.of == ana and allowing.may_answer(asked, ana)
    allowing.no(asked, by=ana)
    assert record.counted() == (1, 1) and not Person.objects.get().label


def test_a_wrong_label_is_reversed_answered_and_counted(
    web_chat: Door, ana: Member, leo: Member, now: time_machine.Traveller
) -> None:
    """S2.12: given a wrong troll label, when reversed, then the customer is answered and the false label counted."""
    case = two_signs(web_chat, leo)
    label = labelling.label(case, by=leo)
    last = an_insult(web_chat, "Pues nada")
    assert last.case is not None
    ending.no_answer_needed(last.case, why=CaseEnd.Why.OTHER, by=leo)
    now.shift(timedelta(hours=1))
    labelling.reverse(label, by=leo)
    case = Case.objects.get(pk=last.case.pk)
    promise = Promise.objects.get(case=case, about=Promise.About.ANSWER, state=Promise.State.RUNNING)
    assert case.state == Case.State.WAITING_US and case.due_at == promise.due_at and promise.message == last
    assert promise.due_at > AFTERNOON + timedelta(hours=1)
    assert record.counted() == (1, 1) and not Person.objects.get().label
    assert Receipt.objects.latest("pk").act == labelling.WRONG
    assert not record.evidence(case.person)  # what misled us once is no evidence again
    labelling.reverse(label, by=ana)  # once
    assert record.counted() == (1, 1) and Receipt.objects.filter(act=labelling.WRONG).count() == 1


def test_reversed_before_its_day_nobody_is_asked(
    web_chat: Door, ana: Member, leo: Member, now: time_machine.Traveller
) -> None:
    labelling.reverse(labelling.label(two_signs(web_chat, leo), by=leo), by=leo)
    now.shift(timedelta(days=8))
    work()
    assert not Asking.objects.exists()


def test_the_label_is_of_the_human_being_and_of_nobody_found_later(
    web_chat: Door, leo: Member, now: time_machine.Traveller
) -> None:
    case = two_signs(web_chat, leo)
    an_insult(web_chat, author="paco2")
    an_insult(web_chat, author="paco3")
    second, third = Person.objects.get(name="Paco2"), Person.objects.get(name="Paco3")
    linking.link(second, to=case.person, by=leo)
    label = labelling.label(case, by=leo)
    linking.link(third, to=case.person, by=leo)
    assert set(Person.objects.filter(label="troll").values_list("name", flat=True)) == {"Paco", "Paco2"}
    labelling.reverse(label, by=leo)
    assert not Person.objects.filter(label="troll").exists()
