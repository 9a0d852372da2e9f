"""A NUL, which one database keeps and the other refuses, is answered by both alike: U+FFFD, as in a delivery."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Message
from mostrador.people.models import Person
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.fixture
def desk(ana: Member, enters: SignedIn) -> Client:
    return enters(ana)


@pytest.mark.parametrize("path", ["/search/", "/people/", "/inbox/", "/settings/texts/"])
def test_a_list_is_asked_with_a_nul(desk: Client, door: Door, path: str) -> None:
    cast.hears(door, "vino tinto")
    asked = dict.fromkeys(("q", "tag", "need", "tab", "after", "before", "door", "owner"), "vino\x00")
    for name, value in asked.items():
        assert desk.get(path, {name: value}).status_code in (200, 302, 404), name


def test_a_form_keeps_the_words_around_a_nul(desk: Client, door: Door) -> None:
    cast.hears(door, "hola")
    person = Person.objects.get()
    desk.post(
        reverse("desk:person_name", args=[person.pk]),
        "name=Luc%C3%ADa%00Ferrer",
        content_type="application/x-www-form-urlencoded",
    )
    person.refresh_from_db()
    assert person.name == "Lucía\ufffdFerrer"


def test_a_form_with_files_keeps_the_words_around_a_nul(desk: Client, door: Door) -> None:
    cast.hears(door, "hola")
    file = SimpleUploadedFile("li\0sta.txt", b"a\0b", content_type="text/\0plain")
    told = {"text": "Va la\0lista.", "surface": "private", "files": file}
    said = desk.post(reverse("desk:answers", args=[cast.the_case().pk]), told)
    assert said.status_code < 400
    message = Message.objects.get(direction="out")
    assert message.text == "Va la\ufffdlista."
    assert "\0" not in message.attachments.get().name + message.attachments.get().type


def test_a_cookie_with_a_nul_is_nobodys(client: Client, db: None) -> None:
    # By hand: some builds of Python let no program of theirs write such a cookie, which stops no stranger.
    assert client.get("/inbox/", headers={"cookie": 'session="\\000' + "a" * 31 + '"'}).status_code == 302


def test_an_address_with_a_nul_is_not_ours(desk: Client) -> None:
    for path in ("/people/%00/", "/chat/%00/open", "/hablamos/a%00b", "/%00"):
        assert desk.get(path).status_code == 404
