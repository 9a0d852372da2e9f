"""What happens to messages afterwards changes them and opens nothing."""

from datetime import timedelta

import pytest

from mostrador.doors.contract import Author, Item, Receipt
from mostrador.doors.models import Door
from mostrador.inbox import changing, delivering, echoing, replying
from mostrador.inbox.models import Case, Conversation, Early, Message, Part, Promise, Reaction
from mostrador.journeys.settling import note_taken
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


def an_answer_that_leaves(words: str = "Sí.") -> tuple[Door, Part]:
    a_member()
    door = a_door()
    hears(door, "¿Abrís mañana?")
    case = the_case()
    replying.reply(case, replying.Words(text=words, key="k", by=case.owner, parts=[(words, 0)]))
    part = delivering.claim()
    assert part is not None
    return door, part


def test_a_receipt_that_overtakes_the_platforms_answer_to_us_is_not_lost() -> None:
    door, part = an_answer_that_leaves()
    changing.apply(Item(kind="receipt", of="w1", state="failed", why="blocked"), door=door, person=None)
    changing.apply(Item(kind="reaction", of="w1", emoji="👍"), door=door, person=None)
    note_taken(part, Receipt(external_id="w1"))
    message = Message.objects.get(direction="out")
    assert message.state == "failed" and message.reactions.count() == 1 and not Early.objects.exists()
    assert the_case().state == Case.State.WAITING_US


def test_a_receipt_of_nothing_that_leaves_is_not_kept() -> None:
    changing.apply(Item(kind="receipt", of="w1", state="read"), door=a_door(), person=None)
    assert not Early.objects.exists()


def test_what_an_echo_proved_is_not_undone_by_the_line_that_broke() -> None:
    door, part = an_answer_that_leaves()
    conversation = Conversation.objects.get()
    echoing.note_echo(an_item("Sí.", external_id="w1"), door=door, conversation=conversation, arrived_at=clock.now())
    delivering.note_failed(part, why="timeout", try_again=True)
    delivering.note_unsure(part, why="timeout")
    part.refresh_from_db()
    assert part.state == "sent" and Message.objects.get(direction="out").state == "sent"
    assert the_case().state == Case.State.WAITING_THEM and delivering.claim() is None


def test_a_receipt_is_not_undone_by_the_platforms_slower_answer() -> None:
    door, part = an_answer_that_leaves()
    conversation = Conversation.objects.get()
    echoing.note_echo(an_item("Sí.", external_id="w1"), door=door, conversation=conversation, arrived_at=clock.now())
    changing.apply(Item(kind="receipt", of="w1", state="read"), door=door, person=None)
    note_taken(part, Receipt(external_id="w1"))
    assert Message.objects.get(direction="out").state == "read"


def test_an_echo_in_other_words_turns_out_to_be_our_answer() -> None:
    door, part = an_answer_that_leaves("**Sí.**")
    conversation = Conversation.objects.get()
    echoing.note_echo(an_item("Sí.", external_id="w1"), door=door, conversation=conversation, arrived_at=clock.now())
    note_taken(part, Receipt(external_id="w1"))
    message = Message.objects.get(direction="out")
    assert message.external_id == "w1" and message.state == "sent" and not message.elsewhere
    assert Promise.objects.get().ended_by == message


def test_a_late_failure_brings_the_first_clock_back_beside_newer_words() -> None:
    door, part = an_answer_that_leaves()
    due = Promise.objects.get().due_at
    note_taken(part, Receipt(external_id="w1"))
    hears(door, "¿Y el domingo?")
    changing.apply(Item(kind="receipt", of="w1", state="failed", why="blocked"), door=door, person=None)
    assert the_case().due_at == due


def test_a_change_of_nothing_changes_nothing() -> None:
    door, _part = an_answer_that_leaves()
    assert changing.apply(Item(kind="deleted", of=""), door=door, person=None) is False
    assert Message.objects.get(direction="out").deleted_at is None


def test_a_change_that_the_platform_refuses_is_not_shown_as_made() -> None:
    _door, part = an_answer_that_leaves("Abrimos a las diez.")
    note_taken(part, Receipt(external_id="w1"))
    message = Message.objects.get(direction="out")
    for what in ("edit", "delete"):
        Message.objects.update(text="Abrimos a las once." if what == "edit" else message.text)
        Message.objects.update(deleted_at=clock.now() if what == "delete" else None)
        Part.objects.create(message=message, what=what, position=0, text="Abrimos a las once.", idempotency_key=what,
                            next_try_at=clock.now())  # fmt: skip
        change = delivering.claim()
        assert change is not None
        delivering.note_failed(change, why="too old", try_again=False)
        message.refresh_from_db()
        assert message.text == "Abrimos a las diez." and message.deleted_at is None and message.edited_at is None
