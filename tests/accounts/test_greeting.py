"""Who asks is known, and spoken to in their language; every answer says what it forbids; forms are ours."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from tests import cast


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", language="pt")


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "language"), [("pt-BR,pt;q=0.9", "pt"), ("en", "en"), ("xx", "es"), ("", "es")])
def test_a_stranger_is_spoken_to_as_their_browser_says(asked: str, language: str) -> None:
    answer = Client().get("/sign-in/", headers={"Accept-Language": asked})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"] and "Cookie" in answer["Vary"]


def test_a_member_is_spoken_to_in_their_own_language_from_the_next_page_on(leo: Member) -> None:
    client = Client()
    client.force_login(leo)
    for language in ("pt", "en", "es"):
        Member.objects.update(language=language)
        answer = client.get("/inbox/", headers={"Accept-Language": "es"})
        assert f'<html lang="{language}"' in answer.content.decode()


def test_whoever_left_or_has_another_password_is_a_stranger_at_the_next_page(leo: Member) -> None:
    for change in ({"is_active": False}, {"is_active": True, "password": "another"}):
        leo.is_active, leo.password = True, "one"
        leo.save()
        client = Client()
        client.force_login(leo)
        assert client.get("/inbox/").status_code == 200
        Member.objects.update(**change)
        assert client.get("/inbox/")["Location"].startswith("/sign-in/")


def test_a_session_that_ended_elsewhere_has_ended(leo: Member) -> None:
    client = Client()
    client.force_login(leo)
    assert client.get("/inbox/").status_code == 200
    client.session.delete()
    assert client.get("/inbox/").status_code == 302


def test_a_browser_is_told_its_secret_once_and_its_forms_are_taken(leo: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(leo)
    first = client.get(reverse("accounts:me"))
    again = client.get(reverse("accounts:me"))
    assert "csrftoken" in first.cookies and "csrftoken" not in again.cookies
    for page in (first, again):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', page.content.decode())
        assert token is not None
        answer = client.post(reverse("accounts:theme"), {"theme": "dark", "csrfmiddlewaretoken": token[1]})
        assert answer.status_code == 302
    assert client.post(reverse("accounts:theme"), {"theme": "dark", "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert client.post(reverse("accounts:theme"), {"theme": "dark"}).status_code == 403


def test_signing_in_gives_a_new_secret(leo: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    leo.set_password("una clave bien larga 7")
    leo.save()
    page = client.get("/sign-in/")
    before = client.cookies["csrftoken"].value
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', page.content.decode())
    assert token is not None
    told = {"login": leo.email, "password": "una clave bien larga 7", "csrfmiddlewaretoken": token[1]}
    assert client.post("/sign-in/", told).status_code == 302
    assert client.cookies["csrftoken"].value != before


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in/", "/inbox/", "/nowhere/", "/hablamos"])
def test_every_answer_says_what_it_forbids(path: str) -> None:
    answer = Client().get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "Strict-Transport-Security" not in answer
