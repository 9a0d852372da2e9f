"""A thread as it is read: whose words they are, what was deleted, long ones in pieces, old errands folded away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox import grouping
from mostrador.inbox.models import Case, CaseEnd, Message
from mostrador.kit import clock
from tests import cast
from tests.desk.test_errand_acts import HTMX, case, desk, page_of

__all__ = ["case", "desk"]


def test_a_message_of_a_machine_never_looks_like_ours(desk: Client, case: Case) -> None:
    from mostrador.journeys import outbound

    outbound.answer(case, by=None, text="Respuesta automática: hoy te contesta una persona.", key="a", automatic=True)
    assert "said--automatic" in page_of(desk, case)


def test_what_was_deleted_shows_no_words(desk: Client, case: Case) -> None:
    Message.objects.update(deleted_at=clock.now())
    thread = page_of(desk, case).partition('role="log"')[2].partition("pane__foot")[0]
    assert "¿Tenéis godello?" not in thread


def test_a_long_thread_is_read_in_pieces(desk: Client, case: Case, door: Door) -> None:
    start = clock.now()
    for number in range(60):
        at = start + timedelta(seconds=number)
        cast.hears(door, f"Mensaje número {number:02d}.", sent_at=at, arrived_at=at)
    page = page_of(desk, case)
    assert "número 59." in page
    assert "número 05." not in page
    place = page.partition("?before=")[2].partition('"')[0]
    older = desk.get(reverse("desk:older", args=[case.pk]) + f"?before={place}", headers=HTMX).content.decode()
    assert "número 05." in older
    assert "número 59." not in older


def test_words_put_into_it_from_another_conversation_stand_in_it(
    desk: Client, case: Case, door: Door, leo: Member
) -> None:
    cast.hears(door, "Esto lo dije en otro hilo.", thread="another")
    other = Case.objects.exclude(pk=case.pk).get()
    grouping.move(other.messages.get(), to=case, by=leo)
    assert "Esto lo dije en otro hilo." in page_of(desk, case)


@pytest.mark.parametrize("place", ["x", "2026-01-01~1", "~", "2026-01-01T10:00:00+00:00~x"])
def test_a_place_nobody_gave_is_not_there(place: str, desk: Client, case: Case) -> None:
    assert desk.get(reverse("desk:case", args=[case.pk]), {"before": place}).status_code == 404
    assert desk.get(reverse("desk:inbox"), {"after": "zzz"}).status_code == 404


def test_an_old_errand_is_folded_into_a_line(desk: Client, case: Case, door: Door, leo: Member) -> None:
    from mostrador.inbox import ending

    ending.finish(case, by=leo, why=CaseEnd.Why.ELSEWHERE)
    at = clock.now() + timedelta(days=40)
    cast.hears(door, "Hola otra vez", sent_at=at, arrived_at=at, need="complaint")
    new = Case.objects.exclude(pk=case.pk).get()
    thread = page_of(desk, new).partition('role="log"')[2].partition("pane__foot")[0]
    assert reverse("desk:case", args=[case.pk]) in thread
    assert "¿Tenéis godello?" not in thread
    assert "Hola otra vez" in thread
