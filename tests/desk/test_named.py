"""Beside the thread stands what the customer names, as they wrote it; what a colleague wrote is not theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.desk.named import MOST, named
from mostrador.desk.surroundings import Surroundings
from mostrador.doors.models import Door
from mostrador.shop import known, listing, lists
from mostrador.shop.listing import Told
from mostrador.shop.models import Product
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


def test_order_numbers_sums_days_and_places_stand_beside_the_thread(desk: Client, door: Door, leo: Member) -> None:
    cast.hears(door, "Hola, el pedido 4821 eran 39,90 € y no ha llegado. ¿Lo mandáis a Menorca el viernes?")
    told = dict(named(cast.the_case(), Surroundings(member=leo)))
    assert list(told.values()) == ["4821", "39,90 €", "viernes", "Menorca"]
    shown = desk.get(reverse("desk:case", args=[cast.the_case().pk])).content.decode()
    assert "<dd>4821</dd>" in shown and "<dd>Menorca</dd>" in shown


def test_the_latest_come_first_each_once_and_few(leo: Member, door: Door) -> None:
    for number in range(1, 8):
        cast.hears(door, f"pedido 100{number}, lo quiero HOY")
    cast.hears(door, "os digo: hoy")
    found = dict(named(cast.the_case(), Surroundings(member=leo)))
    words = [each.split(" · ") for each in found.values()]
    assert words == [["1007", "1006", "1005", "1004"][:MOST], ["hoy"]]


def test_where_nothing_is_named_no_panel_stands(desk: Client, door: Door, leo: Member) -> None:
    cast.hears(door, "¿Tenéis godello?")
    assert named(cast.the_case(), Surroundings(member=leo)) == []
    assert 'class="pairs"' not in desk.get(reverse("desk:context", args=[cast.the_case().pk])).content.decode()


def test_what_a_customer_writes_is_no_markup(desk: Client, door: Door) -> None:
    cast.hears(door, "mi correo es a@b.example y el pedido AB-123<b>, envío a Niterói<script>")
    assert "<script>" not in desk.get(reverse("desk:context", args=[cast.the_case().pk])).content.decode()


def test_what_is_sold_is_named_as_the_shop_calls_it(leo: Member, door: Door) -> None:
    told = ("Godello Louro = louro", "Viña Mar 2018", "Viña Mar 2019", "Menorca")
    listing.take_in(lists.read("\n".join(told)), by=leo)
    listing.keep(Product.objects.get(name="Godello Louro"), Told(name="Godello Louro", reference="GL"), by=leo)
    known.forget()
    cast.hears(door, "¿El viña mar sigue a 9 €? Y mandadme dos godelos louro a Menorca")
    told_now = dict(named(cast.the_case(), Surroundings(member=leo)))
    assert list(told_now.values()) == ["Viña Mar 2018 / Viña Mar 2019 · Godello Louro (GL)", "9 €", "Menorca"]
