"""The door of the house: allauth's pages in our own look, and nobody signs up alone."""

import pytest
from django.test import Client

from mostrador.accounts.models import Member

PASSWORD = "una clave bien larga 7"


@pytest.fixture
def ana(db: None) -> Member:
    return Member.objects.create_user("ana@vidriera.test", PASSWORD, name="Ana", role="owner")


def test_who_knows_the_password_comes_in(ana: Member) -> None:
    client = Client()
    page = client.get("/sign-in/")
    assert page.status_code == 200
    assert b"kit/css/whole.css" in page.content
    answer = client.post("/sign-in/", {"login": ana.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200
