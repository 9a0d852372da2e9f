"""Typed words are warned of where they advertise, promise above a limit or lead to a payment; who goes on has read."""

import pytest

from mostrador.doors.models import Connection
from mostrador.inbox.models import Case, Message
from mostrador.people import consenting
from mostrador.people.models import Consent
from mostrador.plan.models import Given, Receipt
from tests.stories.shop import Shop, plan_says, shop
from tests.triage.harmless_answers import BESIDE, FIRST, LATER

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
OFFER = "Esta semana oferta: 2x1 en albariño, ¡aprovecha!"
SUM = "Te devolvemos 500 euros."
IN_WORDS = "Te devolvemos doscientos euros."
PAY = "Págalo aquí: https://buy.stripe.com/test_14k"


def left() -> int:
    return Message.objects.filter(direction="out", automatic=False).count()


def a_complaint(shop: Shop, **more: object) -> Case:
    return shop.hears("De seis botellas han llegado dos rotas, qué desastre.", who="pablo", **more)


def by_program(shop: Shop, case: Case, **told: object):  # type: ignore[no-untyped-def]  # the test client's answer
    url = f"/api/v1/conversations/{case.conversation_id}/messages"
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": str(told)[:60]}}
    return shop.program("Marta").post(url, told, **sent)


@pytest.mark.parametrize(("text", "says", "line"), [
    (OFFER, "por donde se atiende una reclamación (la ley de publicidad)", "es-marketing-consent"),
    (SUM, "«Te devolvemos 500 euros» pasa de tu límite (30 €; límites de «tienda»). Pídeselo antes a Ana",
     "authority.tienda"),
    (IN_WORDS, "«Te devolvemos doscientos euros» pasa de tu límite (30 €; límites de «tienda»). Pídeselo antes a Ana",
     "authority.tienda"),
    (PAY, "Esto lleva a pagar, y el plan dice de eso: Antes de pagar", "G4"),
])  # fmt: skip
def test_it_is_told_with_its_line_in_the_desk_and_leaves_once_that_was_read(
    shop: Shop, text: str, says: str, line: str
) -> None:
    case = a_complaint(shop)
    page = shop.answers("Marta", case, text)
    assert says in page.replace("\xa0", " ") and "authority." not in page.split("reply__error")[1][:600] and left() == 0
    shop.answers("Marta", case, text, went_on="1")
    receipt = Receipt.objects.get(act="reply")
    assert left() == 1 and receipt.ground == Receipt.Ground.WARNED and line in receipt.gates


@pytest.mark.parametrize(("text", "line"), [(OFFER, "es-marketing-consent"), (SUM, "authority.tienda"), (PAY, "G4")])
def test_a_program_is_told_the_same(shop: Shop, text: str, line: str) -> None:
    case = a_complaint(shop)
    said = by_program(shop, case, text=text)
    assert said.status_code == 403 and said.json()["line"] == line and left() == 0
    assert by_program(shop, case, text=text, went_on=True).status_code == 201
    assert Receipt.objects.get(act="reply").ground == Receipt.Ground.WARNED


@pytest.mark.parametrize("text", [OFFER, SUM, PAY])
def test_an_edit_is_told_the_same(shop: Shop, text: str) -> None:
    case = a_complaint(shop)
    shop.answers("Marta", case, "Ahora te digo.")
    message = Message.objects.get(direction="out", automatic=False)
    Message.objects.filter(pk=message.pk).update(state="sent")
    message.parts.update(state="sent")
    Connection.objects.update(channel="website")  # where words of ours can be changed
    shop.does("Marta", f"/messages/{message.pk}/words/", text=text)
    message.refresh_from_db()
    assert message.text == "Ahora te digo."
    shop.does("Marta", f"/messages/{message.pk}/words/", text=text, went_on="1")
    message.refresh_from_db()
    assert message.text == text and Receipt.objects.get(act="edit").ground == Receipt.Ground.WARNED


def test_all_that_is_wrong_is_told_at_once(shop: Shop) -> None:
    page = shop.answers("Marta", a_complaint(shop), f"{SUM} {OFFER} {PAY}")
    assert "pasa de tu límite" in page and "parece publicidad" in page and "lleva a pagar" in page


def test_an_offer_may_be_told_to_who_consented_with_a_way_out_or_asked_for_it(shop: Shop) -> None:
    case = shop.hears("¿A cuánto está el godello?", who="eva")
    assert "parece publicidad" in shop.answers("Marta", case, OFFER)
    asked = shop.hears("¿Y tenéis alguna oferta esta semana?", who="iria")
    shop.answers("Marta", asked, OFFER)
    assert left() == 1, "the answer to a question is no advertising"
    consenting.give(case.person, what=Consent.What.MARKETING, source="mostrador", by=shop.team["Marta"])
    assert "parece publicidad" in shop.answers("Marta", case, OFFER)
    shop.answers("Marta", case, f"{OFFER} Para no recibir más, responde BAJA.")
    assert left() == 2


def test_a_sum_within_the_limit_or_given_already_by_who_may_is_not_warned_of(shop: Shop) -> None:
    case = a_complaint(shop)
    shop.answers("Marta", case, "Te devolvemos 25 €.")
    assert left() == 1
    assert "pasa de tu límite" in shop.answers("Marta", case, SUM)
    shop.answers("Ana", case, SUM)
    assert left() == 2, "the owner may"
    shop.does("Ana", f"/cases/{case.pk}/given/", kind="refund", amount="500", why="rotas", key="g", promised="1")
    assert Given.objects.get().amount == 50_000
    shop.answers("Marta", case, "Te devolvemos 500 euros, dicho está.")
    assert left() == 3


@pytest.mark.parametrize("text", [
    "Te devolvemos 20 € y otros 20 € por el envío.", "Te devolvemos 20 €. También te devolvemos 20 € del envío.",
])  # fmt: skip
def test_several_sums_of_one_answer_are_added_up_and_told_with_their_parts(shop: Shop, text: str) -> None:
    case = a_complaint(shop)
    page = shop.answers("Marta", case, text).replace("\xa0", " ")
    assert "«Te devolvemos 20 €» + " in page and left() == 0
    assert "son 40 € en total y pasan de tu límite (30 €; límites de «tienda»). Pídeselo antes a" in page
    shop.answers("Marta", case, text, went_on="1")
    assert left() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Te devuelvo 20 € hoy y 20 € mañana.", "son 40 € en total"),
        ("Hoy te devuelvo 20 €. Mañana te devuelvo 20 €.", "son 40 € en total"),
        ("Te devolvemos 3 x 15 €.", "«Te devolvemos 3 x 15 €» pasa de tu límite (30 €"),
        ("Te mando tres vales de 10 €.", "«Te mando tres vales de 10 €» pasa de tu límite (15 €"),
    ],
)
def test_equal_sums_and_repeated_ones_count_as_often_as_they_are_given(shop: Shop, text: str, says: str) -> None:
    page = shop.answers("Marta", a_complaint(shop), text).replace("\xa0", " ")
    assert says in page and left() == 0


def test_the_same_sum_said_twice_is_one(shop: Shop) -> None:
    shop.answers("Marta", a_complaint(shop), "Te devolvemos 20 €. Te ingresamos esos 20 € en tu tarjeta.")
    assert left() == 1


def test_sums_of_several_kinds_are_one_sum_of_the_month(shop: Shop) -> None:
    text = "Te devuelvo 25 y además 15 de vale."
    shop.answers("Marta", a_complaint(shop), text)
    assert left() == 1, "each is within its limit, and both within the month"
    plan_says(shop, "gesture: 15, month: 60", "gesture: 15, month: 35")
    page = shop.answers("Marta", shop.hears("Otra botella rota, qué desastre.", who="eva"), text).replace("\xa0", " ")
    assert "«Te devuelvo 25» + «15 de vale» son 40 € en total y pasan de tu límite (35 €; " in page and left() == 1


def test_what_was_given_already_is_not_added_again(shop: Shop) -> None:
    case = a_complaint(shop)
    shop.does("Ana", f"/cases/{case.pk}/given/", kind="refund", amount="500", why="rotas", key="g", promised="1")
    shop.answers("Marta", case, "Te devolvemos 500 € y otros 20 € por el envío.")
    assert left() == 1


def test_a_plan_without_a_gate_over_paying_warns_of_no_link(shop: Shop) -> None:
    plan_says(shop, "when: {send: own_shop_pay_link}, effect: block", "when: {send: own_shop_pay_link}, effect: note")
    shop.answers("Marta", a_complaint(shop), PAY)
    assert left() == 1


@pytest.mark.parametrize("text", [
    "Te reembolso EUR 500.", "Te devuelvo 90 (noventa) €.", "Recibirás 500 € en tu cuenta.", "Te pago 500 €.",
    "Te dejo un vale de 500 €.", "Te devuelvo 20 €. Perdona, 80 €.",
])  # fmt: skip
def test_a_sum_beside_any_word_of_giving_meets_the_limit(shop: Shop, text: str) -> None:
    said = by_program(shop, a_complaint(shop), text=text)
    assert said.status_code == 403 and said.json()["line"] == "authority.tienda" and left() == 0


def test_harmless_answers_leave_without_a_word_even_in_a_complaint(shop: Shop) -> None:
    case = a_complaint(shop)
    harmless = [*FIRST[:12], *LATER[:12], *BESIDE[:12]]
    for text in harmless:
        assert by_program(shop, case, text=text).status_code == 201, text
    assert left() == len(harmless)


@pytest.mark.parametrize(("text", "says"), [
    (SUM, "pasa de tu límite (30 €; límites de «tienda»). Pídeselo antes a Ana"), (PAY, "Esto lleva a pagar"),
    (OFFER, "parece publicidad"),
])  # fmt: skip
def test_it_is_told_while_one_types_and_no_note_is_warned(shop: Shop, text: str, says: str) -> None:
    case = a_complaint(shop)
    assert says in shop.types("Marta", case, text)["warned"].replace("\xa0", " ") and left() == 0
    assert not shop.types("Marta", case, text, "note")["warned"]
    assert not shop.types("Marta", case, "Ahora lo miro.")["warned"]
