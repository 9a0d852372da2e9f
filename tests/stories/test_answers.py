"""S1.7 and S1.10–S1.12: somebody with a name has it at once, the wait is told truly, and silence is remembered."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from mostrador.doors.models import Door
from mostrador.inbox.models import Call, Message, Promise
from mostrador.kit import clock
from mostrador.listening.models import Anger
from tests.stories.shop import MADRID, PLACE, Shop, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
ANGRY = "Sois una vergüenza, qué estafa de tienda. No contestáis nunca. No compréis aquí."


def test_s1_7_who_is_off_shift_is_replaced_within_a_minute(shop: Shop) -> None:
    """Given the owner is off shift, when a message arrives, then the stand-in owns it within 1 minute."""
    case = shop.hears("¿A cuánto está el godello?")
    shop.does("Marta", f"/cases/{case.pk}/owner/", to=shop.team["Marta"].pk)
    shop.does("Marta", "/settings/me/", name="Marta", language="es", stand_in=shop.team["Leo"].pk)
    shop.does("Ana", f"/settings/shifts/{shop.team['Marta'].pk}/", **{"tue-1-from": "16:00", "tue-1-to": "20:00"})
    shop.passes(hours=3)
    case = shop.hears("¿Y el albariño?")
    shop.passes(seconds=59)
    case.refresh_from_db()
    assert case.owner == shop.team["Leo"]
    assert "albariño" in shop.sees("Leo", "/inbox/?tab=mine")


def test_s1_10_at_three_in_the_morning_the_receipt_says_who_and_when_and_that_time_runs(shop: Shop) -> None:
    """Given 03:00, when a message comes, then the receipt says who answers and when; that time has a clock."""
    shop.now.move_to(datetime(2026, 5, 13, 3, 0, tzinfo=MADRID))
    shop.door()
    Door.objects.update(slips=True)  # this kind of door leaves it to the program behind it
    case = shop.hears("¿Tenéis godello de 2022?")
    shop.passes(seconds=30)
    ours, promise = Message.objects.get(direction="out"), Promise.objects.get(about="answer")
    due = promise.due_at.astimezone(MADRID)
    assert (due.hour, due.minute, promise.state) == (9, 15, "running")  # 15 min once the watch begins, at nine
    assert ours.automatic and "ahora está cerrado" in ours.text
    assert "Te contesta una persona: " in ours.text and "antes de las 9:15" in ours.text
    address = ours.text.split("Tu recibo: ")[1].split()[0]
    page = Client().get(address.removeprefix(PLACE))
    words = page.content.decode()
    assert page.status_code == 200 and "9:15" in words and "godello de 2022" in words
    assert "godello" in shop.sees("Marta", f"/cases/{case.pk}/")
    shop.passes(hours=7)
    promise.refresh_from_db()
    assert promise.state == "running" and promise.due_at < clock.now()  # nobody answered: it is late, and not gone
    assert "godello" in shop.sees("Ana", "/inbox/")


@pytest.mark.parametrize(
    "words",
    ["Quiero hablar con alguien que decida, por favor.", "¡Que salga el dueño ya!", "Let me talk to your manager",
     "Quero falar com o gerente"],
)  # fmt: skip
def test_s1_11_whoever_asks_for_the_manager_gets_a_name_and_a_time(shop: Shop, words: str) -> None:
    """The owner is alerted within the plan's limit and the customer told the name and time."""
    case = shop.hears(words)
    told = Message.objects.get(direction="out")
    assert case.owner == shop.team["Ana"] and "Ana" in told.text and "17:25" in told.text
    assert Call.objects.get(why=Call.Why.MANAGER).member == shop.team["Ana"]
    promise = case.promises.get(about="answer")
    assert promise.line == "L02" and promise.due_at - told.shown_at <= timedelta(minutes=15)
    assert words in shop.sees("Ana", "/") or "Lucia" in shop.sees("Ana", "/")


def test_s1_12_public_anger_is_tied_to_the_silence_before_it(shop: Shop) -> None:
    """Given a bad post by someone unanswered 2 days ago, then the old message is attached and priority rises."""
    old = shop.hears("¿Tenéis el godello de siempre?", who="pablo", thread="privado")
    shop.passes(days=2)
    hers = shop.hears(ANGRY, who="eva", public=True, thread="post-1", at="instagram_com")
    his = shop.hears(ANGRY, who="pablo", public=True, thread="post-2")
    silence = Anger.objects.get(message__case=his).silence
    assert silence is not None and silence.case_id == old.pk
    assert his.due_at is not None and hers.due_at is not None and his.due_at < hers.due_at
    assert "¿Tenéis el godello de siempre?" in shop.sees("Leo", f"/cases/{his.pk}/")
