"""Every act has its receipt: the plan, the line, the role; one way for all, shown between what was said."""

import pytest
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message, Promise
from mostrador.journeys import doing, permitted
from mostrador.plan import acting, keeping
from mostrador.plan import doing as vocabulary
from mostrador.plan.models import Receipt
from tests import cast
from tests.desk.conftest import SignedIn

PROMISE = {"what": "llamarte", "when": "tomorrow"}
ACTS = [
    # the form, what it holds, the act on the receipt, what the thread says
    ("owner", {"to": "MARTA"}, "assign", "Leo se lo pasó a Marta"),
    ("tags", {"add": "regalo"}, "tag", "Leo puso la etiqueta regalo"),
    ("title", {"title": "Caja de seis"}, "rename", "Leo lo llamó Caja de seis"),
    ("need", {"kind": "buy"}, "need", "Leo dijo de qué va: "),
    ("fault", {"fault": "ours"}, "fault", "Leo dijo de quién fue la culpa: "),
    ("snooze", {"until": "tomorrow"}, "snooze", "Leo lo aplazó"),
    ("promises", PROMISE, "promise", "Leo dio nuestra palabra: llamarte"),
    ("no_answer", {"why": "thanks"}, "no_answer", "Leo lo dejó sin contestar"),
    ("end", {"why": "elsewhere"}, "finish", "Leo lo dio por hecho"),
]


@pytest.fixture
def case(door: Door, leo: Member) -> Case:
    cast.hears(door, "¿A cuánto está el godello?", need="price_availability")
    return cast.the_case()


def does(enters: SignedIn, by: Member, name: str, number: int, told: dict[str, str]) -> None:
    assert enters(by).post(reverse(f"desk:{name}", args=[number]), told).status_code in (302, 303)


@pytest.mark.parametrize("done", ACTS, ids=[one[0] for one in ACTS])
def test_what_one_does_has_a_receipt_that_stands_in_the_thread(
    enters: SignedIn, leo: Member, case: Case, done: tuple[str, dict[str, str], str, str]
) -> None:
    form, told, act, says = done
    marta = cast.a_member("Marta")
    does(enters, leo, form, case.pk, {key: str(marta.pk) if value == "MARTA" else value for key, value in told.items()})
    receipt = Receipt.objects.get()
    assert (receipt.act, receipt.member, receipt.plan_hash) == (act, leo, keeping.current().hash)
    assert receipt.line == "L08" and receipt.role == "equipo" and receipt.case == case
    page = enters(leo).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert says in page and "L08 · equipo" in page


@pytest.mark.parametrize(("how", "act"), [("keep", "promise_kept"), ("drop", "promise_dropped")])
def test_our_word_kept_or_dropped_by_hand_has_one(
    enters: SignedIn, leo: Member, case: Case, how: str, act: str
) -> None:
    does(enters, leo, "promises", case.pk, PROMISE)
    does(enters, leo, "promise", Promise.objects.get(about="word").pk, {"how": how})
    assert list(Receipt.objects.order_by("pk").values_list("act", "why")) == [
        ("promise", "llamarte"),
        (act, "llamarte"),
    ]


def test_what_changed_nothing_has_none(enters: SignedIn, leo: Member, case: Case) -> None:
    does(enters, leo, "reopening", case.pk, {})
    does(enters, leo, "tags", case.pk, {"drop": "nada"})
    assert not Receipt.objects.exists()


def test_what_is_refused_has_none(enters: SignedIn, leo: Member, vera: Member, case: Case) -> None:
    assert enters(vera).post(reverse("desk:tags", args=[case.pk]), {"add": "x"}).status_code == 403
    does(enters, leo, "end", case.pk, {})  # an answer is owed: it asks why first
    assert not Receipt.objects.exists()


def test_an_answer_says_in_its_menu_by_what_it_left(enters: SignedIn, leo: Member, case: Case) -> None:
    told = {"text": "A nueve euros.", "surface": "private", "case": str(case.pk)}
    does(enters, leo, "answers", case.pk, told)
    message = Message.objects.get(direction="out")
    assert Receipt.objects.get(message=message).line == "L08"
    page = enters(leo).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Por qué se pudo: L08 · equipo" in page


def test_every_deed_is_allowed_by_a_word_that_a_plan_may_use() -> None:
    assert set(permitted.ACTS.values()) <= acting.ACTS


def test_what_the_plan_calls_done_is_done_by_an_act_and_the_other_way_round() -> None:
    """`plan.doing.DONE` and the files of `journeys.acts` name the same acts: none is promised that nobody does."""
    done = {act for act, way in doing.ways().items() if way.how != doing.How.WRITTEN_DOWN}
    assert {act.partition(": ")[0] for act in done} == {act.partition(": ")[0] for act in vocabulary.DONE}
    assert done >= vocabulary.DONE
    assert all(act in vocabulary.DONE or act.partition(": ")[0] in vocabulary.DONE for act in done)
    assert {act.partition(": ")[0] for act in doing.ways()} == set(vocabulary.VOCABULARY)
