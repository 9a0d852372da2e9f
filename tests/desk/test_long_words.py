"""A text of millions of letters: its beginning in the thread, the whole behind an address of its own."""

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.desk.bubbles import MOST_SHOWN
from mostrador.doors.models import Door
from mostrador.inbox import noting
from mostrador.inbox.models import Message
from tests import cast
from tests.desk.conftest import SignedIn

LONG = "hola <b>&</b> " * 600_000  # 8 MB


@pytest.fixture
def desk(ana: Member, enters: SignedIn) -> Client:
    return enters(ana)


def test_a_thread_shows_the_beginning_and_where_the_whole_is(desk: Client, door: Door) -> None:
    cast.hears(door, LONG)
    case, message = cast.the_case(), Message.objects.get()
    whole = reverse("desk:message_text", args=[message.pk])
    for page in (reverse("desk:case", args=[case.pk]), reverse("desk:person", args=[case.person_id])):
        answer = desk.get(page)
        assert len(answer.content) < 200_000
        assert f'href="{whole}"' in answer.content.decode()
    answer = desk.get(whole)
    assert answer.content.decode() == LONG
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_colleagues_long_note_is_cut_too(desk: Client, door: Door, ana: Member) -> None:
    cast.hears(door, "hola")
    noting.write(cast.the_case(), text=LONG, by=ana)
    answer = desk.get(reverse("desk:case", args=[cast.the_case().pk]))
    assert len(answer.content) < 200_000
    assert reverse("desk:message_text", args=[Message.objects.get(direction="note").pk]) in answer.content.decode()


def test_what_a_thread_can_hold_is_shown_whole(desk: Client, door: Door) -> None:
    cast.hears(door, "a" * MOST_SHOWN)
    answer = desk.get(reverse("desk:case", args=[cast.the_case().pk])).content.decode()
    assert "a" * MOST_SHOWN in answer
    assert reverse("desk:message_text", args=[Message.objects.get().pk]) not in answer


def test_what_was_deleted_has_no_whole_text(desk: Client, door: Door) -> None:
    cast.hears(door, LONG)
    Message.objects.update(deleted_at="2026-05-14T10:00Z")
    assert desk.get(reverse("desk:message_text", args=[Message.objects.get().pk])).status_code == 404
