"""The plan warns of its tone and of one turn too many; whoever goes on has read it, and the receipt says so."""

import re
from pathlib import Path

import pytest

from mostrador.doors.models import Connection
from mostrador.inbox.models import Case, Message
from mostrador.plan import kept, reading
from mostrador.plan.models import Asking, Receipt
from tests.journeys.vidriera import SAMPLE
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
CODE = Path(__file__).parents[2] / "mostrador"
SAID = "Lamentamos las  MOLESTIAS ocasionadas, Pablo."
READERS = ("plan/readers", "plan/parts.py", "plan/shape.py", "plan/checks", "plan/explaining.py", "plan/kept.py")


def left() -> int:
    return Message.objects.filter(direction="out", automatic=False).count()


def a_question(shop: Shop, **more: object) -> Case:
    return shop.hears("¿A cuánto está el godello?", who="pablo", **more)


def test_words_that_the_tone_never_says_are_warned_of_and_leave_once_that_was_read(shop: Shop) -> None:
    case = a_question(shop)
    page = shop.answers("Marta", case, SAID)
    assert "El plan no dice nunca «lamentamos las molestias ocasionadas»" in page and left() == 0
    shop.answers("Marta", case, SAID, went_on="1")
    receipt = Receipt.objects.get(act="reply")
    assert left() == 1 and receipt.ground == Receipt.Ground.WARNED and "tone.never" in receipt.gates


def test_words_that_replace_others_are_warned_of_too_and_what_was_written_is_not_lost(shop: Shop) -> None:
    case = a_question(shop)
    shop.answers("Marta", case, "A 9 €, Pablo.")
    message = Message.objects.get(direction="out", automatic=False)
    Message.objects.filter(pk=message.pk).update(state="sent")
    message.parts.update(state="sent")
    Connection.objects.update(channel="website")  # where words of ours can be changed
    page = shop.does("Marta", f"/messages/{message.pk}/words/", text=SAID)
    message.refresh_from_db()
    assert "El plan no dice nunca «lamentamos las molestias ocasionadas»" in page and message.text == "A 9 €, Pablo."
    assert "Cambiarlo igualmente" in page and f'name="text" value="{SAID}"' in page
    shop.does("Marta", f"/messages/{message.pk}/words/", text=SAID, went_on="1")
    message.refresh_from_db()
    receipt = Receipt.objects.get(act="edit")
    assert message.text == SAID and receipt.ground == Receipt.Ground.WARNED and receipt.gates == "tone.never"


def test_a_program_is_warned_in_the_same_words(shop: Shop) -> None:
    case, program = a_question(shop), shop.program("Marta")
    url = f"/api/v1/conversations/{case.conversation_id}/messages"
    said = program.post(url, {"text": SAID}, content_type="application/json", headers={"Idempotency-Key": "a"})
    assert said.status_code == 403 and said.json()["line"] == "tone.never" and left() == 0
    told = {"text": SAID, "went_on": True}
    assert program.post(url, told, content_type="application/json", headers={"Idempotency-Key": "a"}).status_code == 201


def test_after_two_answers_in_public_it_says_to_go_on_in_private(shop: Shop) -> None:
    case = a_question(shop, public=True, thread="post-1", at="instagram_com")
    for number in range(2):
        shop.answers("Leo", case, f"Te lo miro. {number}")
    assert left() == 2
    assert (
        "Respuestas en público hasta ahora: 2. Sigue en privado"
        in shop.types("Leo", case, "A doce", "public")["warned"]
    )
    page = shop.answers("Leo", case, "A doce euros.")
    assert "Respuestas en público hasta ahora: 2. Sigue en privado" in page and left() == 2
    private = a_question(shop)
    for number in range(3):
        shop.answers("Leo", private, f"Te lo miro otra vez. {number}")
    assert left() == 5, "in private there is no such limit"


def test_it_is_told_while_one_types_that_somebody_is_asked_first(shop: Shop) -> None:
    rule = '{id: G8, rule: "Cobrar en el chat lo mira quien manda", when: {send: in_chat_payment}, effect: ask}'
    plan_says(shop, "  - {id: G5", f"  - {rule}\n  - {{id: G5")
    case, pay = a_question(shop), "Págalo aquí: https://buy.stripe.com/test_14k"
    says = "se pregunta a quien está por encima: Cobrar en el chat lo mira quien manda (G8)."
    assert says in shop.types("Marta", case, pay)["warned"]
    assert not shop.types("Marta", case, "Ahora lo miro.")["warned"]
    shop.answers("Marta", case, pay, went_on="1")
    assert left() == 0 and Asking.objects.filter(case=case).exists()


def test_a_line_with_max_turns_warns_of_one_more_but_not_of_the_same_answer_twice(shop: Shop) -> None:
    plan_says(shop, "do: [lookup: stock, reply: precio_stock, offer: reservar]}", "do: [lookup: stock], max_turns: 1}")
    case, program = a_question(shop), shop.program("Marta")
    url = f"/api/v1/conversations/{case.conversation_id}/messages"
    for _again in range(2):
        said = program.post(url, {"text": "Doce."}, content_type="application/json", headers={"Idempotency-Key": "a"})
        assert said.status_code == 201
    assert left() == 1
    assert "Respuestas hasta ahora: 1. Aquí el plan no da más" in shop.answers("Marta", case, "Y trece el otro.")
    assert left() == 1


def test_what_is_told_to_be_only_kept_is_read_by_nothing() -> None:
    told = dict(kept.only_kept(reading.read(SAMPLE.read_text(encoding="utf-8"))))
    assert {"tone.sign_with", "tone.do", "doors.risk", "measure", "questions", "calendar"} <= told.keys()
    words = [word.partition(".")[2] for word in told if word.startswith(("tone.", "doors."))]
    used = re.compile(rf"\b(?:tone|clock)\.({'|'.join(words)})\b")
    files = [file for file in CODE.rglob("*.py") if not str(file.relative_to(CODE)).startswith(READERS)]
    reads = {(file.name, found[1]) for file in files for found in used.finditer(file.read_text(encoding="utf-8"))}
    assert not reads, "say no longer that it is only kept"
