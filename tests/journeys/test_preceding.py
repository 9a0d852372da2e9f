"""A bare answer is read by the words of ours that it quotes, else by our last."""

from datetime import timedelta

import pytest

from mostrador.inbox.models import Message, Need
from mostrador.journeys import opining
from tests.journeys.test_inbound import Post, post, said

__all__ = ["post"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(post: Post) -> Post:
    """Somebody whom we asked for a size, and told something else after."""
    post.brings(said("hola", id="1"))
    post.opens()
    conversation = Message.objects.get().conversation
    for number, text in enumerate(("¿En qué talla lo quieres?", "El de ayer te lo mandamos mañana."), start=1):
        at = conversation.opened_at + timedelta(milliseconds=number)
        Message.objects.create(
            conversation=conversation, door=conversation.door, direction=Message.Direction.OUT, text=text,
            external_id=f"ours-{number}", state=Message.State.SENT, sent_at=at, received_at=at, shown_at=at,
        )  # fmt: skip
    return post


def need_of(external_id: str) -> str:
    return Need.objects.filter(message__external_id=external_id).order_by("pk").first().kind  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize(("quotes", "told"), [("ours-1", "buy"), ("", "other")])
def test_what_is_quoted_counts_before_what_came_last(asked: Post, quotes: str, told: str) -> None:
    asked.brings(said("la 38", id="2", reply_to=quotes) if quotes else said("la 38", id="2"))
    asked.opens()
    assert (need_of("2") == "buy") == (told == "buy")


def test_a_later_look_at_it_reads_the_same_words(asked: Post) -> None:
    asked.brings(said("la 38", id="2", reply_to="ours-1"))
    asked.opens()
    message = Message.objects.get(external_id="2")
    assert opining.before(message).ours == "¿En qué talla lo quieres?"
    assert opining.opinion(message).needs[0].kind == need_of("2")


def test_what_is_quoted_of_another_thread_is_not_read(asked: Post) -> None:
    asked.brings(said("la 38", id="3", who="otra", reply_to="ours-1"))
    asked.opens()
    assert need_of("3") != "buy"
