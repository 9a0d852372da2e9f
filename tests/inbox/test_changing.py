"""What happens to messages afterwards changes them and opens nothing."""

from datetime import timedelta

import pytest

from mostrador.doors.contract import Author, Item
from mostrador.inbox import changing, delivering, echoing, replying
from mostrador.inbox.models import Case, Conversation, Early, Message, Reaction
from mostrador.kit import clock
from mostrador.people.models import Person
from tests.cast import a_door, a_member, an_item, hears, the_case

pytestmark = pytest.mark.django_db


def test_an_edit_before_its_message_waits_for_it() -> None:
    door = a_door()
    edit = Item(kind="edited", external_id="e1", of="7", text="corregido", sent_at=clock.now())
    assert changing.apply(edit, door=door, person=None) is False
    message = hears(door, "original", external_id="7", sent_at=clock.now() - timedelta(minutes=1))
    assert message is not None
    message.refresh_from_db()
    assert message.text == "corregido" and not Early.objects.exists()


def test_an_older_edit_does_not_undo_a_newer_one() -> None:
    door, now = a_door(), clock.now()
    hears(door, "uno", external_id="7")
    changing.apply(Item(kind="edited", of="7", text="tres", sent_at=now + timedelta(seconds=2)), door=door, person=None)
    changing.apply(Item(kind="edited", of="7", text="dos", sent_at=now + timedelta(seconds=1)), door=door, person=None)
    assert Message.objects.get().text == "tres"


def test_a_deletion_takes_the_words_away_and_keeps_the_trace() -> None:
    door = a_door()
    hears(door, "mi DNI es…", external_id="7")
    changing.apply(Item(kind="deleted", of="7"), door=door, person=None)
    message = Message.objects.get()
    assert message.deleted_at and message.text == "" and message.needs.get().words == ""


def test_a_reaction_is_one_a_person_and_can_be_taken_back() -> None:
    door = a_door()
    hears(door, "gracias", external_id="7")
    for emoji in ("👍", "❤️"):
        changing.apply(Item(kind="reaction", of="7", emoji=emoji), door=door, person=Person.objects.get())
    assert Reaction.objects.get().emoji == "❤️"
    changing.apply(Item(kind="reaction", of="7", emoji=""), door=door, person=Person.objects.get())
    assert not Reaction.objects.exists() and Case.objects.count() == 1


def test_an_answer_written_elsewhere_enters_the_thread_and_stops_the_clock() -> None:
    a_member()
    door = a_door()
    hears(door, "¿Abrís mañana?")
    echo = an_item("Sí, de diez a dos.", external_id="e1")
    echoing.note_echo(echo, door=door, conversation=Conversation.objects.get(), arrived_at=clock.now())
    case = the_case()
    assert case.state == Case.State.WAITING_THEM and case.due_at is None
    assert Message.objects.get(external_id="e1").elsewhere


def test_our_own_echo_is_not_a_second_message() -> None:
    a_member()
    door = a_door()
    hears(door, "¿Abrís mañana?")
    case = the_case()
    replying.reply(case, replying.Words(text="Sí.", key="k", by=case.owner, parts=[("Sí.", 0)]))
    part = delivering.claim()
    assert part is not None
    # The echo overtakes the platform's own answer to our call.
    echo = an_item("Sí.", external_id="wamid.1")
    assert echoing.note_echo(echo, door=door, conversation=case.conversation, arrived_at=clock.now()) is None
    part.refresh_from_db()
    assert part.state == "sent" and part.external_id == "wamid.1"
    assert echoing.note_echo(echo, door=door, conversation=case.conversation, arrived_at=clock.now()) is None
    assert Message.objects.filter(direction="out").count() == 1


def test_an_echo_from_before_their_last_words_stops_nothing() -> None:
    door, now = a_door(), clock.now()
    hears(door, "hola", sent_at=now)
    echo = Item(
        kind="echo", external_id="e1", author=Author(id="lucia"), text="¡Hola!", sent_at=now - timedelta(hours=1)
    )
    echoing.note_echo(echo, door=door, conversation=Conversation.objects.get(), arrived_at=now)
    assert the_case().state == Case.State.WAITING_US
