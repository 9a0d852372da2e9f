"""/r/<code>: the customer's own receipt shows one errand, takes words by its own door, and gives nothing else away."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox import noting, promising, slipping
from mostrador.inbox.models import Call, Case, Conversation, Message, Slip
from mostrador.journeys import outbound, slip_telling
from mostrador.kit import clock, jobs
from mostrador.people.models import Address
from mostrador.widget import limiting
from tests import cast
from tests.widget.conftest import answer, house_opens

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
ABROAD = "https://counter.example"


@pytest.fixture(autouse=True)
def door() -> Door:
    cast.a_member("Leo")
    cast.a_member("Ana", Role.MANAGER)
    return cast.a_door("Buzón")


@pytest.fixture
def slip(door: Door) -> Slip:
    cast.hears(door, "¿Y mi pedido? Hace una semana.", author="lucia prats", need="order_status")
    case = cast.the_case()
    Case.objects.update(owner=Member.objects.get(name="Leo"))
    return slipping.slip_of(case)


def look(slip: Slip, client: Client | None = None) -> str:
    answered = (client or Client(headers={"accept-language": "es"})).get(f"/r/{slip.token}")
    assert answered.status_code == 200
    return " ".join(unescape(answered.content.decode()).split())


def add(slip: Slip, **form: object):  # type: ignore[no-untyped-def]  # as Django's client takes and gives it
    answered = Client(headers={"accept-language": "es"}).post(f"/r/{slip.token}", form)
    house_opens()
    return answered


def everything_runs() -> None:
    while jobs.run_next():
        pass


def calls() -> int:
    return Call.objects.filter(why=Call.Why.MANAGER).count()


def automatic() -> int:
    return Message.objects.filter(automatic=True, direction="out").count()


def test_it_says_who_has_it_and_by_when(slip: Slip) -> None:
    page = look(slip)
    assert "Lucia, tu pedido lo tiene Leo" in page and "Quedan 14 min. Si no llegamos, avisamos a Ana." in page
    assert "¿Y mi pedido? Hace una semana." in page and "Prats" not in page and slip.case.code in page


def test_late_is_told_as_late(slip: Slip) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=27)):
        page = look(slip)
    assert "Vamos tarde" in page and page.count("No hace falta que escribas otra vez") == 1


def test_both_sides_are_shown_and_nothing_of_anybody_else(slip: Slip, door: Door) -> None:
    leo = Member.objects.get(name="Leo")
    noting.write(slip.case, text="Es pesada", by=leo)
    answer("Te lo miro ya.", by=leo)
    answer("Esto no salió.", by=leo)
    Message.objects.filter(text="Te lo miro ya.").update(state="sent")
    promising.promise(slip.case, what="Te digo cuándo sale", due_at=clock.now() + timedelta(hours=3), by=leo)
    cast.hears(door, "Lo mío es otra cosa", author="pablo")
    page = look(slip)
    assert "Te lo miro ya." in page and "«Te digo cuándo sale»" in page
    assert "Es pesada" not in page and "Esto no salió" not in page and "otra cosa" not in page
    other = slipping.slip_of(Case.objects.latest("pk"))
    assert "mi pedido" not in look(other)


def test_what_they_add_comes_in_by_their_own_door_and_is_on_disk_first(slip: Slip) -> None:
    heard_at = Conversation.objects.get().last_heard_at
    told = Client().post(f"/r/{slip.token}", {"text": "Vivo en el 3.º"})
    assert told.status_code == 302 and Message.objects.count() == 1, "accepted, and not opened yet"
    house_opens()
    said = Message.objects.latest("pk")
    assert (said.text, said.case_id, said.person, said.public) == (
        "Vivo en el 3.º",
        slip.case_id,
        slip.case.person,
        False,
    )
    conversation = Conversation.objects.get()
    assert conversation.last_heard_at == heard_at, "the platform's reply window does not open by it"
    assert not conversation.last_external_id.startswith("here:")
    assert "Vivo en el 3.º" in look(slip)


def test_the_same_form_sent_twice_is_one_message(slip: Slip) -> None:
    number = re.search(r'name="number" value="(\w+)"', look(slip))
    assert number
    for _ in range(2):
        add(slip, text="Una vez", number=number[1])
    assert Message.objects.filter(text="Una vez").count() == 1


def test_files_come_along_and_only_who_has_the_address_sees_them(slip: Slip, door: Door) -> None:
    add(slip, text="", file=SimpleUploadedFile("rota.png", PNG, "image/png"))
    link = re.search(r'src="(/r/[^"]+/files/\w+)" alt="rota.png"', look(slip))
    assert link and b"".join(Client().get(link[1]).streaming_content) == PNG
    cast.hears(door, "Hola", author="pablo")
    other = slipping.slip_of(Case.objects.latest("pk"))
    assert Client().get(link[1].replace(slip.token, other.token)).status_code == 404


def test_they_may_ask_for_the_manager(slip: Slip) -> None:
    add(slip, text="Ya está bien", do="manager")
    assert Case.objects.get().asks_for_manager
    page = look(slip)
    assert "Has pedido un encargado: ya lo sabe, y te contesta antes de las " in page and 'value="manager"' not in page
    everything_runs()
    assert "Has pedido un encargado: lo sabe Ana, que te contesta antes de las " in look(slip)


@pytest.mark.parametrize("since", [timedelta(0), timedelta(hours=2)], ids=["in time", "late before they asked"])
def test_once_who_is_in_charge_is_late_they_are_offered_again_and_called_again(slip: Slip, since: timedelta) -> None:
    with time_machine.travel(clock.now() + since) as traveller:
        add(slip, text="Ya está bien", do="manager")
        everything_runs()
        page, told = look(slip), automatic()
        assert "lo sabe Ana" in page and 'value="manager"' not in page
        add(slip, text="¿Y ese encargado?", do="manager")
        everything_runs()
        assert calls() == 1 and automatic() == told, "in its time nobody is called twice"
        traveller.shift(timedelta(days=4))  # whatever the hours
        page = look(slip)
        assert "Ana iba a contestarte antes de" in page and 'value="manager"' in page
        add(slip, text="Sigo esperando", do="manager")
        everything_runs()
        page = look(slip)
        assert calls() == 2 and automatic() == told + 1
        assert "lo sabe Ana, que te contesta antes de las " in page and 'value="manager"' not in page


def test_once_the_manager_answered_they_may_ask_again(slip: Slip) -> None:
    assert 'value="manager"' in look(slip)
    add(slip, text="Ya está bien", do="manager")
    answer("Soy Ana, te lo arreglo yo.", by=Member.objects.get(name="Ana"))
    page = look(slip)
    assert 'value="manager"' in page and "ya lo sabe" not in page


def test_nothing_to_say_and_too_much_are_refused_and_the_words_stay(slip: Slip) -> None:
    assert add(slip, text="  ").status_code == 400
    refused = add(slip, text="x" * 4001)
    assert refused.status_code == 413 and "x" * 4000 in refused.content.decode()


def test_an_answer_to_words_said_here_refers_to_none_of_our_own_ids(slip: Slip) -> None:
    from mostrador.journeys import packing

    add(slip, text="Otra cosa")
    sent = answer("Dime.", by=Member.objects.get(name="Leo"))
    packed = packing.packed(sent.parts.get())
    assert not any(each.startswith("here:") for each in (*packed.references, packed.reply_to))


def test_the_address_cannot_be_guessed_and_is_given_to_nobody(slip: Slip) -> None:
    assert len(slip.token) >= 32 and slip.token != slip.case.code
    answered = Client().get(f"/r/{slip.token}")
    assert answered["Referrer-Policy"] == "no-referrer" and "noindex" in answered["X-Robots-Tag"]
    assert ("no-store" in answered["Cache-Control"] and "default-src 'none'" in answered["Content-Security-Policy"]) \
        or "default-src 'self'" in answered["Content-Security-Policy"]  # fmt: skip
    assert not answered.cookies
    for wrong in (slip.case.code, slip.token[:-1] + ("A" if slip.token[-1] != "A" else "B"), "x"):
        assert Client().get(f"/r/{wrong}").status_code == 404


def test_who_was_erased_has_no_receipt(slip: Slip) -> None:
    Address.objects.filter(person=slip.case.person).delete()
    unknown, erased = Client().get("/r/unknown"), Client().get(f"/r/{slip.token}")
    assert unknown.status_code == erased.status_code == 404


def test_long_after_the_errand_is_done_it_ends(slip: Slip) -> None:
    Case.objects.update(state="done", done_at=clock.now() - timedelta(days=2), waiting_since=None, due_at=None)
    assert "tu pedido está resuelto" in look(slip)
    Case.objects.update(done_at=clock.now() - timedelta(days=61))
    ended = Client(headers={"accept-language": "es"}).get(f"/r/{slip.token}")
    assert ended.status_code == 410 and "Hace una semana" not in ended.content.decode()


def test_another_site_cannot_write_by_it(slip: Slip) -> None:
    foreign = Client().post(f"/r/{slip.token}", {"text": "hola"}, headers={"origin": "https://evil.example"})
    house_opens()
    assert foreign.status_code == 403 and Message.objects.count() == 1


def test_who_asks_too_often_sees_nothing_for_a_while(slip: Slip) -> None:
    limiting.LOOKS_FROM.take("127.0.0.1", 239)
    codes = [Client().get(f"/r/{token}").status_code for token in (slip.token, slip.token, "unknown")]
    assert codes == [200, 429, 429]


def test_their_markup_stays_what_they_typed(slip: Slip) -> None:
    add(slip, text="<img src=x onerror=alert(1)>")
    page = Client().get(f"/r/{slip.token}").content.decode()
    assert "<img src=x" not in page and "&lt;img src=x" in page


# Telling the address


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", ABROAD)
    Door.objects.update(slips=True)  # this channel leaves it to the program behind it


def reply(text: str, key: str = "k") -> Message:
    case = Case.objects.select_related("conversation__door__connection", "person").latest("pk")
    return outbound.answer(case, by=Member.objects.get(name="Leo"), text=text, key=key, slip=True)


def test_the_first_human_answer_tells_it_once(slip: Slip, reachable: None) -> None:
    first, second = reply("Te lo miro.", "a"), reply("Sale hoy.", "b")
    told = f"Te lo miro.\n\nTu recibo, con quién lo lleva y para cuándo: {ABROAD}/r/{slip.token}"
    assert (first.text, first.parts.get().text) == (told, told)
    assert second.text == "Sale hoy."
    assert reply("Te lo miro.", "a").pk == first.pk, "the same key is the same answer"


def test_taken_back_it_was_not_told(slip: Slip, reachable: None) -> None:
    from mostrador.inbox import withdrawing

    words = withdrawing.withdraw(reply("Te lo miro.", "a"), by=Member.objects.get(name="Leo"))
    assert words == "Te lo miro." and slip.token in reply("Mejor así.", "b").text


def test_it_is_never_told_in_public_nor_where_it_does_not_fit(door: Door, reachable: None) -> None:
    cast.hears(door, "¿Precio?", public=True)
    assert reply("12 €").text == "12 €" and not Slip.objects.exists()


def test_a_door_or_a_house_that_is_only_tried_out_tells_none(slip: Slip, reachable: None, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # as Django's client takes and gives it
    Door.objects.update(slips=None)
    assert reply("Te lo miro.", "a").text == "Te lo miro."
    Door.objects.update(slips=True)
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", "http://127.0.0.1:8000")
    assert reply("Ya.", "b").text == "Ya."


@pytest.mark.parametrize(
    ("address", "open_to_them"),
    [("https://tienda.example", True), ("http://localhost:8000", False), ("http://192.168.1.4", False),
     ("http://casa.local", False), ("http://8.8.8.8", True), ("http://[::1]:80", False)],
)  # fmt: skip
def test_only_an_address_that_they_can_open_is_told(address: str, open_to_them: bool) -> None:
    assert slip_telling.is_reachable(address) is open_to_them


def test_a_moment_is_shown_on_the_doors_own_clock(slip: Slip) -> None:
    Case.objects.update(due_at=datetime.fromisoformat("2026-05-14T16:20:00+00:00"), promise_began_at=None)
    with time_machine.travel("2026-05-14T15:42:00+00:00"):
        assert "Antes de las 18:20" in look(slip)
