"""The team, one's own settings, and the keys of programs: who may, and what can never happen."""

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts import teaming
from mostrador.accounts.models import Member, Role, Token
from mostrador.kit.models import Event

PASSWORD = "una clave bien larga 7"


@pytest.fixture
def ana(db: None) -> Member:
    return Member.objects.create_user("ana@vidriera.test", PASSWORD, name="Ana", role=Role.OWNER)


@pytest.fixture
def leo(db: None) -> Member:
    return Member.objects.create_user("leo@vidriera.test", PASSWORD, name="Leo", role=Role.AGENT)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_one_changes_what_one_says_of_oneself(leo: Member, ana: Member) -> None:
    told = {"name": "Leo R.", "language": "pt", "away": "1", "stand_in": ana.pk}
    signed_in(leo).post(reverse("accounts:me"), told)
    leo.refresh_from_db()
    assert (leo.name, leo.language, leo.away, leo.stand_in) == ("Leo R.", "pt", True, ana)
    assert 'lang="pt"' in signed_in(leo).get(reverse("accounts:me")).content.decode()


@pytest.mark.parametrize("told", [{"role": "owner"}, {"is_active": "0"}, {"email": "otro@vidriera.test"}])
def test_nobody_raises_themselves_by_a_field_that_is_not_there(told: dict[str, str], leo: Member) -> None:
    before = (leo.role, leo.is_active, leo.email)
    signed_in(leo).post(reverse("accounts:me"), {"name": "Leo", "language": "es", **told})
    leo.refresh_from_db()
    assert (leo.role, leo.is_active, leo.email) == before


def test_the_theme_stays_in_the_browser(leo: Member) -> None:
    client = signed_in(leo)
    client.post(reverse("accounts:theme"), {"theme": "dark"})
    assert 'data-theme="dark"' in client.get(reverse("accounts:me")).content.decode()
    client.post(reverse("accounts:theme"), {"theme": "<script>"})
    assert "data-theme" not in client.get(reverse("accounts:me")).content.decode()[:800]


def test_whoever_is_invited_chooses_their_password_with_the_link(ana: Member) -> None:
    told = {"email": "Iker@Vidriera.test", "name": "Iker", "role": "agent"}
    page = signed_in(ana).post(reverse("accounts:invitations"), told).content.decode()
    iker = Member.objects.get(email="iker@vidriera.test")
    assert not iker.has_usable_password()
    link = page.partition('data-copy="')[2].partition('"')[0]
    stranger = Client()
    page = stranger.get(link.partition("8000")[2] or link, follow=True)
    assert page.status_code == 200
    answer = stranger.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    iker.refresh_from_db()
    assert iker.check_password(PASSWORD)
    again = Client().get(link.partition("8000")[2] or link, follow=True)
    assert "password1" not in again.content.decode()  # it worked once


@pytest.mark.parametrize("name", ["team", "tokens"])
def test_only_the_owner_sees_the_team_and_the_keys(name: str, leo: Member, ana: Member) -> None:
    assert signed_in(leo).get(reverse(f"accounts:{name}")).status_code == 403
    assert signed_in(ana).get(reverse(f"accounts:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["role", "place", "link"])
def test_only_the_owner_changes_the_team(name: str, leo: Member, ana: Member) -> None:
    answer = signed_in(leo).post(reverse(f"accounts:{name}", args=[leo.pk]), {"role": "owner", "in": "0"})
    assert answer.status_code == 403
    leo.refresh_from_db()
    assert (leo.role, leo.is_active) == (Role.AGENT, True)


def test_the_last_owner_stays(ana: Member, leo: Member) -> None:
    signed_in(ana).post(reverse("accounts:role", args=[ana.pk]), {"role": "viewer"})
    signed_in(ana).post(reverse("accounts:place", args=[ana.pk]), {"in": "0"})
    ana.refresh_from_db()
    assert (ana.role, ana.is_active) == (Role.OWNER, True)
    with pytest.raises(teaming.NotTheOwner):
        teaming.give_role(ana, role=Role.VIEWER, by=leo)


def test_whoever_leaves_is_out_at_once_and_the_stream_is_told(ana: Member, leo: Member) -> None:
    theirs = signed_in(leo)
    assert theirs.get("/").status_code == 200
    signed_in(ana).post(reverse("accounts:place", args=[leo.pk]), {"in": "0"})
    assert theirs.get("/").status_code == 302
    assert Event.objects.filter(name="RightsChanged").exists()


def test_a_key_is_shown_once_and_ended(ana: Member) -> None:
    client = signed_in(ana)
    page = client.post(reverse("accounts:tokens"), {"name": "Caja", "scopes": ["read"]}).content.decode()
    made = page.partition('data-copy="')[2].partition('"')[0]
    assert Token.objects.get().digest == Token.digest_of(made)
    assert made not in client.get(reverse("accounts:tokens")).content.decode()
    client.post(reverse("accounts:token_end", args=[Token.objects.get().pk]))
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/password/reset/",
        "/password/reset/sent/",
        "/password/reset/done/",
        "/sign-up/",
        "/sign-in/inactive/",
    ],
)
def test_the_pages_around_the_door_wear_our_look(address: str, db: None) -> None:
    page = Client().get(address)
    assert page.status_code == 200
    assert "kit/css/whole.css" in page.content.decode()
    assert "<script" not in page.content.decode()


def test_nobody_signs_up_by_themselves(db: None) -> None:
    Client().post("/sign-up/", {"email": "yo@vidriera.test", "password1": PASSWORD})
    assert not Member.objects.exists()


def test_known_and_unknown_mails_are_told_the_same(ana: Member) -> None:
    known = Client().post("/password/reset/", {"email": ana.email}, follow=True)
    unknown = Client().post("/password/reset/", {"email": "nadie@vidriera.test"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    for client, mail in ((Client(), ana.email), (Client(), "nadie@vidriera.test")):
        page = client.post("/sign-in/", {"login": mail, "password": "no es esta 123"})
        assert page.status_code == 200


def test_sign_in_leads_only_to_our_own_pages(ana: Member) -> None:
    told = {"login": ana.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/sign-in/", told)["Location"] == "/"


def test_what_a_program_may_is_told_in_words(ana: Member) -> None:
    Token.make(member=ana, scopes="read,write", name="Almacén")
    page = Client(headers={"accept-language": "es"})
    page.force_login(ana)
    shown = page.get(reverse("accounts:tokens")).content.decode()
    assert "Puede leer · Puede contestar · Ana" in shown and "read ·" not in shown
