"""A gate over wine is passed by a choice, never by words: what the lists do not tell, somebody else says."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mostrador.accounts.models import Member, Token
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message
from mostrador.journeys import allowing, by_hand, gating, given_things, giving
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.people import consenting
from mostrador.people.models import Consent
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given
from tests import cast
from tests.journeys.vidriera import a_complaint, a_thing_to_thank_for, ana, leo, marta, under_the_plan, web_chat

__all__ = ["ana", "leo", "marta", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
HARMLESS = ("card", "note", "voucher")


def gesture(thing: str = "card", note: str = "", *, why: str = "por la espera", key: str = "k", **more: str) -> Gift:
    return Gift(kind="gesture", amount=500, why=why, key=key, thing=thing, note=note, **more)


def asks(case: Case, gift: Gift, by: Member) -> Asking:
    with pytest.raises(HasToAsk) as waits:
        giving.give(case, gift, by=by)
    assert not Given.objects.filter(case=case).exists()
    return waits.value.asking


def is_of_age(case: Case, by: Member) -> None:
    consenting.give(case.person, what=Consent.What.ADULT, source="carné en tienda", by=by)


@pytest.mark.parametrize("thing", HARMLESS)
@pytest.mark.parametrize("language", ["es", "en", "pt"])
@pytest.mark.parametrize("reason", given_things.REASONS)
def test_what_is_chosen_from_the_lists_is_given_at_once(
    thing: str, language: str, reason: str, web_chat: Door, marta: Member
) -> None:
    with override(language):
        why = gettext(reason)
    assert giving.give(a_complaint(web_chat), gesture(thing, why=f" {why.upper()} "), by=marta).receipt.gates == ""


@pytest.mark.parametrize("gift", [
    gesture("other"), gesture(""), gesture("patxi"), gesture("bombones"), gesture("Card"),
    gesture("card", "con cariño"),
    gesture("card", why="toma patxi"), gesture("voucher", "mahou"), gesture("note", why="por la espera: un rioja"),
    gesture("card", "por la espera", why="un 🍷"), gesture("card", safety="corre prisa", note="kalimotxo"),
])  # fmt: skip
def test_what_they_do_not_tell_is_asked_and_who_says_yes_says_what_it_is(
    gift: Gift, web_chat: Door, marta: Member, leo: Member, ana: Member
) -> None:
    case = a_complaint(web_chat)
    asked = asks(case, gift, marta)
    assert asked.of == leo and allowing.untold(asked)
    for thing in ("", "bombones", "Card", "wine"):
        with pytest.raises(Refused) as refused:
            allowing.yes(Asking.objects.get(), by=leo, thing=thing)
        assert refused.value.line == "G1" and ("Elige qué es" in refused.value.said()) is (thing != "wine")
    assert not Given.objects.exists() and Asking.objects.get().state == "waiting"
    allowing.yes(Asking.objects.get(), by=leo, thing="voucher")
    found = Given.objects.get()
    assert (found.thing, found.receipt.gates, found.receipt.ground, found.member) == ("voucher", "G1", "asked", marta)


def test_nobody_is_above_the_owner_so_her_choice_says_what_it_is(web_chat: Door, ana: Member) -> None:
    case = a_complaint(web_chat)
    for gift in (gesture("", why="bombones"), gesture("bombones"), gesture("", safety="ya"), gesture("wine")):
        with pytest.raises(Refused) as refused:
            giving.give(case, gift, by=ana, went_on=True)
        assert refused.value.line == "G1" and not Given.objects.exists()
    assert giving.give(case, gesture("other", "bombones"), by=ana).receipt.gates == "G1"


def test_of_somebody_of_age_and_in_a_house_without_such_a_rule_nobody_is_asked(
    web_chat: Door, marta: Member, leo: Member, under_the_plan: Path
) -> None:
    case = a_complaint(web_chat)
    is_of_age(case, marta)
    receipt = giving.give(case, gesture("wine", why="toma patxi"), by=marta).receipt
    assert receipt.gates == "G1" and receipt.why.startswith("toma patxi · G1: carné en tienda, Marta")
    under_the_plan.write_text(under_the_plan.read_text(encoding="utf-8").replace(", gesture: [wine]", ""), "utf-8")
    for number, gift in enumerate((gesture("bombones", "con cariño"), gesture(""), gesture("other", why="un detalle"))):
        free = giving.give(a_complaint(web_chat, author=f"p{number}"), replace(gift, key=f"f{number}"), by=marta)
        assert free.receipt.gates == ""


def test_what_a_colleague_notes_against_their_own_words_is_asked_of_the_next_step(
    web_chat: Door, marta: Member, leo: Member
) -> None:
    case = a_complaint(web_chat)
    Message.objects.filter(case=case).update(text="El vino llegó roto. Tengo 16 años y era para mi padre.")
    with pytest.raises(Refused):
        giving.give(case, gesture("wine"), by=marta)
    is_of_age(case, marta)
    asked = asks(case, gesture("wine", key="again"), marta)
    assert asked.of == leo and asked.line == "G1"
    assert giving.give(case, gesture("card", key="card"), by=marta).thing == "card", "a card is no wine"
    allowing.yes(asked, by=leo)
    receipt = Given.objects.get(thing="wine").receipt
    assert (receipt.gates, receipt.ground) == ("G1", "asked") and "carné en tienda, Marta" in receipt.why


def test_a_rule_over_every_gesture_tells_none_from_another(web_chat: Door, marta: Member, under_the_plan: Path) -> None:
    text = under_the_plan.read_text(encoding="utf-8").replace(", gesture: [wine]", "")
    rule = '{id: G8, rule: "Se apunta", when: {gesture: any}, effect: warn}'
    under_the_plan.write_text(text.replace("  - {id: G1,", f"  - {rule}\n  - {{id: G1,"), encoding="utf-8")
    case = a_complaint(web_chat)
    assert given_things.apart(case) is None
    with pytest.raises(gating.Warned):
        giving.give(case, gesture("other", "un libro"), by=marta)
    assert giving.give(case, gesture("other", "un libro"), by=marta, went_on=True).receipt.gates == "G8"


def test_a_rule_that_only_warns_of_every_gesture_hides_no_other(
    web_chat: Door, marta: Member, leo: Member, under_the_plan: Path
) -> None:
    every = '{id: G8, rule: "Se apunta", when: {gesture: any}, effect: warn}'
    text = under_the_plan.read_text(encoding="utf-8")
    text = text.replace("gesture: [wine]}}, effect: block", "gesture: [wine]}}, effect: warn")
    under_the_plan.write_text(text.replace("  - {id: G1,", f"  - {every}\n  - {{id: G1,"), encoding="utf-8")
    with pytest.raises(HasToAsk):
        giving.give(a_complaint(web_chat), gesture("card", "patxi"), by=marta, went_on=True)


def test_money_is_no_thing_and_takes_none_with_it(web_chat: Door, marta: Member) -> None:
    case = a_complaint(web_chat)
    refund = Gift(kind="refund", amount=500, why="la botella de vino rota", key="r")
    assert giving.give(case, refund, by=marta).pk
    for kind in ("refund", "discount"):
        with pytest.raises(Refused):
            giving.give(case, replace(refund, kind=kind, key=f"{kind} 2", thing="wine"), by=marta)
    assert Given.objects.count() == 1


def test_what_was_written_down_says_why_and_the_hand_says_what(web_chat: Door, marta: Member, leo: Member) -> None:
    told = {"by": marta, "words": "dar las gracias", "cost": 300}
    by_hand.done(a_thing_to_thank_for(web_chat, author="p1"), thing="card", **told)
    assert (Given.objects.get().thing, Given.objects.get().why) == ("card", "dar las gracias")
    for number, more in enumerate(({}, {"thing": "other"}, {"thing": "card", "why": "patxi"}, {"kept": True})):
        with pytest.raises(HasToAsk):
            by_hand.done(a_thing_to_thank_for(web_chat, author=f"q{number}"), **told, **more)
    assert Given.objects.count() == 1
    asked = Asking.objects.get(told__thing="card")
    allowing.yes(asked, by=leo, thing="other")
    assert Given.objects.get(thing="other").noted.state == "done"  # type: ignore[union-attr]  # it was by hand


def test_age_taken_back_while_it_waits_lets_nothing_out(web_chat: Door, marta: Member, leo: Member) -> None:
    case = a_complaint(web_chat)
    is_of_age(case, marta)
    asked = asks(case, replace(gesture("wine"), amount=2000), marta)
    consenting.take_back(case.person, what=Consent.What.ADULT, by=marta)
    with pytest.raises(Refused) as refused:
        allowing.yes(asked, by=leo, thing="card")
    assert refused.value.line == "G1" and not Given.objects.exists()


WRITTEN = st.characters(exclude_categories=("Cc", "Cs"))
SAID = ("", "por la espera", "toma patxi", "una botella de vino", "vi\u200bno")
WORDS = st.one_of(st.text(WRITTEN, max_size=30), st.sampled_from(SAID))
WAYS = st.lists(
    st.tuples(
        st.sampled_from(["desk", "api", "safety", "went_on", "by_hand"]),
        st.one_of(st.sampled_from(["", "wine", "other", "WINE", *HARMLESS]), WORDS), WORDS, WORDS,
        st.sampled_from(["no", "yes", "other", "wine"]), st.booleans(),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


class NoWay(TestCase):
    """However it is called, worded and asked for: no wine, and no word that somebody else did not say what it is."""

    @given(ways=WAYS)
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_path_gives_what_a_gate_blocks(self, ways: list[tuple[str, str, str, str, str, bool]]) -> None:
        door, leo = cast.a_door("web_chat"), cast.a_member("Leo", "manager")
        people = cast.a_member("Ana", "owner"), cast.a_member("Marta", "agent")
        for number, (way, thing, note, why, answer, owner) in enumerate(ways):
            gift = gesture(thing[:40], note, why=why or "x", key=f"k{number}")
            _gives(way, a_complaint(door, author=f"p{number}"), gift, people[not owner])
            for asked in Asking.objects.waiting():
                _answers(asked, answer, leo if not owner else people[0])
        assert not Given.objects.filter(thing="wine").exists()
        for one in Given.objects.select_related("receipt", "noted"):
            chosen = one.thing in HARMLESS and one.note.casefold().strip() in ("", "por la espera")
            ours = chosen and (one.noted is not None or one.why.casefold().strip() == "por la espera")
            said = one.receipt.gates == "G1" and (one.receipt.ground == "asked" or one.member == people[0])
            assert ours or said
            assert one.thing in given_things.CHOICES


def _gives(way: str, case: Case, gift: Gift, by: Member) -> None:
    client = Client(headers={"Authorization": f"Bearer {Token.make(member=by, scopes='read,write')}"})
    client.force_login(by)
    told = {"kind": "gesture", "why": gift.why, "thing": gift.thing, "note": gift.note}
    try:
        if way == "desk":
            client.post(reverse("desk:given", args=[case.pk]), {**told, "amount": "5", "key": gift.key, "went_on": "1"})
        elif way == "api":
            client.post(f"/api/v1/conversations/{case.conversation_id}/given", {**told, "amount": 500},
                        content_type="application/json", headers={"Idempotency-Key": gift.key})  # fmt: skip
        elif way == "by_hand":
            noted = a_thing_to_thank_for(case.conversation.door, author=gift.key)
            words = "tener un detalle"
            by_hand.done(noted, by=by, words=words, why=gift.note, thing=gift.thing, cost=500, kept=True)
        else:
            more = {"safety": "corre prisa"} if way == "safety" else {}
            giving.give(case, replace(gift, **more), by=by, went_on=way == "went_on")
    except (Refused, HasToAsk):
        pass


def _answers(asked: Asking, answer: str, by: Member) -> None:
    try:
        if answer == "no":
            allowing.no(asked, by=by)
        else:
            allowing.yes(asked, by=by, thing="" if answer == "yes" else answer)
    except Refused:
        pass
