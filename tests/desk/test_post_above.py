"""What stands above a public thread, and who may look at its picture."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.demo.pictures import picture
from mostrador.doors import contract
from mostrador.doors.contract import File
from mostrador.doors.models import Door
from mostrador.inbox import posting
from mostrador.inbox.models import Post
from tests import cast
from tests.desk.conftest import SignedIn

TOLD = contract.Post(
    text="Sorteamos un lote de tres godellos.\n\n" + "Comenta y participa. " * 20, url="https://red.example/p/1",
    published_at=datetime(2026, 5, 9, 10, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


@pytest.fixture
def post(door: Door) -> Post:
    cast.hears(door, "¿Y mi pedido?", public=True, thread="post-1")
    return posting.note(TOLD, door=door, thread="post-1")


def page(desk: Client) -> str:
    return desk.get(reverse("desk:case", args=[cast.the_case().pk])).content.decode()


def test_a_public_thread_opens_with_what_the_post_says(desk: Client, post: Post) -> None:
    shown = page(desk)
    assert "Sorteamos un lote de tres godellos. Comenta" in shown
    assert "participa. " * 12 not in shown
    assert 'href="https://red.example/p/1"' in shown
    assert "post__picture" not in shown


def test_its_picture_is_ours_to_hand_out(desk: Client, post: Post) -> None:
    posting.note_picture(post, file=File(name="p.png", type="image/png", content=picture("estanteria")))
    address = reverse("desk:post_picture", args=[post.pk])
    assert f'src="{address}"' in page(desk)
    answer = desk.get(address)
    assert answer["Content-Type"] == "image/png" and b"".join(answer) == picture("estanteria")  # type: ignore[arg-type]  # a file is streamed


def test_a_picture_we_do_not_have_and_a_stranger_get_nothing(desk: Client, post: Post) -> None:
    address = reverse("desk:post_picture", args=[post.pk])
    assert desk.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_where_nothing_is_known_it_says_where_and_since_when(desk: Client, door: Door) -> None:
    cast.hears(door, "¿Y mi pedido?", public=True, thread="post-1")
    shown = page(desk)
    assert door.name in shown and "post__words" in shown and "Sorteamos" not in shown


def test_a_private_thread_shows_no_post_of_the_same_name(desk: Client, door: Door) -> None:
    cast.hears(door, "Hola", thread="post-1")
    posting.note(TOLD, door=door, thread="post-1")
    assert "Sorteamos" not in page(desk)
