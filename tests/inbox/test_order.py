"""What leaves in which order: halves of one message, one answer after another, and a door that is closed."""

import pytest

from mostrador.doors import opening
from mostrador.inbox import delivering, replying, retrying
from mostrador.inbox.models import Case, Message
from mostrador.kit.models import Event
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somebody_waits() -> None:
    a_member()
    hears(a_door(), "¿Tenéis godello?")


def say(text: str = "Sí, nos quedan siete.", *, key: str = "k1", parts: list[tuple[str, int]] | None = None) -> Message:
    case = the_case()
    words = replying.Words(text=text, key=key, by=case.owner, parts=parts or [(text, 0)])
    return replying.reply(case, words)


def first_of_two_is_unsure() -> Message:
    message = say("uno dos", parts=[("uno", 0), ("dos", 0)])
    first = delivering.claim()
    assert first is not None
    delivering.note_unsure(first, why="timeout")
    assert delivering.claim() is None
    message.refresh_from_db()
    assert message.state == "unsure" and the_case().state == Case.State.WAITING_US
    return message


def leaves(words: str) -> None:
    part = delivering.claim()
    assert part is not None and part.text == words
    delivering.note_sent(part, external_id=words, at=None)


def test_the_second_half_waits_until_somebody_says_what_became_of_the_first() -> None:
    message = first_of_two_is_unsure()
    retrying.it_arrived(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    leaves("dos")
    message.refresh_from_db()
    assert message.state == "sent" and the_case().state == Case.State.WAITING_THEM


def test_sent_again_both_halves_leave_in_their_order() -> None:
    message = first_of_two_is_unsure()
    retrying.send_again(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    leaves("uno")
    leaves("dos")
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_first_half_that_did_not_arrive_keeps_the_second_here() -> None:
    message = first_of_two_is_unsure()
    retrying.it_did_not_arrive(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    assert delivering.claim() is None and set(message.parts.values_list("state", flat=True)) == {"failed"}
    message.refresh_from_db()
    assert message.state == "failed" and the_case().state == Case.State.WAITING_US
    with pytest.raises(retrying.NotStuck):
        retrying.it_did_not_arrive(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    retrying.try_now(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    leaves("uno")
    leaves("dos")


def test_what_the_platform_tells_of_the_first_half_lets_the_second_go() -> None:
    message = first_of_two_is_unsure()
    delivering.note_receipt(message.parts.filter(position=0), state="delivered")
    leaves("dos")


def test_a_new_answer_does_not_wait_behind_one_of_which_nobody_knows() -> None:
    """Whoever wrote it saw the trouble; silence would be worse than a different order."""
    message = first_of_two_is_unsure()
    say("tres", key="k3")
    leaves("tres")
    retrying.send_again(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    leaves("uno")


def test_nothing_overtakes_what_is_still_tried() -> None:
    say("uno")
    say("dos", key="k2")
    part = delivering.claim()
    assert part is not None
    delivering.note_failed(part, why="429", try_again=True, after=90)
    assert delivering.claim() is None


def test_nothing_leaves_by_a_closed_door_until_it_is_opened_again() -> None:
    message = say()
    connection = message.conversation.door.connection
    opening.close(connection, why="", by=None)
    assert delivering.claim() is None
    message.refresh_from_db()
    assert message.state == "queued"
    opening.reopen(connection, by=None)
    leaves("Sí, nos quedan siete.")


def test_a_message_says_that_it_is_leaving() -> None:
    message = say("uno dos", parts=[("uno", 0), ("dos", 0)])
    assert delivering.claim() is not None
    message.refresh_from_db()
    assert message.state == "sending"
    assert Event.objects.filter(name="MessageStateChanged", refs__message=message.pk).count() == 1
