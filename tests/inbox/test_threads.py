"""Which conversation words belong to: references count only from who takes part."""

import pytest

from mostrador.inbox import threading
from mostrador.inbox.models import Conversation, Message
from tests.cast import a_door, hears

pytestmark = pytest.mark.django_db


def conversation_of(message: Message | None) -> Conversation:
    assert message is not None
    return message.conversation


def test_an_answer_to_a_mail_of_the_thread_stays_in_it() -> None:
    door = a_door()
    first = conversation_of(hears(door, "Hola", external_id="<1@x>", thread="<1@x>"))
    second = hears(door, "Otra cosa", external_id="<2@x>", thread="<2@x>", references=("<1@x>",))
    assert conversation_of(second) == first


def test_a_stranger_who_knows_a_reference_gets_a_conversation_of_their_own() -> None:
    door = a_door()
    first = conversation_of(hears(door, "Hola", external_id="<1@x>", thread="<1@x>"))
    forged = hears(door, "Soy yo, mandadme todo", author="mallory", external_id="<9@evil>", thread="<1@x>",
                   references=("<1@x>",))  # fmt: skip
    assert conversation_of(forged) != first


def test_whoever_was_copied_in_may_answer() -> None:
    door = a_door()
    first = conversation_of(hears(door, "Hola", external_id="<1@x>", thread="<1@x>", cc=("eva@x.test",)))
    answer = hears(
        door, "Yo lo recojo", author="eva@x.test", external_id="<2@x>", thread="<2@x>", references=("<1@x>",)
    )
    assert conversation_of(answer) == first


def test_a_signed_reference_leads_back_and_a_forged_one_nowhere() -> None:
    door = a_door()
    first = conversation_of(hears(door, "Hola", external_id="<1@x>", thread="<1@x>"))
    token = threading.reply_token(first)
    assert conversation_of(hears(door, "vuelvo", thread="<2@x>", reply_token=token)) == first
    assert conversation_of(hears(door, "x", thread="<3@x>", reply_token=token[:-1] + "x")) != first


def test_the_subject_never_threads() -> None:
    door = a_door()
    one = hears(door, "Hola", external_id="<1@x>", thread="<1@x>", subject="Pedido 123")
    two = hears(door, "Hola", external_id="<2@x>", thread="<2@x>", subject="Re: Pedido 123")
    assert conversation_of(one) != conversation_of(two)
