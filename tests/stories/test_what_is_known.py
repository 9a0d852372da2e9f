"""What a line looks at comes true by itself: law and data, an errand under a post, one that is open already."""

import pytest

from mostrador.inbox.models import Message
from mostrador.insights import past
from mostrador.journeys import advising
from mostrador.plan import keeping
from tests.journeys.test_inbound import said
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
LAWYER = "Esto ya lo lleva mi abogado: recibiréis el burofax esta semana."
DATA = "Borrad mis datos personales, os lo pido por el RGPD."
AGAIN = "  - {id: L20, when: {need: question, has_open_case: true}, do: [assign: cm]}"
RAFFLE = {"id": "p1", "text": "Sorteamos dos copas de cristal entre quienes digan su vino favorito"}


def line(external_id: str) -> str | None:
    return Message.objects.get(external_id=external_id).line


@pytest.mark.parametrize(("text", "matter"), [(LAWYER, "legal"), (DATA, "privacy")])
def test_law_and_data_go_before_everything_but_danger_on_the_first_day(shop: Shop, text: str, matter: str) -> None:
    (shop.folder / keeping.FILE).write_bytes(keeping.FIRST.read_bytes())
    case = shop.hears(text)
    assert line("m1") == "L03" and advising.advice(case).line == "L03"
    assert case.owner == shop.team["Ana"]
    assert Message.objects.get(external_id="m1").raises == matter
    told = {one.facts.raises for one in past.read(keeping.current()).heard}
    assert told == {frozenset({matter})}


def test_safety_stands_over_law_and_law_over_a_complaint(shop: Shop) -> None:
    (shop.folder / keeping.FILE).write_bytes(keeping.FIRST.read_bytes())
    shop.hears("Mi hija se ha intoxicado con vuestro vino y está en urgencias. Ya lo lleva mi abogado.")
    shop.hears("El pedido llegó roto y nadie me contesta", who="nuria")
    assert (line("m1"), line("m2")) == ("L01", "L04")


def test_whoever_says_that_it_is_no_complaint_says_that_it_is_no_matter_of_law(shop: Shop) -> None:
    (shop.folder / keeping.FILE).write_bytes(keeping.FIRST.read_bytes())
    case = shop.hears(LAWYER)
    shop.does("Leo", f"/cases/{case.pk}/need/", kind="greeting")
    case.refresh_from_db()
    assert advising.advice(case).line == "L12"


def test_an_order_asked_for_under_a_raffle_is_off_the_topic_and_a_word_on_the_raffle_is_not(shop: Shop) -> None:
    under = {"thread": "p1", "public": True, "post": RAFFLE}
    order = shop.hears("¿Dónde está mi pedido? Lo pedí el lunes", at="instagram_com", **under)
    shop.hears("¿Cuánto cuestan las copas?", who="nuria", at="instagram_com", **under)
    shop.hears("¿Dónde está mi pedido? Lo pedí el lunes", who="pau")
    assert (line("m1"), line("m2"), line("m3")) == ("L04", "L05", "L07")
    assert advising.advice(order).line == "L04"


def test_whoever_writes_again_has_an_errand_open_and_the_screen_says_the_same_as_the_clock(shop: Shop) -> None:
    plan_says(shop, "  - {id: L16,", f"{AGAIN}\n  - {{id: L16,")
    shop.hears("¿A qué hora abrís el sábado?")
    case = shop.hears("¿Y el domingo abrís también?")
    assert (line("m1"), line("m2")) == ("L99", "L20")
    assert advising.advice(case).line == "L20"


def test_two_words_in_one_delivery_are_one_errand_and_the_second_finds_it_open(shop: Shop) -> None:
    plan_says(shop, "  - {id: L16,", f"{AGAIN}\n  - {{id: L16,")
    shop.brings(said("¿A qué hora abrís el sábado?", id="a"), said("¿Y el domingo abrís también?", id="b"))
    assert (line("a"), line("b")) == ("L99", "L20")


def test_what_the_machine_is_not_sure_enough_of_waits_for_a_person(shop: Shop) -> None:
    """Below the plan's floor a person decides, never an act; no floor lays what sounds like an insult aside."""
    unsure, spam, fond = (
        "Gana dinero ya",
        "Gana dinero desde casa: 3.000 € al mes, escríbeme por Telegram",
        "take care of yourself, love to the family",  # which the machine takes, a little, for an insult
    )
    shop.hears(unsure)
    shop.hears(spam, who="nuria")
    shop.hears("vale, gracias", who="pau")
    waits = [Message.objects.get(external_id=name).needs_answer for name in ("m1", "m2", "m3")]
    assert waits == [True, False, False]
    plan_says(shop, "measure: {", "triage: {floor: 0.2}\nmeasure: {")
    shop.hears(unsure, who="eva")
    shop.hears(fond, who="iria")
    waits = [Message.objects.get(external_id=name).needs_answer for name in ("m4", "m5")]
    assert waits == [False, True]
