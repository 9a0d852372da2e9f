"""A gate over wine holds for any way to say wine; what cannot be told is asked, and what holds none is given."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member, Token
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from mostrador.journeys import allowing, by_hand, gating, given_things, giving
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.people import consenting
from mostrador.people.models import Consent
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given
from mostrador.shop import known, listing
from mostrador.shop.listing import Told
from tests import cast
from tests.journeys.vidriera import a_complaint, a_thing_to_thank_for, ana, leo, marta, under_the_plan, web_chat

__all__ = ["ana", "leo", "marta", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
WINES = (
    "botella de vino", "una botella de albariño", "dos albariños", "ALBARIN\u0303O", "un Rioja", "a bottle of wine",
    "some beers", "uma garrafa de vinho", "duas cervejas", "cerveza artesana", "un licor café", "gin", "cava",
    "vale para una botella de vino", "tarjeta y un godello", "queso y vino", "vino_tinto", "un champán rosado",
    "uma caipirinha", "whisky de malta", "la de Finca do Souto", "vi\u200bno",
)  # fmt: skip
UNTOLD = (
    "", "una botella", "un detalle", "v1no", "una cesta", "a bottle", "el Rosal", "uma garrafa", "una copa en la barra",
    "bombones y una botella", "una caja sorpresa", "una Estrella Galicia", "unos Rioxa", "a Guinness for you",
)  # fmt: skip
NO_WINE = (
    "una tarjeta a mano", "flores", "una caja de bombones", "vinagre de vino", "cerveza sin alcohol",
    "a box of cookies",
    "alcohol-free beer", "un ramo de flores", "queso de Arzúa", "a handwritten note", "uma garrafa de azeite",
    "um bilhete", "vale de 5 €", "el póster firmado", "una botella de agua", "bread and cheese",
)  # fmt: skip


def gesture(thing: str = "", note: str = "", *, why: str = "por la espera", key: str = "k", **more: str) -> Gift:
    return Gift(kind="gesture", amount=500, why=why, key=key, thing=thing, note=note, **more)


@pytest.fixture
def sold(db: None) -> None:
    listing.keep(None, Told(name="Finca do Souto Godello 2023", also=("Finca do Souto",)), by=None)
    listing.keep(None, Told(name="Rosal 2023"), by=None)
    known.forget()


@pytest.mark.parametrize("words", WINES)
@pytest.mark.usefixtures("sold")
def test_wine_by_any_name_is_for_adults(words: str, web_chat: Door, marta: Member, leo: Member) -> None:
    case = a_complaint(web_chat)
    for told in (gesture(words[:40]), gesture("", words), gesture("card", words), gesture("other", words)):
        with pytest.raises(Refused) as refused:
            giving.give(case, told, by=marta)
        assert refused.value.line == "G1" and not isinstance(refused.value, gating.Warned)
    assert not Given.objects.exists() and not Asking.objects.exists()
    consenting.give(case.person, what=Consent.What.ADULT, source="carné en tienda", by=marta)
    assert giving.give(case, gesture("", words), by=marta).pk


@pytest.mark.parametrize("words", UNTOLD)
@pytest.mark.usefixtures("sold")
def test_what_cannot_be_told_is_asked(words: str, web_chat: Door, marta: Member, leo: Member, ana: Member) -> None:
    with pytest.raises(HasToAsk) as waits:
        giving.give(a_complaint(web_chat, author="p1"), gesture(words), by=marta)
    assert waits.value.asking.of == leo and not Given.objects.exists()
    with pytest.raises(gating.Warned) as warned:  # nobody is above the owner: she says it herself
        giving.give(a_complaint(web_chat, author="p2"), gesture(words, key="k2"), by=ana)
    assert warned.value.line == "G1" and not Given.objects.exists()
    allowing.yes(waits.value.asking, by=leo)
    assert Given.objects.get().receipt.gates == "G1"


@pytest.mark.parametrize("words", NO_WINE)
@pytest.mark.usefixtures("sold")
def test_what_holds_none_is_given(words: str, web_chat: Door, marta: Member) -> None:
    assert giving.give(a_complaint(web_chat), gesture("", words), by=marta).receipt.gates == ""


@pytest.mark.parametrize(("thing", "note", "why", "sure"), [
    ("card", "", "llegó rota una botella de vino", True), ("", "", "", False), ("other", "", "por la espera", True),
    ("", "", "tarjeta a mano", True), ("", "", "una botella de albariño", False), ("other", "una botella", "x", False),
    ("card", "gracias por tu paciencia", "x", True), ("", "", "queso y vino", False),
])  # fmt: skip
def test_why_is_no_way_in_and_no_hindrance(thing: str, note: str, why: str, sure: bool) -> None:
    found = given_things.told(thing, note, why=why)
    assert found.sure is sure and "wine" not in found.things


HARMLESS = (
    "con nuestro cariño", "Gracias por tu paciencia", "sentimos el retraso", "un abrazo de todo el equipo",
    "para Lucía", "Perdona las molestias, Pablo", "te lo debíamos", "firmada por Ana y Leo", "con un beso enorme",
    "mil gracias por esperar", "que tengáis una feliz Navidad", "feliz cumpleaños", "un pequeño detalle por el lío",
    "para la boda de Eva", "con una sonrisa", "esperamos verte pronto", "va con el próximo pedido",
    "escrita a mano", "de parte de todos", "para ti", "with our thanks", "sorry for the wait",
    "a small thank you from all of us", "happy birthday, Ana", "for your patience", "hope to see you soon",
    "signed by the whole team", "with love", "a token of our apology", "it goes with your next order",
    "com carinho", "obrigado pela paciência", "um abraço da equipe", "desculpe a demora", "feliz aniversário",
    "um beijo", "para a Luciana, com todo o carinho", "vai junto com o próximo pedido", "parabéns pelos dez anos",
    "assinado à mão", "por los diez años que lleváis viniendo", "llevamos dos semanas de retraso, perdón",
)  # fmt: skip


@pytest.mark.parametrize("note", HARMLESS)
@pytest.mark.parametrize("chosen", ["card", "other"])
def test_a_kind_word_beside_what_was_chosen_asks_nobody(chosen: str, note: str) -> None:
    found = given_things.told(chosen, note, names=["Lucía", "Luciana", "Pablo Rey"])
    assert found.sure and "wine" not in found.things


@pytest.mark.parametrize("note", ["mahou", "Mahou", "Estrella Galicia", "Super Bock", "Mahou bien fría", "Cruzcampo"])
def test_a_name_alone_that_nobody_knows_is_asked(note: str) -> None:
    assert not given_things.told("card", note).sure


@pytest.mark.parametrize("note", ["", "Enhorabuena", "¡Bienvenida!", "Ánimo", "Enjoy!", "Desculpe", "Congratulations"])
def test_one_kind_word_alone_asks_nobody(note: str) -> None:
    assert given_things.told("card", note).sure


BROKEN = (
    "llegó rota una botella de vino", "dos botellas rotas", "la botella de albariño llegó rota", "a broken bottle",
    "Your bottle arrived broken", "faltaba una botella", "garrafa de vinho quebrada", "por la espera",
    "se le rompió una botella", "caja golpeada", "el lote tardó tres días",
)  # fmt: skip
POURED = (
    "va una botella de vino para Carmen", "va una botella de vino, la otra llegó rota", "un rioja por la espera",
    "le mando una botelya", "🍷", "a bottle for Carmen", "uma garrafa pela espera", "va un albarinyo",
)  # fmt: skip


@pytest.mark.parametrize(("why", "sure"), [*((one, True) for one in BROKEN), *((one, False) for one in POURED)])
@pytest.mark.parametrize("chosen", ["card", "other", "voucher"])
def test_a_drink_in_the_reason_is_asked_about_unless_it_came_broken(chosen: str, why: str, sure: bool) -> None:
    found = given_things.told(chosen, "", why=why)
    assert found.sure is sure and found.things == (chosen,)


HIDDEN = (
    "🍷", "vi no", "v i n o", "Estrella Galicia", "kalimotxo", "crianza", "orujito de la casa", "your favourite red",
    "Marqués de Riscal para ti", "vale por 🍾", "con cariño, Protos", "вино", "Möet para ti", "Protos",
    "vinito tinto", "con nuestro cariño y Beronia", "for you from Dom Pérignon", "ginebrita", "para Fefiñanes",
)  # fmt: skip


@pytest.mark.parametrize("note", HIDDEN)
@pytest.mark.parametrize("chosen", ["card", "other", "voucher"])
def test_a_drink_under_another_name_is_asked_about(
    chosen: str, note: str, web_chat: Door, marta: Member, leo: Member
) -> None:
    with pytest.raises((HasToAsk, Refused)):
        giving.give(a_complaint(web_chat), gesture(chosen, note), by=marta)
    assert not Given.objects.exists()


def test_the_customer_and_the_team_have_names_that_are_no_drink(web_chat: Door, marta: Member, leo: Member) -> None:
    case = a_complaint(web_chat)
    case.person.name = "Zoila Quiñones"
    case.person.save()
    note = "Con cariño para Zoila, de Marta y todos en La Vidriera"
    assert giving.give(case, gesture("card", note), by=marta).receipt.gates == ""


UNLISTED = (
    "Mahou", "Protos", "Beronia", "Fefiñanes", "Veuve Clicquot", "Moët", "Heineken", "Guinness", "Jameson", "Bombay",
    "Tanqueray", "Larios", "Ramón Bilbao", "Pazo de Señorans", "Absolut", "Jägermeister", "Dom Pérignon", "Glenfiddich",
)  # fmt: skip
FRAMES = ("%s", "%s para ti", "un %s", "una %s con cariño", "con cariño, %s", "a %s for you", "obrigado com %s")


@given(
    drink=st.sampled_from(UNLISTED), frame=st.sampled_from(FRAMES), at=st.integers(0, 12),
    letter=st.sampled_from("kwx"), chosen=st.sampled_from(["card", "other", "voucher", "note"]),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_a_drink_that_no_list_holds_is_asked_about(drink: str, frame: str, at: int, letter: str, chosen: str) -> None:
    """Written as it is, or with a letter more in its last word: no list is asked whether it is right to pass."""
    inside = len(drink) - 1 - at % (len(drink.rsplit(maxsplit=1)[-1]) - 1)
    for word in (drink, drink[:inside] + letter + drink[inside:]):
        found = given_things.told(chosen, frame % word, names=["Pablo", "La Vidriera"])
        assert "wine" in found.things or not found.sure


LETTERS = "abcdefghijklmnopqrstuvwxyz"
DRINKS = sorted(given_things._drinks())


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Return a listed word with one letter more, less or other, or two changed about."""
    word, letter = draw(st.sampled_from(DRINKS)), draw(st.sampled_from(LETTERS))
    at, how = draw(st.integers(0, len(word) - 1)), draw(st.sampled_from(["more", "less", "other", "about"]))
    if how == "about":
        return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    kept = word[at + 1 :] if how in ("less", "other") else word[at:]
    return word[:at] + ("" if how == "less" else letter) + kept


@given(
    word=slips(),
    around=st.sampled_from(["%s", "con %s", "tarjeta y %s", "a nice %s for you", "uma %s", "%s, con cariño"]),
)
@settings(max_examples=1500, deadline=None)
def test_no_slip_of_the_pen_passes_a_gate(word: str, around: str) -> None:
    """What is one letter away from a drink is the drink, or is asked, unless it is a word of its own that we know."""
    found = given_things.told("card", around % word)
    assert given_things.is_ordinary(word) or "wine" in found.things or not found.sure


@pytest.mark.parametrize(
    "note", ["botelya", "botelya de vino", "rioxa", "un rioxa", "albarinyo", "serveza", "vinno", "cavva"]
)
def test_a_misspelled_wine_beside_a_chosen_card_is_asked(note: str, web_chat: Door, marta: Member, leo: Member) -> None:
    with pytest.raises((HasToAsk, Refused)):
        giving.give(a_complaint(web_chat), gesture("card", note), by=marta)
    assert not Given.objects.exists()


def test_money_is_no_thing(web_chat: Door, marta: Member) -> None:
    refund = Gift(kind="refund", amount=500, why="la botella de vino rota", key="r", note="una botella de vino")
    assert giving.give(a_complaint(web_chat), refund, by=marta).pk


WAYS = st.lists(
    st.tuples(
        st.sampled_from(["desk", "api", "safety", "went_on", "by_hand", "asked"]), st.sampled_from(WINES),
        st.sampled_from(["thing", "note", "card", "other"]), st.booleans(),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


class NoWay(TestCase):
    """No path gives what a gate blocks, however it is called and whoever gives it."""

    @given(ways=WAYS)
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_path_gives_what_a_gate_blocks(self, ways: list[tuple[str, str, str, bool]]) -> None:
        listing.keep(None, Told(name="Finca do Souto Godello 2023", also=("Finca do Souto",)), by=None)
        known.forget()
        door, people = cast.a_door("web_chat"), (cast.a_member("Ana", "owner"), cast.a_member("Marta", "agent"))
        for number, (way, words, place, owner) in enumerate(ways):
            thing, note = (words[:40], "") if place == "thing" else ("" if place == "note" else place, words)
            _gives(
                way, a_complaint(door, author=f"p{number}"), gesture(thing, note, key=f"k{number}"), people[not owner]
            )
        assert not Given.objects.exists()


def _gives(way: str, case: Case, gift: Gift, by: Member) -> None:
    client = Client(headers={"Authorization": f"Bearer {Token.make(member=by, scopes='read,write')}"})
    client.force_login(by)
    told = {"kind": "gesture", "why": gift.why, "thing": gift.thing, "note": gift.note}
    try:
        if way == "desk":
            client.post(reverse("desk:given", args=[case.pk]), {**told, "amount": "5", "key": gift.key, "went_on": "1"})
        elif way == "api":
            answer = client.post(f"/api/v1/conversations/{case.conversation_id}/given", {**told, "amount": 500},
                                 content_type="application/json", headers={"Idempotency-Key": gift.key})  # fmt: skip
            assert answer.status_code == 403 and answer.json()["line"] == "G1"
        elif way == "by_hand":
            noted = a_thing_to_thank_for(case.conversation.door, author=gift.key)
            by_hand.done(noted, by=by, words="tener un detalle", why=gift.note or gift.thing, cost=500)
        elif way == "asked":
            giving.give(case, gesture("", "un detalle", key=gift.key), by=by)
        else:
            more = {"safety": "corre prisa"} if way == "safety" else {}
            giving.give(case, gesture(gift.thing, gift.note, key=gift.key, **more), by=by, went_on=way == "went_on")
    except (Refused, HasToAsk):
        pass
