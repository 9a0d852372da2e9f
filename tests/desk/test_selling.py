"""Lo que vendes: a list is pasted or sent, what was not taken can be mended, and one name changed or taken off."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.shop import listing
from mostrador.shop.listing import Told
from mostrador.shop.models import Product
from tests.desk.conftest import SignedIn

SOLD = "/settings/sold/"


@pytest.fixture
def desk(ana: Member, enters: SignedIn) -> Client:
    return enters(ana)


def test_nothing_is_there_at_first_and_the_page_says_what_it_is_for(desk: Client) -> None:
    page = desk.get(SOLD).content.decode()
    assert "Aún no hay nombres" in page and SOLD in desk.get("/settings/me/").content.decode()


def test_a_pasted_list_is_taken_in_and_told(desk: Client) -> None:
    page = desk.post(SOLD, {"list": "Godello Louro = louro\nPan <b>"}, follow=True).content.decode()
    assert "2 nombres nuevos" in page and "Godello Louro" in page and "<b>" not in page.replace("<b dir", "")
    assert Product.objects.count() == 2


def test_what_was_not_taken_stands_in_the_box_with_its_reason(desk: Client) -> None:
    answer = desk.post(SOLD, {"list": "Pan\n1234\nPAN = hogaza"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Línea 2" in page and "Línea 3" in page
    assert "1234\nPAN = hogaza</textarea>" in page
    assert list(Product.objects.values_list("name", flat=True)) == ["Pan"]


def test_an_empty_list_says_that_nothing_was_taken(desk: Client) -> None:
    answer = desk.post(SOLD, {"list": "\n"})
    assert answer.status_code == 422 and "Nada de eso" in answer.content.decode()


@pytest.mark.parametrize("code", ["utf-8-sig", "cp1252"])
def test_a_file_is_read_as_spreadsheets_write_it(desk: Client, code: str) -> None:
    table = SimpleUploadedFile("lista.csv", "Nombre;Precio\nQueso de Arzúa;9,5\n".encode(code))
    page = desk.post(SOLD, {"list": "", "file": table}, follow=True).content.decode()
    assert "Precio" in page and Product.objects.get().name == "Queso de Arzúa"


def test_a_file_of_rubbish_breaks_nothing(desk: Client) -> None:
    desk.post(SOLD, {"file": SimpleUploadedFile("x.csv", b"\x00\xff\x81pan\x00\n\x89PNG")})
    assert not [name for name in Product.objects.values_list("name", flat=True) if "\0" in name]


def test_one_is_changed_and_a_taken_name_is_refused(desk: Client, ana: Member) -> None:
    pan, _queso = (listing.keep(None, Told(name=name), by=ana) for name in ("Pan", "Queso"))
    url = reverse("desk:product", args=[pan.pk])
    assert "Pan" in desk.get(url).content.decode()
    refused = desk.post(url, {"name": "queso", "also": "x"})
    assert refused.status_code == 422 and "ya tiene ese nombre" in refused.content.decode()
    assert desk.post(url, {"name": "Pan de centeno", "also": "centeno\n\nnegro", "reference": "P-1"}).status_code == 303
    pan.refresh_from_db()
    assert (pan.name, pan.also, pan.reference) == ("Pan de centeno", ["centeno", "negro"], "P-1")
    assert "P-1" in desk.get(SOLD, {"q": "CENTENO"}).content.decode()
    desk.post(url, {"remove": "1"})
    assert list(Product.objects.values_list("name", flat=True)) == ["Queso"]


def test_a_long_list_is_searched(desk: Client) -> None:
    desk.post(SOLD, {"list": "\n".join(f"Camiseta {number}" for number in range(250))})
    page = desk.get(SOLD).content.decode()
    assert "250 nombres" in page and page.count("told__one") == 100
    assert "Nada de lo que vendes" in desk.get(SOLD, {"q": "zapato"}).content.decode()


def test_only_who_runs_the_house_changes_it(leo: Member, enters: SignedIn) -> None:
    pan = listing.keep(None, Told(name="Pan"), by=None)
    agent = enters(leo)
    assert agent.get(SOLD).status_code == agent.post(SOLD, {"list": "x"}).status_code == 403
    assert agent.post(reverse("desk:product", args=[pan.pk]), {"remove": "1"}).status_code == 403
    assert SOLD not in agent.get("/settings/me/").content.decode()
