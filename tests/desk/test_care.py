"""Hoy counts what the plan asks for besides answering; each line opens a list, where it is ticked off by hand."""

import pytest
from django.urls import reverse
from django.utils import translation

from mostrador.accounts.models import Member
from mostrador.desk import care
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message
from mostrador.plan import noting
from mostrador.plan.models import Asking, Given, Noted
from mostrador.plan.noting import Wanted
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import a_complaint, no_rule_over_things, under_the_plan

__all__ = ["no_rule_over_things", "under_the_plan"]
pytestmark = pytest.mark.usefixtures("under_the_plan")
HASH = "0" * 32


@pytest.fixture
def ana(db: None) -> Member:
    return cast.a_member("Ana", "owner", language="es")


def writes_down(door: Door, author: str, quote: str, *, kind: str = "thanks") -> Noted:
    act, line = {"thanks": ("thank: personal", "L13"), "problems": ("open: problem", "L08"),
                 "orders": ("open: order", "L06"), "ideas": ("open: idea", "L15")}[kind]  # fmt: skip
    cast.hears(door, quote, author=author)
    message = Message.objects.select_related("conversation", "case__conversation").latest("pk")
    noting.note_all([(message, Wanted(kind=kind, act=act, line=line, plan_hash=HASH, quote=quote))])
    return Noted.objects.latest("pk")


def text(enters: SignedIn, member: Member, name: str, *args: object) -> str:
    return enters(member).get(reverse(f"desk:{name}", args=args)).content.decode().replace("\xa0", " ")


def test_what_the_plan_says_names_people_and_not_roles(door: Door, ana: Member, enters: SignedIn) -> None:
    cast.hears(door, "Quiero hablar con quien decida", author="+34612408815", asks_for_manager=True)
    assert "Va a Ana enseguida" in text(enters, ana, "case", cast.the_case().pk)
    with translation.override("es"):
        said = [care.words_of(f"assign: {role}") for role in ("cm", "tienda", "turno_de_noche")]
    assert said == ["lo lleva Leo", "lo lleva Marta o Iker", "lo lleva turno de noche"]


def test_hoy_counts_them_and_each_opens_its_list(door: Door, ana: Member, enters: SignedIn) -> None:
    for author in ("eva", "juan", "lola"):
        writes_down(door, author, "Un detallazo")
    writes_down(door, "pablo", "El corcho roto", kind="problems")
    shown = text(enters, ana, "today")
    assert "Agradecer a 3 personas" in shown and "1 problema por arreglar" in shown
    assert "Lola: «Un detallazo»" in shown
    listed = text(enters, ana, "care", "thanks")
    assert "Dar las gracias en persona" in listed and "L13" in listed and "Juan" in listed and "Pablo" not in listed


def test_hoy_counts_errands_and_people_not_acts(door: Door, ana: Member, enters: SignedIn) -> None:
    first = writes_down(door, "eva", "Quiero seis de Ladera Vieja", kind="orders")
    pay = Wanted(kind="orders", act="send: own_shop_pay_link", line="L06", plan_hash=HASH, quote=first.quote)
    noting.note_all([(first.message, pay)])
    writes_down(door, "eva", "¿Y si hacéis cajas mixtas?", kind="ideas")
    shown = text(enters, ana, "today")
    assert "1 pedido a mano" in shown and "1 idea por mirar" in shown


def test_whoever_said_more_than_thanks_stands_first(door: Door, ana: Member, enters: SignedIn) -> None:
    writes_down(door, "eva", "Mi padre cumplió ochenta y se quedó callado con el vino")
    for author, bare in (("juan", "Gracias!"), ("lola", "Mil gracias, Ana.")):
        writes_down(door, author, bare)
    assert "Agradecer a 3 personas" in (shown := text(enters, ana, "today")) and "Eva: «Mi padre" in shown
    listed = text(enters, ana, "care", "thanks")
    assert listed.index("Mi padre") < listed.index("Mil gracias") < listed.index("Gracias!")


def test_two_acts_for_the_same_words_quote_them_once(door: Door, ana: Member, enters: SignedIn) -> None:
    first = writes_down(door, "eva", "Un detallazo")
    wanted = Wanted(kind="thanks", act="propose: gesture", line="L13", plan_hash=HASH, quote="Un detallazo")
    noting.note_all([(first.message, wanted)])
    listed = text(enters, ana, "care", "thanks")
    assert listed.count("Un detallazo") == 1 and listed.count(reverse("desk:noted", args=[first.pk])) == 1
    assert "Dar las gracias en persona" in listed and "Pensar en un detalle" in listed


@pytest.mark.usefixtures("no_rule_over_things")
def test_it_is_done_by_hand_with_its_cost(door: Door, ana: Member, enters: SignedIn) -> None:
    noted = writes_down(door, "eva", "Un detallazo")
    address = reverse("desk:noted", args=[noted.pk])
    assert enters(ana).post(address, {"how": "no", "why": ""}).status_code == 303
    assert Noted.objects.get().state == Noted.State.WAITING
    enters(ana).post(address, {"how": "done", "why": "tarjeta a mano", "cost": "1,20"})
    noted.refresh_from_db()
    assert (noted.state, noted.cost, noted.ended_by) == (Noted.State.DONE, 120, ana)
    assert "Agradecer" not in text(enters, ana, "today")
    case = Case.objects.get()
    given = Given.objects.get()
    assert (given.kind, given.amount, given.receipt.role, given.why) == ("gesture", 120, "dueña", "tarjeta a mano")
    assert "Ana lo hizo" in text(enters, ana, "case", case.pk) and "«tarjeta a mano»" in text(
        enters, ana, "person", case.person_id
    )


@pytest.mark.usefixtures("no_rule_over_things")
def test_what_it_costs_is_asked_for_above_the_limit_and_a_yes_ends_it(
    door: Door, ana: Member, enters: SignedIn
) -> None:
    leo, marta = cast.a_member("Leo", "manager"), cast.a_member("Marta", language="es")
    noted = writes_down(door, "eva", "Un detallazo")
    address = reverse("desk:noted", args=[noted.pk])
    enters(marta).post(address, {"how": "done", "why": "una cesta", "cost": "25"})
    noted.refresh_from_db()
    assert noted.state == Noted.State.WAITING and not Given.objects.exists()
    asked = Asking.objects.get()
    assert (asked.amount, asked.of) == (2500, leo)
    assert "Marta pide gastar 25 € en un detalle" in text(enters, leo, "leaves")
    enters(leo).post(reverse("desk:asking", args=[asked.pk]), {"how": "yes"})
    noted.refresh_from_db()
    assert (noted.state, noted.cost, noted.ended_by) == (Noted.State.DONE, 2500, marta)
    assert Given.objects.get().receipt.role == "cm"
    enters(marta).post(address, {"how": "done", "cost": "1"})
    assert Given.objects.count() == 1  # it had ended


def test_under_a_rule_over_wine_what_it_is_is_chosen_and_words_are_read_by_who_says_yes(
    door: Door, ana: Member, enters: SignedIn
) -> None:
    leo, marta = cast.a_member("Leo", "manager", language="es"), cast.a_member("Marta", language="es")
    address = reverse("desk:noted", args=[writes_down(door, "eva", "Un detallazo").pk])
    assert 'name="thing"' in enters(marta).get(reverse("desk:care", args=["thanks"])).content.decode()
    toma = {"how": "done", "cost": "2", "thing": "card", "why": "toma patxi"}
    told = enters(marta).post(address, toma, follow=True).content.decode()
    assert "Alcohol: mayores de 18. Le pregunto a Leo qué es" in told
    page = enters(leo).get(reverse("desk:leaves")).content.decode()
    assert "(una tarjeta): «toma patxi»" in page and '<option value="voucher">' in page
    answer = reverse("desk:asking", args=[Asking.objects.get().pk])
    for thing, says in (("", "Elige qué es"), ("wine", "Alcohol: mayores de 18")):
        told = enters(leo).post(answer, {"how": "yes", "thing": thing}, follow=True).content.decode()
        assert says in told and not Given.objects.exists()
    enters(leo).post(answer, {"how": "yes", "thing": "card"})
    assert Given.objects.get().receipt.gates == "G1" and Noted.objects.get().state == Noted.State.DONE


@pytest.mark.usefixtures("no_rule_over_things")
def test_what_was_given_for_it_counts_no_longer_once_it_is_to_be_done_again(
    door: Door, ana: Member, enters: SignedIn
) -> None:
    cast.a_member("Leo", "manager")
    marta, iker = cast.a_member("Marta", language="es"), cast.a_member("Iker", language="es")
    noted = writes_down(door, "eva", "Un detallazo")
    address = reverse("desk:noted", args=[noted.pk])
    enters(marta).post(address, {"how": "done", "why": "una cesta", "cost": "25"})
    enters(marta).post(address, {"how": "done", "why": "una tarjeta", "cost": "2"})
    assert Asking.objects.get().state == Asking.State.TAKEN_BACK  # what was asked for is not needed now
    enters(iker).post(address, {"how": "open"})
    noted.refresh_from_db()
    assert noted.state == Noted.State.DONE  # whoever gave it says so, or who runs the house
    enters(marta).post(address, {"how": "open"})
    noted.refresh_from_db()
    assert (noted.state, noted.cost) == (Noted.State.WAITING, None)
    assert [one.state for one in Given.objects.all()] == [Given.State.TAKEN_BACK]
    enters(marta).post(address, {"how": "done", "why": "otra tarjeta", "cost": "2"})
    noted.refresh_from_db()
    assert (noted.state, noted.cost, Given.objects.count()) == (Noted.State.DONE, 200, 2)


def test_what_the_plan_says_stands_beside_the_conversation(door: Door, ana: Member, enters: SignedIn) -> None:
    shown = text(enters, ana, "case", a_complaint(door).pk)
    assert "Lo que dice el plan" in shown and "Pedir perdón en público" in shown and "L08" in shown


def test_a_list_nobody_knows_is_not_there(ana: Member, enters: SignedIn) -> None:
    assert enters(ana).get(reverse("desk:care", args=["songs"])).status_code == 404


def test_the_page_of_leave_counts_how_often_anybody_asked(door: Door, ana: Member, enters: SignedIn) -> None:
    cast.a_member("Leo", "manager")
    marta = cast.a_member("Marta", language="es")
    case = a_complaint(door)
    for amount in ("10", "45"):
        told = {"kind": "refund", "amount": amount, "why": "rotas", "key": amount}
        enters(marta).post(reverse("desk:given", args=[case.pk]), told)
    shown = text(enters, ana, "leaves")
    assert "50 %" in shown and "1 de 2" in shown and "Marta pide devolver 45 €" in shown
    assert "Sí, adelante" in shown and "Sí, adelante" not in text(enters, marta, "leaves")
