"""They write: once, in order, to somebody, by a time."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.inbox import delivering, ending, replying, searching
from mostrador.inbox.models import Case, CaseEnd, Conversation, Message, Promise
from mostrador.kit import clock
from mostrador.kit.models import Event
from mostrador.people.models import Person
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


def test_a_first_word_opens_a_conversation_an_asunto_and_a_promise() -> None:
    leo, door = a_member(), a_door()
    message = hears(door, "¿Tenéis godello?")
    case = the_case()
    assert message is not None and message.case == case
    assert case.state == Case.State.WAITING_US and case.owner == leo and case.unread == 1
    assert case.due_at == message.shown_at + timedelta(minutes=15)
    assert case.last_words == "¿Tenéis godello?"
    assert {"CaseOpened", "PromiseMade", "MessageReceived"} <= set(Event.objects.values_list("name", flat=True))


def test_a_message_delivered_again_is_heard_once_even_after_the_end() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Dónde está mi aceite?", external_id="7")
    ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    assert hears(door, "¿Dónde está mi aceite?", external_id="7") is None
    assert Message.objects.count() == Case.objects.count() == 1
    assert the_case().state == Case.State.DONE


def test_the_same_id_at_two_doors_is_two_messages() -> None:
    hears(a_door("Una"), "hola", external_id="7")
    hears(a_door("Otra"), "hola", external_id="7")
    assert Message.objects.count() == 2


def test_more_words_join_the_open_asunto_and_keep_its_first_clock() -> None:
    door, now = a_door(), clock.now()
    first = hears(door, "hola", sent_at=now - timedelta(minutes=5))
    hears(door, "¿hay alguien?", sent_at=now)
    case = the_case()
    assert first is not None and case.due_at == first.shown_at + timedelta(minutes=15)
    assert Promise.objects.count() == 1 and case.unread == 2


def test_a_new_errand_in_an_old_thread_opens_its_own_asunto() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Tenéis godello?")
    ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    hears(door, "Ahora quiero un mencía")
    assert Case.objects.count() == 2 and Conversation.objects.count() == 1


def test_thanks_after_the_end_follow_the_done_asunto_and_owe_nothing() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Tenéis godello?")
    ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    message = hears(door, "gracias!", need="praise", needs_answer=False)
    assert message is not None and message.case == the_case()
    assert the_case().state == Case.State.DONE and Promise.objects.filter(state="running").count() == 0


def test_the_order_is_the_platforms_time_and_the_future_is_not_believed() -> None:
    door, now = a_door(), clock.now()
    hears(door, "tercero", sent_at=now + timedelta(days=400), arrived_at=now)
    hears(door, "primero", sent_at=now - timedelta(minutes=2), arrived_at=now)
    hears(door, "segundo", sent_at=now - timedelta(minutes=1), arrived_at=now)
    shown = Conversation.objects.get().messages.as_shown()  # type: ignore[attr-defined]  # stubs know only the base
    assert [message.text for message in shown] == ["primero", "segundo", "tercero"]
    assert shown[2].shown_at == now + timedelta(minutes=5)


def test_an_ancient_date_counts_from_arrival() -> None:
    door, now = a_door(), clock.now()
    for year in (1, 1971, 1999):
        hears(door, "hola", author=f"p{year}", sent_at=datetime(year, 1, 1, tzinfo=UTC), arrived_at=now)
    assert {case.due_at for case in Case.objects.all()} == {now + timedelta(minutes=15)}
    assert [message.shown_at.year for message in Message.objects.order_by("pk")] == [now.year, now.year, 1999]


def test_a_message_from_our_absence_keeps_its_true_time_and_is_late() -> None:
    door, now = a_door(), clock.now()
    hears(door, "hola", sent_at=now - timedelta(hours=2), arrived_at=now)
    due = the_case().due_at
    assert due is not None and due < now


def test_whoever_asks_for_the_manager_is_marked() -> None:
    hears(a_door(), "Quiero hablar con quien decida", asks_for_manager=True)
    assert the_case().asks_for_manager


def test_the_stand_in_gets_what_arrives_for_who_is_away() -> None:
    marta = a_member("Marta")
    leo = a_member("Leo", stand_in=marta)
    door = a_door()
    hears(door, "hola")
    case = the_case()
    case.owner = leo
    case.save()
    leo.away = True
    leo.save()
    hears(door, "¿sigues ahí?")
    assert the_case().owner == marta


def test_nobody_at_work_leaves_it_to_everybody_with_its_clock_running() -> None:
    a_member(away=True)
    hears(a_door(), "hola")
    assert the_case().owner is None and the_case().due_at is not None


def test_a_name_is_kept_fresh_but_never_the_one_the_team_wrote() -> None:
    door = a_door()
    hears(door, "hola", author="ana")
    person = Person.objects.get()
    assert person.name == "Ana"
    Person.objects.update(name="Ana la de la esquina")
    hears(door, "otra vez", author="ana")
    assert Person.objects.get().name == "Ana la de la esquina"


def test_their_seven_is_not_our_seven() -> None:
    """Where each side numbers its own messages, one number names two of them: neither is lost, neither is stuck."""
    a_member()
    door = a_door()
    hears(door, "¿Tenéis godello?", external_id="1")
    for number in ("7", "9"):
        if number == "9":
            hears(door, "¿Y mencía?", external_id=number)  # theirs came first
        case = the_case()
        replying.reply(case, replying.Words(text="Sí.", key=number, by=case.owner, parts=[("Sí.", 0)]))
        part = delivering.claim()
        assert part is not None
        delivering.note_sent(part, external_id=number, at=None)
        assert part.message.state == "sent"
    assert hears(door, "¿Y godello de 2019?", external_id="7") is not None
    assert hears(door, "¿Y godello de 2019?", external_id="7") is None
    owner = the_case().owner
    assert owner is not None and len(searching.search("godello", member=owner)) == 2
