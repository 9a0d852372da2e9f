"""The plan's law stands over every way out: the desk, programs, the house itself, an edit, a yes."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member, Token
from mostrador.doors.models import Connection, Door
from mostrador.inbox.models import Case, Message
from mostrador.journeys import allowing, gating, giving, outbound
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.people import consenting
from mostrador.people.models import Consent
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given, Receipt
from tests import cast
from tests.journeys.vidriera import SAMPLE, a_complaint, ana, leo, marta, under_the_plan, web_chat

__all__ = ["ana", "leo", "marta", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
OFFER = "Esta semana, godello a 9 €. Si no quieres más, escribe BAJA."
PAY = "Págalo aquí: https://buy.stripe.com/test_14k"


def says(case: object, text: str, by: Member | None, key: str = "k", **more: object) -> Message:
    return outbound.answer(case, by=by, text=text, key=key, at_once=True, **more)  # type: ignore[arg-type]  # given as the act takes it


def a_question(door: Door) -> Case:
    cast.hears(door, "¿A cuánto está el godello?", need="price_availability")
    return cast.the_case()


def test_marketing_without_consent_is_blocked_with_the_rules_name(web_chat: Door, marta: Member) -> None:
    """S3.8: a marketing message to someone without consent is blocked with the rule's name."""
    case = a_question(web_chat)
    with pytest.raises(Refused) as refused:
        says(case, OFFER, marta, sends=["marketing"])
    assert (refused.value.line == "G3" and "permiso" in refused.value.for_people) or "pidió" in refused.value.for_people
    assert not Message.objects.filter(direction="out").exists()
    consenting.give(case.person, what=Consent.What.MARKETING, source="en el mostrador", by=marta)
    message = says(case, OFFER, marta, sends=["marketing"])
    assert Receipt.objects.get(message=message).gates == ""
    consenting.take_back(case.person, what=Consent.What.MARKETING, by=marta)
    with pytest.raises(Refused):
        says(case, OFFER, marta, "k2", sends=["marketing"])


def test_no_wine_is_paid_in_whatsapp_and_the_web_chat_is_offered(ana: Member, marta: Member) -> None:
    """Acceptance of the plan: any WhatsApp payment for wine is blocked by G2 with the web-chat alternative."""
    case = a_complaint(cast.a_door("whatsapp"))
    for somebody in (marta, ana):
        for text, sends in ((PAY, []), ("Hazme un bizum al 612 40 88 15", []), ("Aquí va", ["in_chat_payment"])):
            with pytest.raises(Refused) as refused:
                says(case, text, somebody, sends=sends)
            assert refused.value.line == "G2" and "web chat" in refused.value.said()
    assert says(case, "Te lo paso al chat de la web.", marta).pk


def test_the_same_words_may_leave_by_another_door(web_chat: Door, marta: Member) -> None:
    assert says(a_complaint(web_chat), PAY, marta, went_on=True).pk


def test_a_machine_says_that_it_is_one_and_that_there_are_people(web_chat: Door) -> None:
    case = a_complaint(web_chat)
    with pytest.raises(Refused) as refused:
        says(case, "Te contestamos luego.", None, automatic=True)
    assert refused.value.line == "G6"
    message = says(case, "Esto es automático: una persona te contesta luego.", None, automatic=True)
    assert Receipt.objects.get(message=message).ground == Receipt.Ground.PLAN


def test_an_edit_smuggles_nothing(leo: Member) -> None:
    case = a_complaint(cast.a_door("whatsapp"))
    message = says(case, "Ahora te digo.", leo)
    with pytest.raises(Refused):
        outbound.change(message, text=PAY, by=leo)


@pytest.mark.parametrize("effect", ["warn", "ask"])
def test_a_gate_that_warns_or_asks_does_so_over_an_edit(
    effect: str, web_chat: Door, marta: Member, leo: Member, under_the_plan: Path
) -> None:
    gate = f'{{id: G9, rule: "Aquí no se cobra", when: {{send: in_chat_payment}}, effect: {effect}}}'
    text = under_the_plan.read_text(encoding="utf-8").replace("  - {id: G1,", f"  - {gate}\n  - {{id: G1,")
    under_the_plan.write_text(text, encoding="utf-8")
    message = says(a_complaint(web_chat), "Ahora te digo.", marta)
    Message.objects.filter(pk=message.pk).update(state="sent")
    message.parts.update(state="sent")
    Connection.objects.update(channel="website")  # where words of ours can be changed
    message = Message.objects.get(pk=message.pk)
    with pytest.raises(HasToAsk if effect == "ask" else gating.Warned):
        outbound.change(message, text=PAY, by=marta)
    message.refresh_from_db()
    assert message.text == "Ahora te digo."
    if effect == "warn":
        outbound.change(message, text=PAY, by=marta, went_on=True)
    else:
        allowing.yes(Asking.objects.get(), by=leo)
    message.refresh_from_db()
    assert message.text == PAY
    receipt = Receipt.objects.get(act="edit")
    assert receipt.ground == ("warned" if effect == "warn" else "asked") and receipt.gates == "G9"


def test_wine_is_given_to_adults_only(web_chat: Door, marta: Member) -> None:
    case = a_complaint(web_chat)
    wine = Gift(kind="gesture", amount=900, why="por la rotura", key="k", thing="wine")
    with pytest.raises(Refused) as refused:
        giving.give(case, wine, by=marta)
    assert refused.value.line == "G1"
    consenting.give(case.person, what=Consent.What.ADULT, source="carné en tienda", by=marta)
    assert giving.give(case, wine, by=marta).thing == "wine"


@pytest.mark.parametrize(("effect", "leaves"), [("warn", False), ("note", True), ("ask", False), ("block", False)])
@pytest.mark.usefixtures("leo")
def test_each_effect_is_what_it_says(
    effect: str, leaves: bool, web_chat: Door, marta: Member, under_the_plan: Path
) -> None:
    before, after = "when: {send: marketing}, effect: block", f"when: {{send: marketing}}, effect: {effect}"
    under_the_plan.write_text(SAMPLE.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    case = a_question(web_chat)
    try:
        says(case, OFFER, marta, sends=["marketing"])
    except (Refused, HasToAsk):
        assert not leaves
    sent = Message.objects.filter(direction="out")
    assert sent.exists() is leaves
    if effect == "warn":
        message = says(case, OFFER, marta, "k2", sends=["marketing"], went_on=True)
        receipt = Receipt.objects.get(message=message)
        assert (receipt.ground, receipt.gates) == (Receipt.Ground.WARNED, "G3")
    if effect == "ask":
        asked = Asking.objects.get()
        assert asked.of is not None and asked.of.name == "Leo"
        allowing.yes(asked, by=asked.of)
        assert Receipt.objects.get(message=sent.get()).ground == Receipt.Ground.ASKED


def test_a_program_is_told_the_rule_and_what_to_do_instead(marta: Member) -> None:
    case = a_complaint(cast.a_door("whatsapp"))
    client = Client(headers={"Authorization": f"Bearer {Token.make(member=marta, scopes='read,write')}"})
    answer = client.post(
        f"/api/v1/conversations/{case.conversation_id}/messages", {"text": PAY}, content_type="application/json",
        headers={"Idempotency-Key": "a"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert answer.json()["line"] == "G2" and "web chat" in answer.json()["instead"]


def test_for_safety_it_leaves_at_once_and_the_owner_looks_within_a_day(
    web_chat: Door, ana: Member, leo: Member, marta: Member, under_the_plan: Path
) -> None:
    written = SAMPLE.read_text(encoding="utf-8").replace("month: 60, may: [reply, ", "month: 60, may: [")
    under_the_plan.write_text(written, encoding="utf-8")
    case = a_complaint(web_chat)
    message = says(case, "No la abras: puede estallar.", marta, safety="hay un niño al lado")
    receipt = Receipt.objects.get(message=message)
    assert (receipt.ground, receipt.why) == (Receipt.Ground.SAFETY, "hay un niño al lado")
    review = Asking.objects.get()
    assert review.about == Asking.About.REVIEW and review.of == ana
    assert 23 < (review.due_at - review.asked_at).total_seconds() / 3600 <= 24
    with pytest.raises(Refused):
        allowing.yes(review, by=leo)
    allowing.yes(review, by=ana, words="Bien hecho")
    looked = Receipt.objects.get(act="yes")
    assert (looked.member, looked.role, looked.line, looked.why) == (ana, "dueña", review.line, "Bien hecho")
    assert Message.objects.filter(direction="out").count() == 1


def test_safety_lifts_no_law(marta: Member) -> None:
    case = a_complaint(cast.a_door("whatsapp"))
    with pytest.raises(Refused):
        says(case, PAY, marta, safety="corre prisa")


WAYS = st.lists(
    st.tuples(
        st.sampled_from(["desk", "api", "automatic", "safety", "went_on", "edit"]),
        st.sampled_from(["Hola, te lo miro.", PAY, OFFER, "bizum al 612408815", "Es automático; hay una persona."]),
        st.sampled_from([(), ("marketing",), ("catalogue",), ("in_chat_payment",)]), st.booleans(),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


class NoPath(TestCase):
    """No path sends what a gate blocks, whatever came before and whoever holds the pen."""

    @given(ways=WAYS)
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_path_sends_what_a_gate_blocks(self, ways: list[tuple[str, str, tuple[str, ...], bool]]) -> None:
        case, ana = a_complaint(cast.a_door("whatsapp")), cast.a_member("Ana", "owner")
        for number, (way, text, sends, consent) in enumerate(ways):
            if consent:
                consenting.give(case.person, what=Consent.What.MARKETING, source="dicho", by=ana)
            allowed = _may_leave(case, text, sends, automatic=way == "automatic")
            before = Message.objects.filter(direction="out").count()
            _goes(way, case, (text, sends, f"k{number}"), ana)
            assert allowed or Message.objects.filter(direction="out").count() == before
        assert not Message.objects.filter(direction="out", text__in=[PAY, "bizum al 612408815"]).exists()


def _may_leave(case: object, text: str, sends: tuple[str, ...], *, automatic: bool) -> bool:
    try:
        gating.check(case, gating.of_words(text, sends=sends, automatic=automatic), text=text)  # type: ignore[arg-type]  # given as the act takes it
    except Refused:
        return False
    return True


def _goes(way: str, case: object, what: tuple[str, tuple[str, ...], str], ana: Member) -> None:
    text, sends, key = what
    client = Client(headers={"Authorization": f"Bearer {Token.make(member=ana, scopes='read,write')}"})
    client.force_login(ana)
    number, conversation = case.pk, case.conversation_id  # type: ignore[attr-defined]  # given as the act takes it
    try:
        if way == "desk":
            client.post(reverse("desk:answers", args=[number]), {"text": text, "surface": "private", "sends": sends})
        elif way == "api":
            told = {"text": text, "sends": list(sends)}
            client.post(f"/api/v1/conversations/{conversation}/messages", told, content_type="application/json",
                        headers={"Idempotency-Key": key})  # fmt: skip
        elif way == "edit":
            mine = Message.objects.filter(direction="out").select_related("case__conversation__door__connection")
            if last := mine.last():
                outbound.change(last, text=text, by=ana)
        else:
            more = {"automatic": {"automatic": True}, "safety": {"safety": "prisa"}, "went_on": {"went_on": True}}[way]
            says(case, text, None if way == "automatic" else ana, key, sends=sends, **more)
    except Exception as refused:
        if not isinstance(refused, Refused | HasToAsk | outbound.correcting.CannotChange):
            raise


def test_what_was_given_stays_within_its_law(web_chat: Door, marta: Member) -> None:
    with pytest.raises(Refused):
        giving.give(a_complaint(web_chat), Gift(kind="gesture", amount=1, why="x", key="k", thing="wine"), by=marta)
    assert not Given.objects.exists()
