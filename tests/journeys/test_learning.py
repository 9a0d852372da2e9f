"""The house learns from its own labels: in force where no worse, taken back in one tap, retired with its weights."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member, Role
from mostrador.inbox.models import Message
from mostrador.journeys import facts, learning, opining, overruling
from mostrador.kit import clock, jobs
from mostrador.kit.models import Job
from mostrador.plan import keeping
from mostrador.triage import learnt
from mostrador.triage.layer import Layer
from mostrador.triage.models import Correction, Learnt
from mostrador.triage.weights import shipped
from tests import cast

pytestmark = pytest.mark.django_db
FORMS = ("turno {n} del {d}", "el {n} del {d}, mi turno", "soy el turno {n}, {d}", "{d}, turno {n}")  # is it ready?


def taught(count: int = 104, *, said: str = "order_status") -> Member:
    """Let a shop hear the same kind of message, and somebody say each time what it is."""
    leo, door, dice = cast.a_member(), cast.a_door(), random.Random(5)
    for _ in range(count):
        text = dice.choice(FORMS).format(n=dice.choice(("dos", "tres", "seis")), d=dice.choice(("jueves", "lunes")))
        message = cast.hears(door, text, need="question")
        assert message is not None
        overruling.overrule(message, about="need", value=said, by=leo)
    return leo


def weighed(text: str) -> str:
    door, author = cast.a_door(f"Otra {text[:9]}"), cast.an_item(text)
    person = Message.objects.latest("pk").person
    assert person is not None
    heard = facts.weigh(
        author, door=door, person=person, plan=keeping.current(), arrived_at=clock.now(), parcel_id=None
    )
    return heard.kind


def test_what_it_learnt_is_in_force_and_taken_back_in_one_tap() -> None:
    leo = taught()
    assert weighed("turno seis del jueves") != "order_status"
    row = learning.learn()
    assert row.state == Learnt.State.IN_FORCE, row.figures
    assert row.figures["right"] > row.figures["right_before"]
    assert weighed("turno seis del jueves") == "order_status"
    assert opining.version() == f"{shipped().version}+{row.pk}"
    learnt.put_back(by=leo)
    row.refresh_from_db()
    assert (row.state, row.ended_by) == (Learnt.State.PUT_BACK, leo)
    assert weighed("turno seis del jueves") != "order_status" and opining.version() == shipped().version
    assert Correction.objects.count() == 104  # the labels stay


def test_with_few_labels_all_stays_as_it_came() -> None:
    taught(12)
    row = learning.learn()
    assert (row.state, row.why_not, bytes(row.layer)) == (Learnt.State.NOT_BETTER, "few", b"")
    assert learnt.now().layer is None


def a_row(base: str = "") -> Learnt:
    layer = Layer(base or shipped().version, {1: [0.1] * 21})
    row = learnt.keep(layer, why_not="", figures={}, floors={"spam": 0.9}, upto=0)
    if base:
        Learnt.objects.filter(pk=row.pk).update(base=base, state=Learnt.State.IN_FORCE)
    learnt.forget()
    return row


def test_new_weights_retire_what_stood_on_the_old_ones_until_it_is_judged_anew() -> None:
    row = a_row("light-of-last-year")
    assert learnt.now().layer is None and not learnt.now().floors and learning.due()
    learning.learn()
    row.refresh_from_db()
    assert row.state == Learnt.State.RETIRED


def test_the_newer_one_replaces_the_older_one() -> None:
    older, newer = a_row(), a_row()
    older.refresh_from_db()
    assert (older.state, learnt.now().number) == (Learnt.State.REPLACED, newer.pk)


def test_it_learns_by_itself_when_there_is_something_new_and_not_after_somebody_went_back() -> None:
    assert not learning.due()
    leo = taught(learning.NEW)
    assert learning.due()
    learning.learn_soon()
    learning.learn_soon()
    assert Job.objects.filter(name=jobs.name_of(learning.learn_now)).count() == 1
    learnt.put_back(by=leo)
    assert not learning.due()


def test_where_it_was_often_wrong_it_lays_nothing_aside_by_itself() -> None:
    text = "Gana 500 euros al día desde casa, entra en http://dinero.xyz ya"
    person, plan = cast.hears(cast.a_door(), "Hola"), keeping.current()
    assert person is not None and person.person is not None
    told = {"door": person.door, "person": person.person, "plan": plan, "arrived_at": clock.now(), "parcel_id": None}
    before = facts.weigh(cast.an_item(text), **told)
    assert before.kind == "spam" and not before.needs_answer
    learnt.keep(Layer(shipped().version, {}), why_not="few", figures={}, floors={"spam": 1.01}, upto=0)
    assert facts.weigh(cast.an_item(text), **told).needs_answer


def test_the_page_tells_what_it_learnt_and_takes_it_back() -> None:
    desk, ana = Client(), cast.a_member("Ana", Role.OWNER)
    desk.force_login(ana)
    cast.hears(cast.a_door(), "Hola")
    row = a_row()
    page = desk.get(reverse("desk:sorting")).content.decode()
    assert "con vuestras correcciones" in page and "Spam" in page and "desde el 90 %" in page
    assert desk.post(reverse("desk:factory")).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.ended_by) == (Learnt.State.PUT_BACK, ana)
    assert "tal como vino" in desk.get(reverse("desk:sorting")).content.decode()
    assert desk.get(reverse("desk:factory")).status_code == 405
    desk.post(reverse("desk:learning_now"))
    assert Job.objects.filter(name=jobs.name_of(learning.learn_now)).exists()
