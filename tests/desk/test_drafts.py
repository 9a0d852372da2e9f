"""The draft of the reply box: one for each member, in whatever tab it is written, and never lost under another."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Draft, Message
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.fixture
def case(door: Door) -> Case:
    cast.hears(door, "¿Tenéis godello?", public=False)
    return cast.the_case()


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


def write(desk: Client, case: Case, text: str, **more: str) -> None:
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": text, **more}
    desk.post(reverse("desk:answers", args=[case.pk]), words)


def test_the_words_of_another_tab_are_never_lost_under_mine(desk: Client, case: Case) -> None:
    address = reverse("desk:draft", args=[case.conversation_id])
    first = desk.post(address, {"text": "Hola, Lucía:", "over": ""}).json()["over"]
    later = desk.post(address, {"text": "Otra cosa", "over": ""})  # a tab that was opened before
    assert (later.status_code, later.json()) == (409, {"over": first, "text": "Hola, Lucía:"})
    assert desk.post(address, {"text": "", "over": ""}).status_code == 409  # nor does an empty box drop them
    second = desk.post(address, {"text": "Hola, Lucía: quedan tres.", "over": first}).json()["over"]
    assert desk.post(address, {"text": "Hola, Lucía: ya no.", "over": first}).status_code == 409
    assert desk.post(address, {"text": "Las dos.", "over": second}).status_code == 200
    assert Draft.objects.get().text == "Las dos."


def test_what_one_tab_sends_leaves_the_other_tabs_draft(desk: Client, case: Case) -> None:
    address = reverse("desk:draft", args=[case.conversation_id])
    desk.post(address, {"text": "Y por cierto, el sábado hay cata.", "over": ""})
    write(desk, case, "Quedan tres.", over="")
    assert Draft.objects.get().text == "Y por cierto, el sábado hay cata."
    over = Draft.objects.get().saved_at.isoformat()
    write(desk, case, "Y por cierto, el sábado hay cata. Ven.", over=over)
    assert not Draft.objects.exists()


def test_second_thoughts_keep_what_was_begun_since(desk: Client, case: Case) -> None:
    write(desk, case, "Sí, hay, y gratis.")
    desk.post(reverse("desk:draft", args=[case.conversation_id]), {"text": "Y además…", "over": ""})
    desk.post(reverse("desk:withdrawal", args=[Message.objects.get(direction="out").pk]))
    assert Draft.objects.get().text == "Sí, hay, y gratis.\n\nY además…"


def test_the_draft_waits_on_the_server(desk: Client, case: Case) -> None:
    address = reverse("desk:draft", args=[case.conversation_id])
    assert desk.post(address, {"text": "Hola, Lu", "surface": "note"}).status_code == 200
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Hola, Lu</textarea>" in page
    assert 'value="note" checked' in page


def test_the_box_says_which_colleague_writes_there_too(desk: Client, case: Case, ana: Member, enters: SignedIn) -> None:
    address = reverse("desk:draft", args=[case.conversation_id])
    enters(ana).post(address, {"text": "Se lo digo yo.", "over": ""})
    told = desk.post(address, {"text": "Hola", "over": ""}).json()["beside"]
    assert "Ana" in told
    assert "Se lo digo yo." not in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
