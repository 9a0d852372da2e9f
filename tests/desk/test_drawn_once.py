"""What a list shows is drawn once while nothing of it changes: and nothing that changes is shown as it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Connection, Door
from mostrador.inbox.models import Case, Conversation, Draft, Tag
from mostrador.kit import clock
from mostrador.people.models import Person
from tests import cast
from tests.desk.conftest import SignedIn

START = "2026-05-14T10:00:03+00:00"


@pytest.fixture
def now(db: None) -> time_machine.Traveller:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(now: object, door: Door) -> Case:
    cast.hears(door, "¿Tenéis godello?")
    return cast.the_case()


def page_of(desk: Client, **words: str) -> str:
    return desk.get(reverse("desk:inbox"), words).content.decode()


def row_of(desk: Client, **words: str) -> str:
    return page_of(desk, **words).partition("data-row")[2].partition("</a>")[0]


# Changes as another process would make them: nothing of ours is told.
CHANGES: list[tuple[Callable[[Member], object], str]] = [
    (lambda leo: Case.objects.update(last_words="¿Y albariño?"), "¿Y albariño?"),
    (lambda leo: Case.objects.update(title="Una boda"), "Una boda"),
    (lambda leo: Person.objects.update(name="Lucía Ferrer"), "Lucía Ferrer"),
    (lambda leo: Door.objects.update(name="Tienda"), "Tienda"),
    (lambda leo: Connection.objects.update(channel="telegram"), 'icon--13"'),
    (lambda leo: Conversation.objects.update(public=True), "comentario en Programa"),
    (lambda leo: Case.objects.update(due_at=clock.now() + timedelta(minutes=3)), "quedan 3 min"),
    (lambda leo: Case.objects.update(due_at=clock.now() - timedelta(minutes=6)), "tarde 5 min"),
    (
        lambda leo: Draft.objects.create(
            member=leo, conversation=Conversation.objects.get(), text="Sí", saved_at=clock.now()
        ),
        "borrador",
    ),
]


@pytest.mark.parametrize(("change", "shown"), CHANGES, ids=[shown for _, shown in CHANGES])
def test_what_changes_anywhere_shows_at_the_next_look(
    change: Callable[[Member], object], shown: str, case: Case, leo: Member, enters: SignedIn
) -> None:
    desk = enters(leo)
    before = row_of(desk)
    assert row_of(desk) == before
    change(leo)
    after = row_of(desk)
    assert after != before
    assert shown in after


def test_whose_it_is_is_told_to_others(case: Case, leo: Member, ana: Member, enters: SignedIn) -> None:
    Case.objects.update(owner=leo)
    assert "· Leo" not in row_of(enters(leo))
    assert "· Leo" in row_of(enters(ana))
    Member.objects.filter(pk=leo.pk).update(name="Leonor")
    assert "· Leonor" in row_of(enters(ana))


def test_each_reads_their_own_language(case: Case, leo: Member, ana: Member, enters: SignedIn) -> None:
    words = {"es": "quedan 15 min", "en": "15 min left", "pt": "faltam 15 min"}
    for language, said in [*words.items(), *reversed(words.items())]:
        Member.objects.filter(pk=ana.pk).update(language=language)
        assert said in row_of(enters(ana))


def test_a_draft_is_shown_to_whom_it_belongs(case: Case, leo: Member, ana: Member, enters: SignedIn) -> None:
    Draft.objects.create(member=leo, conversation=case.conversation, text="Sí", saved_at=clock.now())
    assert "borrador" in row_of(enters(leo))
    assert "borrador" not in row_of(enters(ana))


def test_times_go_on_and_are_ten_seconds_old_at_most(
    now: time_machine.Traveller, case: Case, leo: Member, enters: SignedIn
) -> None:
    desk = enters(leo)
    said = []
    for _ in range(4):
        said.append(row_of(desk).partition("data-words>")[2].partition("<")[0])
        now.shift(timedelta(minutes=5, seconds=10))
    assert said == ["quedan 15 min", "quedan 9 min", "quedan 4 min", "tarde 1 min"]


def test_whoever_sees_no_door_sees_no_row(case: Case, leo: Member, ana: Member, enters: SignedIn) -> None:
    assert "godello" in row_of(enters(ana))
    Member.objects.filter(pk=leo.pk).update(is_active=False)
    assert "godello" not in page_of(enters(leo))


def test_the_choices_and_the_numbers_follow(case: Case, door: Door, leo: Member, enters: SignedIn) -> None:
    desk = enters(leo)
    first = page_of(desk)
    assert 'class="tabs__count tabs__count--debt">1<' in first
    Tag.objects.create(name="boda")
    cast.hears(door, "Yo también.", author="pablo")
    then = page_of(desk)
    assert "?tag=boda" in then and "?tag=boda" not in first
    assert 'class="tabs__count tabs__count--debt">2<' in then
    assert '<span class="badge" aria-hidden="true">2</span>' in then
    assert 'aria-current="true"' in page_of(desk, tag="boda")


def test_the_rail_is_of_whoever_looks(case: Case, leo: Member, ana: Member, enters: SignedIn) -> None:
    for one, runs in ((leo, False), (ana, True), (leo, False)):
        page = enters(one).get(reverse("desk:people")).content.decode()
        assert (reverse("desk:doors") in page) is runs
        assert f'title="{one.name}"' in page
        assert f'href="{reverse("desk:people")}" aria-current="page"' in page
        assert page.count("<!--") == 0
