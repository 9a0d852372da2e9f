"""/hablamos: works without a script, gives nothing away, sets no cookie before the first words."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client

from mostrador.accounts.models import Member
from mostrador.doors.models import Connection
from mostrador.inbox import visiting as whereabouts
from mostrador.inbox.models import Case, Conversation, Message
from tests.widget.conftest import Chat, a_chat, answer, house_opens

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def visitor(chat: Chat) -> Client:
    return Client(headers={"accept-language": "en"})


def address(connection: Connection, rest: str = "") -> str:
    return f"/hablamos/{connection.key}{rest}"


def writes(visitor: Client, connection: Connection, **form: object) -> object:
    answered = visitor.post(address(connection), form)
    house_opens()
    return answered


def test_it_leads_to_the_shops_chat(visitor: Client, connection: Connection) -> None:
    assert visitor.get("/hablamos").headers["Location"] == address(connection)
    page = visitor.get(address(connection))
    assert page.status_code == 200 and "Vinos La Vidriera" in page.content.decode() and not page.cookies


def test_without_a_chat_there_is_no_page(db: None) -> None:
    assert Client().get("/hablamos").status_code == 404


def test_one_writes_and_reads_without_a_script(visitor: Client, connection: Connection) -> None:
    answered = writes(visitor, connection, text="Hola, ¿abrís hoy?")
    assert answered.status_code == 302 and answered.cookies["chat"]["httponly"]
    assert answered.cookies["chat"]["samesite"] == "Lax" and answered.cookies["chat"]["path"] == address(connection)
    answer("Hasta las 20:30.", by=Member.objects.get())
    page = visitor.get(address(connection)).content.decode()
    assert "Hola, ¿abrís hoy?" in page and "Hasta las 20:30." in page and "Marta" in page
    house_opens()
    assert Message.objects.get(direction="out").state == "read"


def test_another_browser_sees_nothing_of_it(visitor: Client, connection: Connection) -> None:
    writes(visitor, connection, text="Es privado")
    assert "Es privado" not in Client().get(address(connection)).content.decode()
    thief = Client()
    thief.cookies["chat"] = "v:1.aaaa"
    assert "Es privado" not in thief.get(address(connection)).content.decode()


def test_a_form_sent_twice_is_heard_once(visitor: Client, connection: Connection) -> None:
    number = re.search(r'name="number" value="(\w+)"', visitor.get(address(connection)).content.decode())
    assert number
    for _ in range(2):
        writes(visitor, connection, text="Una vez", number=number[1])
    assert Message.objects.count() == 1


def test_files_and_the_person_button_work(visitor: Client, connection: Connection) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    writes(visitor, connection, text="", file=SimpleUploadedFile("rota.png", PNG, "image/png"))
    writes(visitor, connection, text="Ya está bien", do="person")
    page = visitor.get(address(connection)).content.decode()
    link = re.search(r'<img src="(/hablamos/[^"]+/files/\w+)" alt="rota.png">', page)
    assert link and b"".join(visitor.get(link[1]).streaming_content) == PNG
    assert Client().get(link[1]).status_code == 404
    assert Case.objects.get().asks_for_manager


def test_markup_is_shown_as_it_was_typed(visitor: Client) -> None:
    shop = a_chat(shop='<script>alert("tienda")</script>', greeting="<b>Hola</b>", colour="red;}body{display:none")
    writes(visitor, shop, text='<img src=x onerror="alert(1)">')
    page = visitor.get(address(shop)).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>Hola" not in page
    assert '<img src=x onerror="alert(1)">' in unescape(page)
    assert visitor.get(address(shop, "/colour.css")).content == b":root{--shop:#172128}\n"


def test_what_is_refused_is_said_and_the_words_stay(visitor: Client, connection: Connection) -> None:
    answered = visitor.post(address(connection), {"text": "x" * 4_001})
    assert answered.status_code == 413 and "x" * 4_000 in answered.content.decode()
    assert visitor.post(address(connection), {"text": "   "}).status_code == 400


def test_another_site_cannot_post_the_form(visitor: Client, connection: Connection) -> None:
    foreign = visitor.post(address(connection), {"text": "hola"}, headers={"origin": "https://evil.example"})
    house_opens()
    assert foreign.status_code == 403 and not Message.objects.exists()


def test_the_way_back_opens_the_same_chat_elsewhere(visitor: Client, connection: Connection) -> None:
    writes(visitor, connection, text="Vuelvo luego")
    telephone = Client()
    back = telephone.get(address(connection, f"/back/{whereabouts.way_back(Conversation.objects.get())}"))
    assert back.status_code == 302 and back.headers["Referrer-Policy"] == "no-referrer"
    assert "Vuelvo luego" in telephone.get(back.headers["Location"]).content.decode()


def test_a_forged_or_old_way_back_opens_nothing(visitor: Client, connection: Connection) -> None:
    writes(visitor, connection, text="Es privado")
    conversation = Conversation.objects.get()
    with time_machine.travel("2026-01-01T00:00:00Z"):
        old = whereabouts.way_back(conversation)
    right = whereabouts.way_back(conversation)
    for word in (old, right[:-1] + ("a" if right[-1] != "a" else "b"), f"99999999999:{conversation.pk}.aaaa", "x", "ñ"):
        refused = Client().get(address(connection, f"/back/{word}"))
        assert refused.status_code == 410 and "Es privado" not in refused.content.decode() and not refused.cookies
    assert Client().get(address(a_chat(), f"/back/{right}")).status_code == 410


def test_the_qr_holds_the_pages_own_address(visitor: Client, connection: Connection) -> None:
    qr = visitor.get(address(connection, "/qr.svg"))
    assert qr.headers["Content-Type"] == "image/svg+xml" and b"<svg" in qr.content and b"<script" not in qr.content
    poster = visitor.get(address(connection, "/poster")).content.decode()
    assert re.search(r">http://[^<]+/hablamos<", poster)
    second = a_chat()
    assert re.search(rf">http://[^<]+{address(second)}<", visitor.get(address(second, "/poster")).content.decode())


def test_outside_hours_it_says_when_we_open_and_takes_the_message(visitor: Client, connection: Connection) -> None:
    connection.doors.update(hours="mon-sat 10:00-14:00")
    with time_machine.travel("2026-05-14T01:00:00Z"):  # a Thursday, 3 in the morning in Madrid
        page = visitor.get(address(connection)).content.decode()
        assert "Closed now. We open today at 10:00 and answer you." in page
        writes(visitor, connection, text="¿Abrís mañana?")
    due_at = Case.objects.get().due_at
    assert due_at is not None and due_at.isoformat() >= "2026-05-14T08:00:00+00:00"


def test_the_language_follows_the_browser_and_the_shop(connection: Connection) -> None:
    assert 'lang="pt"' in Client(headers={"accept-language": "pt-BR"}).get(address(connection)).content.decode()
    german = Client(headers={"accept-language": "de"}).get(address(a_chat(languages="en es"))).content.decode()
    assert 'lang="es"' in german or 'lang="en"' in german
