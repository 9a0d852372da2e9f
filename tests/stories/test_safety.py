"""Enforced, of the plan's own words: break-glass. Anyone may act for safety, with a reason; it is reviewed in 24 h."""

import pytest

from mostrador.doors.models import Connection
from mostrador.inbox import promising
from mostrador.inbox.models import Case, Message
from mostrador.journeys import outbound
from mostrador.journeys.refusing import HasToAsk
from mostrador.plan.models import Asking, Given, Receipt
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
WHY = "un niño se ha cortado: el taxi al hospital"


def a_complaint(shop: Shop, who: str = "pablo") -> Case:
    return shop.hears("La botella ha estallado y hay cristales por todas partes.", who=who)


def gives(shop: Shop, case: Case, euros: str, key: str, **more: object) -> str:
    told = {"kind": "refund", "amount": euros, "why": "taxi", "key": key, **more}
    return shop.does("Marta", f"/cases/{case.pk}/given/", **told)


def test_money_for_safety_is_given_above_the_limit_of_an_asunto_and_looked_at_within_a_day(shop: Shop) -> None:
    page = gives(shop, a_complaint(shop), "45", "a", safety=WHY)
    given, review = Given.objects.get(), Asking.objects.get()
    assert given.amount == 4500 and "anotado por seguridad" in page.replace("\u00a0", " ")
    assert (given.receipt.ground, given.receipt.why, given.receipt.role) == (Receipt.Ground.SAFETY, WHY, "tienda")
    assert (review.about, review.of, review.amount) == (Asking.About.REVIEW, shop.team["Ana"], 4500)
    assert 23 < (review.due_at - review.asked_at).total_seconds() / 3600 <= 24
    gives(shop, a_complaint(shop), "45", "a", safety=WHY)
    assert Given.objects.count() == Asking.objects.count() == 1, "the same key is one gift and one review"


def test_no_safety_passes_the_month(shop: Shop) -> None:
    case = a_complaint(shop)
    gives(shop, case, "45", "a", safety=WHY)
    page = gives(shop, case, "45", "b", safety=WHY)
    assert "cuenta también en el mes" in page
    asked = Asking.objects.get(about=Asking.About.LEAVE)
    assert Given.objects.count() == 1 and asked.of == shop.team["Leo"] and WHY in asked.why


def test_who_acted_for_safety_does_not_end_its_review(shop: Shop) -> None:
    case = a_complaint(shop)
    gives(shop, case, "45", "a", safety=WHY)
    review = Asking.objects.get()
    theirs = shop.sees("Marta", f"/cases/{case.pk}/").replace("\u00a0", " ")
    assert "Marta devolvió 45 €, por seguridad" in theirs and "Ya no hace falta" not in theirs
    page = shop.does("Marta", f"/askings/{review.pk}/", how="back")
    review.refresh_from_db()
    assert review.state == Asking.State.WAITING and "Ya está hecho" in page
    assert "Estuvo bien" in shop.sees("Ana", f"/cases/{case.pk}/") and "Estuvo bien" in shop.sees("Ana", "/leave/")


def test_without_a_reason_it_is_asked_as_before(shop: Shop) -> None:
    gives(shop, a_complaint(shop), "45", "a", safety="  ")
    assert not Given.objects.exists() and Asking.objects.get().about == Asking.About.LEAVE


def test_a_program_gives_for_safety_with_the_same_receipt(shop: Shop) -> None:
    case, told = a_complaint(shop), {"kind": "refund", "amount": 4500, "why": "taxi", "safety": WHY}
    url = f"/api/v1/conversations/{case.conversation_id}/given"
    program = shop.program("Marta")
    answer = program.post(url, told, content_type="application/json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 201 and Given.objects.get().receipt.ground == Receipt.Ground.SAFETY
    assert Asking.objects.get().about == Asking.About.REVIEW


def test_our_word_is_asked_for_where_one_may_not_give_it_and_a_yes_gives_it(shop: Shop) -> None:
    plan_says(shop, "month: 60, may: [reply, ", "month: 60, may: [")
    case = a_complaint(shop)
    page = shop.does("Marta", f"/cases/{case.pk}/promises/", what="Recoger los cristales", when="tomorrow")
    assert not promising.open_words(case).exists() and "Se lo pido a Leo" in page
    asked = Asking.objects.get()
    assert "Marta pide dar nuestra palabra" in shop.sees("Leo", "/")
    shop.does("Leo", f"/askings/{asked.pk}/", how="yes")
    made = promising.open_words(case).get()
    assert made.what == "Recoger los cristales" and made.made_by == shop.team["Marta"]
    receipt = Receipt.objects.get(act="promise")
    assert (receipt.ground, receipt.role) == (Receipt.Ground.ASKED, "cm")


def test_words_are_changed_after_a_yes_or_at_once_for_safety(shop: Shop) -> None:
    case = shop.hears("¿Lo puedo lavar con lejía?", who="pablo")
    marta = shop.team["Marta"]
    message = outbound.answer(case, by=marta, text="Sí, con lejía.", key="k", at_once=True)
    Message.objects.filter(pk=message.pk).update(state="sent")
    message.parts.update(state="sent")
    Connection.objects.update(channel="website")  # where words of ours can be changed
    message = Message.objects.get(pk=message.pk)
    plan_says(shop, "month: 60, may: [reply, ", "month: 60, may: [")
    with pytest.raises(HasToAsk):
        outbound.change(message, text="No: con agua.", by=marta)
    message.refresh_from_db()
    assert message.text == "Sí, con lejía."
    shop.does("Leo", f"/askings/{Asking.objects.get().pk}/", how="yes")
    message.refresh_from_db()
    assert message.text == "No: con agua." and Receipt.objects.get(act="edit").ground == Receipt.Ground.ASKED
    outbound.change(message, text="¡No lo laves con lejía!", by=marta, safety="da gases")
    message.refresh_from_db()
    review = Asking.objects.get(about=Asking.About.REVIEW)
    assert message.text.startswith("¡No") and (review.act, review.why) == ("edit", "da gases")


def test_what_was_done_for_safety_three_times_and_found_right_is_proposed(shop: Shop) -> None:
    plan_says(shop, "month: 60, may", "month: 300, may")
    plan_says(shop, "month: 120, may", "month: 300, may")
    for number in range(3):
        gives(shop, a_complaint(shop, f"cliente{number}"), "45", f"k{number}", safety=WHY)
        assert "authority.tienda.refund" not in shop.sees("Ana", "/plan/")
        shop.does("Ana", f"/askings/{Asking.objects.latest('pk').pk}/", how="yes")
    assert "authority.tienda.refund=45" in shop.sees("Ana", "/plan/")
