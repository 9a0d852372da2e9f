"""Programs give under the same plan as people: 201 within the limit, 202 asked, 403 with the line."""

from pathlib import Path

import pytest
from django.test import Client

from mostrador.accounts.models import Member, Token
from mostrador.doors.models import Door
from mostrador.inbox.models import Message
from mostrador.journeys import allowing
from mostrador.kit import clock
from mostrador.listening import signing
from mostrador.listening.models import Crisis, Step
from mostrador.plan import keeping
from mostrador.plan.models import Asking, Given, Receipt
from tests.journeys.vidriera import SAMPLE, a_complaint, leo, marta, under_the_plan, web_chat

__all__ = ["leo", "marta", "under_the_plan", "web_chat"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]


def call(member: Member) -> Client:
    token = Token.make(member=member, scopes="read,write")
    return Client(headers={"Authorization": f"Bearer {token}"})


def gives(
    client: Client, conversation: int, amount: object, key: str = "k", **more: object
) -> tuple[int, dict[str, object]]:  # fmt: skip
    told = {"kind": "refund", "amount": amount, "why": "dos rotas", **more}
    answer = client.post(
        f"/api/v1/conversations/{conversation}/given", told, content_type="application/json",
        headers={"Idempotency-Key": key},
    )  # fmt: skip
    return answer.status_code, answer.json()


def test_a_program_gives_within_the_limit_asks_above_it_and_is_blocked_beyond(
    web_chat: Door, leo: Member, marta: Member
) -> None:
    conversation, client = a_complaint(web_chat).conversation_id, call(marta)
    status, given = gives(client, conversation, 2500)
    receipt = given["receipt"]
    assert status == 201 and isinstance(receipt, dict)
    assert (receipt["line"], receipt["role"], receipt["left"]) == ("L08", "tienda", 500)
    assert gives(client, conversation, 2500)[1]["id"] == given["id"]
    assert gives(client, conversation, 2600)[0] == 409
    status, asked = gives(client, conversation, 4500, "k2")
    assert status == 202 and asked["of"] == leo.pk and asked["state"] == "waiting"
    status, trouble = gives(client, conversation, 99_000_00, "k3")
    assert status == 403 and trouble["line"] == "authority.tienda"
    assert Given.objects.count() == 1


def test_receipts_gifts_and_questions_are_listed(web_chat: Door, leo: Member, marta: Member) -> None:
    conversation, client = a_complaint(web_chat).conversation_id, call(marta)
    gives(client, conversation, 2500)
    gives(client, conversation, 4500, "k2")
    for name in ("receipts", "given", "askings"):
        assert len(client.get(f"/api/v1/{name}").json()["items"]) == 1, name
    web_chat.members.add(leo)
    for name in ("receipts", "given", "askings"):
        assert client.get(f"/api/v1/{name}").json()["items"] == [], name


def test_the_receipts_of_a_crisis_are_listed_with_the_plans_line_and_page_by_page(leo: Member, marta: Member) -> None:
    now = clock.now()
    crisis = Crisis.objects.create(
        state=Crisis.State.ALERT, level=2, highest=2, sign="press", began_at=now, raised_at=now, role="dueña",
        act_by=now, peak_at=now, loud_at=now,
    )  # fmt: skip
    signing.sign(crisis, Step.What.RAISED)
    signing.sign(crisis, Step.What.NOTE, words="Parada la venta del albariño.", by=leo)
    crisis.steps.create(what=Step.What.FACT, words="de antes de los recibos", at=now)
    client = call(marta)
    first = client.get("/api/v1/receipts?about=crisis&limit=1").json()
    (raised,) = first["items"]
    assert (raised["act"], raised["ground"], raised["case"], raised["member"]) == ("raised", "plan", None, None)
    (noted,) = client.get(f"/api/v1/receipts?about=crisis&after={first['next']}").json()["items"]
    told = {"crisis": crisis.pk, "act": "note", "line": "crisis.level_2", "role": "cm", "member": leo.pk,
            "plan_hash": keeping.current().hash, "why": "Parada la venta del albariño."}  # fmt: skip
    assert {name: noted[name] for name in told} == told
    assert client.get("/api/v1/receipts").json()["items"] == []
    assert client.get("/api/v1/receipts?about=nada").status_code == 422
    assert Client().get("/api/v1/receipts?about=crisis").status_code == 401


def test_an_answer_that_the_role_may_not_give_alone_is_202_and_leaves_after_the_yes(
    web_chat: Door, leo: Member, marta: Member, under_the_plan: Path
) -> None:
    written = SAMPLE.read_text(encoding="utf-8")
    under_the_plan.write_text(written.replace("month: 60, may: [reply, ", "month: 60, may: ["), encoding="utf-8")
    conversation, client = a_complaint(web_chat).conversation_id, call(marta)
    sent = client.post(
        f"/api/v1/conversations/{conversation}/messages", {"text": "Mañana te llega."},
        content_type="application/json", headers={"Idempotency-Key": "a"},
    )  # fmt: skip
    assert sent.status_code == 202 and not Message.objects.filter(direction="out").exists()
    allowing.yes(Asking.objects.get(), by=leo)
    message = Message.objects.get(direction="out")
    assert message.author == marta and message.text == "Mañana te llega."
    receipt = Receipt.objects.get()
    assert (receipt.message, receipt.ground, receipt.role) == (message, "asked", "cm")


@pytest.mark.parametrize("thing", [" card", "card\u00a0", "\u2003card\u200b"])
def test_an_odd_space_makes_no_other_gesture(web_chat: Door, marta: Member, thing: str) -> None:
    told = {"kind": "gesture", "amount": 200, "why": " por  la\u00a0espera ", "thing": thing}
    url = f"/api/v1/conversations/{a_complaint(web_chat).conversation_id}/given"
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": "odd"}}
    assert call(marta).post(url, told, **sent).status_code == 201
    given = Given.objects.get()
    assert (given.thing, given.why) == ("card", "por la espera")
    assert call(marta).post(url, {**told, "thing": "card"}, **sent).json()["id"] == given.pk


def test_the_same_key_is_the_same_gift_and_the_same_question(web_chat: Door, leo: Member, marta: Member) -> None:
    conversation, client = a_complaint(web_chat).conversation_id, call(marta)
    given = gives(client, conversation, 1_000, "one")
    assert given[0] == 201 and gives(client, conversation, 1_000, "one") == given
    assert gives(client, conversation, 1_000, "one", why="otra cosa")[0] == 409
    asked = gives(client, conversation, 4_500, "two")
    assert asked[0] == 202 and gives(client, conversation, 4_500, "two") == asked
    assert gives(client, conversation, 4_600, "two")[0] == 409, "what was asked was another sum"
    assert gives(client, conversation, 100, "two")[0] == 409
    assert gives(client, conversation, 4_500, "two", why="otra cosa")[0] == 409
    allowing.yes(Asking.objects.get(), by=leo)
    status, told = gives(client, conversation, 4_500, "two")
    assert (status, told["state"]) == (202, "yes") and Given.objects.count() == 2, "a late retry gives nothing again"


@pytest.mark.parametrize("odd", [{"amount": True}, {"amount": "100"}, {"amount": 10.0}, {"promisd": True}])
def test_what_is_mistyped_is_refused_and_nothing_is_given(
    web_chat: Door, marta: Member, odd: dict[str, object]
) -> None:
    status, _ = gives(call(marta), a_complaint(web_chat).conversation_id, **{"amount": 100, **odd})
    assert status == 422 and not Given.objects.exists()


def test_a_gate_that_warns_is_gone_on_with_in_so_many_words(
    web_chat: Door, marta: Member, under_the_plan: Path
) -> None:
    kept = under_the_plan.read_text(encoding="utf-8")
    gate = '  - {id: G9, rule: "Un detalle se piensa dos veces", when: {gesture: [card]}, effect: warn}\n'
    under_the_plan.write_text(kept.replace("legal:", f"legal:\n{gate}", 1), "utf-8")
    told, conversation = (
        {"kind": "gesture", "thing": "card", "why": "por la espera"},
        a_complaint(web_chat).conversation_id,
    )
    status, refused = gives(call(marta), conversation, 300, **told)
    assert (status, refused["line"]) == (403, "G9") and not Given.objects.exists()
    assert gives(call(marta), conversation, 300, "again", **told, went_on=True)[0] == 201
    assert Receipt.objects.get(act="gesture").ground == Receipt.Ground.WARNED
