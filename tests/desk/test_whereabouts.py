"""Whoever closed the chat: the colleague sees whether an answer will still find them."""

from datetime import timedelta

import pytest
from django.test import Client

from mostrador.inbox import visiting
from mostrador.inbox.models import Conversation
from mostrador.kit import clock
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


def test_who_left_without_an_address_is_said_to_be_gone(client: Client) -> None:
    leo = a_member(language="es")
    client.force_login(leo)
    hears(a_door(), "¿Tenéis hielo?")
    page = f"/cases/{the_case().pk}/"
    conversation = Conversation.objects.get()
    assert "se fue" not in client.get(page).content.decode()
    visiting.note_here(conversation, language="es", at=clock.now() - timedelta(minutes=10))
    assert "se fue y no dejó cómo avisarle" in client.get(page).content.decode()
    visiting.give_way_back(conversation, address="ana@correo.test")
    assert "se fue: le avisamos por correo" in client.get(page).content.decode()
