"""Hecho on a page that has not heard the last words yet ends nothing."""

import re

import pytest
from django.test import Client

from mostrador.inbox.models import Case
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_showed_and_ends_no_more_than_that(client: Client) -> None:
    client.force_login(a_member(language="es"))
    door = a_door()
    hears(door, "hola")
    page = f"/cases/{the_case().pk}/"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(page).content.decode())
    assert seen is not None
    hears(door, "¡es urgente!")
    answered = client.post(f"{page}end/", {"seen": seen[1]}, follow=True)
    assert "Acaba de escribir" in answered.content.decode()
    assert the_case().state == Case.State.WAITING_US
