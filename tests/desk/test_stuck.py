"""Work that was given up is in sight of whoever runs the house, and can be tried again."""

import pytest
from django.test import Client

from mostrador.accounts.models import Member, Role
from mostrador.inbox import holding
from mostrador.inbox.models import Message
from mostrador.kit import clock
from mostrador.kit.models import Job
from tests.cast import a_door, a_member, hears, says

pytestmark = pytest.mark.django_db


def signed_in(client: Client, member: Member) -> Client:
    client.force_login(member)
    return client


@pytest.fixture
def dead() -> Job:
    now = clock.now()
    return Job.objects.create(name="journeys.fetching.fetch", run_at=now, died_at=now, tries=9, why="Unreachable: gone")


def test_it_is_told_on_the_doors_with_its_reason_and_tried_again(client: Client, dead: Job) -> None:
    ana = signed_in(client, a_member("Ana", Role.OWNER, language="es"))
    assert "/doors/stuck/" in ana.get("/doors/").content.decode()
    assert "Unreachable: gone" in ana.get("/doors/stuck/").content.decode()
    assert ana.post(f"/doors/stuck/{dead.pk}/").status_code == 303
    dead.refresh_from_db()
    assert (dead.died_at, dead.tries) == (None, 0)
    assert "/doors/stuck/" not in ana.get("/doors/").content.decode()


def test_an_agent_neither_sees_nor_revives_it(client: Client, dead: Job) -> None:
    leo = signed_in(client, a_member())
    assert leo.get("/doors/stuck/").status_code == 403
    assert leo.post(f"/doors/stuck/{dead.pk}/").status_code == 403
    dead.refresh_from_db()
    assert dead.died_at is not None


def test_answers_that_an_old_copy_held_wait_for_a_word(client: Client) -> None:
    """One is said to have arrived, the rest is sent again; until then nothing leaves."""
    ana = signed_in(client, a_member("Ana", Role.OWNER, language="es"))
    hears(a_door(), "¿Sale hoy?")
    leo = a_member()
    held = [says(words, by=leo, key=words) for words in ("Sale hoy.", "O mañana.")]
    assert holding.hold_all() == 2
    assert "/doors/stuck/" in ana.get("/doors/").content.decode()
    page = ana.get("/doors/stuck/").content.decode()
    assert "Sale hoy." in page and "O mañana." in page
    assert ana.post("/doors/stuck/answers/", {"how": "arrived", "message": held[0].pk}).status_code == 303
    assert ana.post("/doors/stuck/answers/", {"how": "again"}).status_code == 303
    assert [Message.objects.get(pk=one.pk).state for one in held] == ["sent", "queued"]
    assert ana.post("/doors/stuck/answers/", {"how": "burn"}).status_code == 400
