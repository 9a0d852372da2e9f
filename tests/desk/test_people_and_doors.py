"""People over all doors, search, and the doors themselves."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.desk import quoting
from mostrador.desk.views.doors import MOST_APART
from mostrador.desk.views.searching import snippet
from mostrador.doors import finding, ingest, opening, quarantining
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.models import Connection, Door, Quarantined
from mostrador.kit import house
from mostrador.people.models import Fact, Person
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.fixture
def desk(ana: Member, enters: SignedIn) -> Client:
    return enters(ana)


def test_what_they_told_us_is_kept_with_its_source_and_forgotten(desk: Client, door: Door) -> None:
    cast.hears(door, "El sábado es mi cumple")
    case = cast.the_case()
    message = case.messages.get()
    desk.post(
        reverse("desk:facts", args=[case.person_id]),
        {"quote": "El sábado es mi cumple", "message": message.pk, "case": case.pk},
    )
    fact = Fact.objects.get()
    assert (fact.source, fact.message_id) == (door.name, message.pk)
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert reverse("desk:forgetting", args=[fact.pk]) in page
    desk.post(reverse("desk:forgetting", args=[fact.pk]))
    assert not Fact.objects.exists()


def test_two_become_one_and_two_again(desk: Client, door: Door) -> None:
    cast.hears(door, "Soy yo", author="Marta Gil")
    cast.hears(cast.a_door("Otra"), "Yo también", author="marta gil")
    one, other = Person.objects.order_by("pk")
    Person.objects.update(name="Marta Gil")
    page = desk.get(reverse("desk:person", args=[one.pk])).content.decode()
    assert f'name="other" value="{other.pk}"' in page
    desk.post(reverse("desk:links", args=[one.pk]), {"other": other.pk})
    page = desk.get(reverse("desk:person", args=[other.pk])).content.decode()
    assert "Soy yo" in page
    assert "Yo también" in page
    desk.post(reverse("desk:unlinks", args=[other.pk]))
    assert "Soy yo" not in desk.get(reverse("desk:person", args=[other.pk])).content.decode()


def test_a_person_gets_a_name_and_a_note(desk: Client, door: Door) -> None:
    cast.hears(door, "hola")
    person = Person.objects.get()
    desk.post(reverse("desk:person_name", args=[person.pk]), {"name": "Lucía Ferrer"})
    desk.post(reverse("desk:person_note", args=[person.pk]), {"note": "Prefiere que la llamen"})
    page = desk.get(reverse("desk:person", args=[person.pk])).content.decode()
    assert "Lucía Ferrer" in page
    assert "Prefiere que la llamen" in page


def test_search_finds_words_people_and_codes(desk: Client, door: Door) -> None:
    cast.hears(door, "¿Tenéis mencía de 2019?", author="bruno")
    case = cast.the_case()
    for words, found in (("mencía", "<b>mencía</b>"), ("bruno", "Bruno"), (case.code.lower(), case.code)):
        assert found in desk.get(reverse("desk:search"), {"q": words}).content.decode()


@pytest.mark.parametrize("words", ['"', "* OR", "NEAR(", "a AND", "%", "<script>", "'; --", "x" * 500])
def test_search_takes_whatever_is_typed(words: str, desk: Client, door: Door) -> None:
    cast.hears(door, "hola")
    assert desk.get(reverse("desk:search"), {"q": words}).status_code == 200


def test_a_hit_shows_the_words_around_and_nothing_that_runs() -> None:
    shown = snippet("uno <script>alert(1)</script> dos mencía tres", "mencía")
    assert "<script>" not in shown
    assert "<b>mencía</b>" in shown


def test_a_door_is_opened_with_the_form_of_its_channel(desk: Client) -> None:
    page = desk.get(reverse("desk:door_new", args=["webhook"])).content.decode()
    assert 'name="field-deliver_url"' in page
    answer = desk.post(reverse("desk:door_new", args=["webhook"]), {"name": "Mi programa"})
    connection = Connection.objects.get()
    assert answer["Location"] == reverse("desk:door", args=[connection.pk])
    assert connection.secrets["secret"]
    page = desk.get(answer["Location"]).content.decode()
    assert f"/hooks/{connection.key}" in page
    shown = page.partition("<details")[0], page.partition(connection.secrets["secret"])[0]
    assert connection.secrets["secret"] not in shown[0]  # it does not stand open on a counter
    assert shown[1].rpartition("<")[0].rfind("<details") > shown[1].rfind("</details>")
    assert "aún no tiene adónde mandar" in page


def test_a_chat_says_what_to_do_with_it(desk: Client) -> None:
    answer = desk.post(reverse("desk:door_new", args=["website"]), {"name": "Chat", "field-languages": "es"})
    connection = Connection.objects.get()
    page = html.unescape(desk.get(answer["Location"]).content.decode())
    assert "justo antes de </body>." in page
    assert 'placeholder="¿Qué buscas?"' in page
    assert f'/widget.js" data-door="{connection.key}" async></script>' in page
    for address in (reverse("widget:page", args=[connection.key]), reverse("widget:poster", args=[connection.key])):
        assert f"{house.public_url()}{address}" in page
    assert reverse("widget:script") == "/widget.js"


def test_what_a_door_hands_over_is_for_who_runs_the_house(door: Door, leo: Member, enters: SignedIn) -> None:
    answer = enters(leo).get(reverse("desk:door", args=[door.connection_id]))
    assert answer.status_code == 403
    assert cast.SECRET not in answer.content.decode()


def test_an_address_of_the_inside_is_not_called_and_the_page_says_so(desk: Client) -> None:
    told = {"name": "Programa", "field-deliver_url": "http://169.254.169.254/latest"}
    answer = desk.post(reverse("desk:door_new", args=["webhook"]), told)
    page = desk.get(answer["Location"]).content.decode()
    assert "aún no funciona" in page
    assert "Esa dirección no" in page


def test_a_form_with_something_wrong_says_what_and_keeps_the_rest(desk: Client) -> None:
    answer = desk.post(
        reverse("desk:door_new", args=["webhook"]), {"name": "Mi programa", "field-deliver_url": "javascript:alert(1)"}
    )
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert "Mi programa" in answer.content.decode()
    assert not Connection.objects.exists()


@pytest.mark.parametrize("channel", finding.channels())
def test_no_field_of_a_channel_takes_the_place_of_the_doors_own(channel: str, desk: Client) -> None:
    page = desk.get(reverse("desk:door_new", args=[channel])).content.decode()
    for mark in ("name", "id"):
        marks = re.findall(rf'<(?:input|select)[^>]*? {mark}="([^"]+)"', page)
        ours = [one for one in marks if one != "csrfmiddlewaretoken"]
        assert len(ours) == len(set(ours)) >= 1


def test_a_mailbox_keeps_the_doors_name_and_the_one_its_customers_see(desk: Client) -> None:
    told = {"name": "Correo", "field-name": "Vinos La Vidriera", "field-address": "hola@no.invalid",
            "field-imap_host": "no.invalid", "field-smtp_host": "no.invalid", "field-imap_password": " s "}  # fmt: skip
    answer = desk.post(reverse("desk:door_new", args=["email"]), told)
    connection = Connection.objects.get()
    assert answer["Location"] == reverse("desk:door", args=[connection.pk])
    kept = connection.secrets
    assert (connection.name, kept["name"], kept["imap_password"]) == ("Correo", "Vinos La Vidriera", " s ")


def test_a_secret_left_empty_stays_as_it_was(desk: Client, door: Door) -> None:
    desk.post(reverse("desk:door", args=[door.connection_id]), {"name": "Otro nombre", "field-secret": ""})
    connection = Connection.objects.get()
    assert (connection.name, connection.secrets["secret"]) == ("Otro nombre", cast.SECRET)


def test_what_is_no_secret_can_be_emptied_again(desk: Client) -> None:
    opened = opening.open_connection("webhook", name="Web", values={"deliver_url": "https://a.example/"})
    desk.post(reverse("desk:door", args=[opened.pk]), {"name": "Web", "field-deliver_url": "", "field-secret": ""})
    kept = Connection.objects.get().secrets
    assert kept == {"deliver_url": "", "secret": opened.secrets["secret"]}


def test_a_door_closes_for_a_reason_and_opens_again(desk: Client, door: Door) -> None:
    address = reverse("desk:closing", args=[door.connection_id])
    desk.post(address, {})
    assert Connection.objects.get().state == "open"
    desk.post(address, {"why": "Ya no tenemos ese programa"})
    assert Connection.objects.get().state == "closed"
    assert "Ya no tenemos ese programa" in desk.get(reverse("desk:door", args=[door.connection_id])).content.decode()
    desk.post(address, {"reopen": "1"})
    assert Connection.objects.get().state == "open"


def test_the_first_message_is_waited_for_and_told(desk: Client, door: Door) -> None:
    address = reverse("desk:first_message", args=[door.connection_id])
    waiting = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" in waiting
    cast.hears(door, "Probando")
    heard = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Probando" in heard
    assert "hx-trigger" not in heard


@pytest.mark.django_db(transaction=False)
def test_what_is_set_apart_is_seen_and_let_rest(desk: Client, door: Door) -> None:
    quarantining.set_apart(77, connection=door.connection, why="text is missing or not a string.")
    page = desk.get(reverse("desk:quarantine")).content.decode()
    assert "Faltan sus palabras" in page
    assert '<code lang="en">text is missing or not a string.</code>' in page
    row = Quarantined.objects.get()
    desk.post(reverse("desk:quarantined", args=[row.pk]), {"how": "reopen"})
    row.refresh_from_db()
    assert row.mended_at is None  # there is no such parcel: it still cannot be understood
    desk.post(reverse("desk:quarantined", args=[row.pk]), {"how": "rest"})
    row.refresh_from_db()
    assert row.set_aside_at is not None


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("Gracias.\n\nEl jue, 14 may 2026, Vinos escribió:\n> ¿Qué tal?", "Gracias."),
        (
            "Gracias.\n\nEl jue, 14 may 2026 a las 10:00, Vinos La Vidriera\n<hola@v.es> escribió:\n\n> a\n> b",
            "Gracias.",
        ),
        ("Thanks!\n\nOn Thu, Ana wrote:\n> a\n\n", "Thanks!"),
        ("> ¿Vienes?\nSí, voy.\n> ¿Cuándo?\nA las seis.", "> ¿Vienes?\nSí, voy.\n> ¿Cuándo?\nA las seis."),
        ("> solo lo de antes", "> solo lo de antes"),
        ("El escribió: me gusta", "El escribió: me gusta"),
        ("", ""),
    ],
)
def test_only_the_tail_of_a_mail_is_folded(mail: str, said: str) -> None:
    assert quoting.split(mail)[0] == said


def test_a_mail_is_shown_behind_walls(desk: Client, door: Door) -> None:
    html = '<p>Hola</p><img src="https://espia.example/p.gif"><script>alert(1)</script><a href="javascript:x">y</a>'
    cast.hears(door, "Hola", html=html)
    message = cast.the_case().messages.get()
    answer = desk.get(reverse("desk:mail", args=[message.pk]))
    page, policy = answer.content.decode(), answer["Content-Security-Policy"]
    assert "<script" not in page
    assert "javascript:" not in page
    assert "espia.example" not in page
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "https:" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    asked = desk.get(reverse("desk:mail", args=[message.pk]), {"pictures": "1"})
    assert "espia.example" in asked.content.decode()


@pytest.mark.parametrize("name", ['<img src=x onerror="alert(1)">', "{{ 7*7 }}", "'\"><script>alert(1)</script>"])
def test_nothing_a_stranger_calls_themselves_runs(name: str, desk: Client, door: Door) -> None:
    cast.hears(door, name, author="mallory", subject=name)
    Person.objects.update(name=name)
    case = cast.the_case()
    for address in ("/", "/inbox/", f"/cases/{case.pk}/", f"/people/{case.person_id}/", "/people/", "/search/?q=alert"):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_half_a_letter_does_not_close_the_page_of_what_is_set_apart(desk: Client, door: Door) -> None:
    knock = Parcel(method="POST", url="/hooks/x", body=b'{"id":"ls\\ud800","text":"x"}')
    ingest.accept(door.connection_id, knock, [Piece(key="half", body=knock.body)])
    store = ingest.the_writer().store
    newest = store.after(str(door.connection_id), 0)[-1]
    quarantining.set_apart(newest.parcel.id, connection=door.connection, why="id is no text.")
    assert desk.get(reverse("desk:quarantine")).status_code == 200


def test_what_is_set_apart_beyond_a_page_is_counted(desk: Client, door: Door) -> None:
    for number in range(MOST_APART + 3):
        quarantining.set_apart(1_000 + number, connection=door.connection, why="id is no text.")
    page = desk.get(reverse("desk:quarantine")).content.decode()
    assert page.count("<article") == MOST_APART
    assert "Hay 3 más antiguas" in page


def test_a_door_tells_receipts_or_not_as_the_house_says(ana: Member, door: Door, enters: SignedIn) -> None:
    desk, page = enters(ana), reverse("desk:door", args=[door.connection_id])
    assert 'name="slips" value="1" aria-describedby' in desk.get(page).content.decode(), "the plain door: not by itself"
    desk.post(reverse("desk:slips", args=[door.connection_id]), {"slips": "1"})
    door.refresh_from_db()
    assert door.slips and 'name="slips" value="1" checked' in desk.get(page).content.decode()
    desk.post(reverse("desk:slips", args=[door.connection_id]))
    door.refresh_from_db()
    assert door.slips is False


def test_a_colleague_looks_at_the_receipt_and_only_where_they_may(
    leo: Member, vera: Member, door: Door, enters: SignedIn
) -> None:
    cast.hears(door, "¿Y mi pedido?")
    address = reverse("desk:slip", args=[cast.the_case().pk])
    seen = enters(leo).post(address)
    assert seen.status_code == 303 and seen["Location"].startswith("/r/")
    assert enters(vera).post(address).status_code in (403, 404)
    marta = cast.a_member("Marta")
    door.members.set([marta])
    assert enters(leo).post(address).status_code == 404
