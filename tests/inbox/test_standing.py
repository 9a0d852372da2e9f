"""How an asunto stands after it was opened again, cut apart or ended: as what was said and owed says."""

from datetime import timedelta

import pytest

from mostrador.doors.contract import Item
from mostrador.inbox import (
    echoing,
    ending,
    grouping,
    joining,
    promising,
    replying,
    snoozing,
    viewing,
)
from mostrador.inbox.models import Case, CaseEnd, Joining, Message, Need, Promise
from mostrador.journeys import outbound
from mostrador.kit import clock
from mostrador.people import linking
from mostrador.people.models import Person
from tests.cast import a_door, a_member, hears, says, the_case

pytestmark = pytest.mark.django_db


def test_what_is_opened_again_stands_as_it_stood() -> None:
    leo = a_member()
    message = hears(a_door(), "hola")
    assert message is not None
    due = the_case().due_at
    ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    ending.reopen(the_case(), by=leo)
    case = the_case()
    assert (case.state, case.due_at, case.waiting_since) == (Case.State.WAITING_US, due, message.shown_at)
    says("Hola.", by=leo)
    ending.finish(the_case(), by=leo)
    ending.reopen(the_case(), by=leo)
    case = the_case()
    assert (case.state, case.due_at, case.waiting_since) == (Case.State.WAITING_THEM, None, None)


def two_errands() -> tuple[Case, Case]:
    """One that is done, and a newer one that waits for us."""
    a_member()
    door = a_door()
    hears(door, "¿Tenéis godello?")
    first = the_case()
    assert first.owner is not None
    ending.finish(first, by=first.owner, why=CaseEnd.Why.ELSEWHERE)
    hears(door, "¿Y mencía?")
    return first, Case.objects.select_related("conversation", "owner").latest("pk")


def test_what_is_moved_takes_along_who_waits_for_it() -> None:
    done, waiting = two_errands()
    assert waiting.owner is not None
    message = Message.objects.latest("pk")
    for old, to in ((waiting, done), (done, waiting)):  # and back again
        grouping.move(message, to=to, by=waiting.owner)
        old.refresh_from_db()
        to.refresh_from_db()
        assert to.state == Case.State.WAITING_US and to.waiting_since == message.shown_at and to.due_at is not None
        assert old.state == Case.State.DONE and old.waiting_since is None and old.due_at is None


def test_nobody_waits_in_an_asunto_whose_open_words_were_split_off() -> None:
    a_member()
    door = a_door()
    hears(door, "¿Tenéis godello?")
    case = the_case()
    assert case.owner is not None
    replying.reply(case, replying.Words(text="Sí.", key="k", by=case.owner, parts=[("Sí.", 0)]))
    message = hears(door, "¿Y abrís el domingo?")
    assert message is not None
    new = grouping.split(message, by=case.owner)
    case.refresh_from_db()
    assert case.state == Case.State.WAITING_THEM and case.waiting_since is None
    assert new.state == Case.State.WAITING_US and new.due_at is not None


def test_our_word_does_not_vanish_in_an_asunto_that_is_done() -> None:
    done, open_one = two_errands()
    assert open_one.owner is not None
    replying.reply(open_one, replying.Words(text="Sí.", key="k", by=open_one.owner, parts=[("Sí.", 0)]))
    word_due_at = clock.now() + timedelta(days=1)
    promising.promise(open_one, what="llamar", due_at=word_due_at, by=open_one.owner)
    joining.join(open_one, into=done, by=open_one.owner)
    done.refresh_from_db()
    assert done.state == Case.State.WAITING_THEM and done.told_due_at == word_due_at


def test_an_answer_from_elsewhere_counts_where_they_wait_not_where_it_is_over() -> None:
    a_member()
    door = a_door()
    hears(door, "¿Tenéis godello?")
    case, second = the_case(), hears(door, "¿Y mencía?")
    assert case.owner is not None and second is not None
    joining.join(grouping.split(second, by=case.owner), into=case, by=case.owner)
    echo = Item(kind="echo", external_id="e1", text="Los dos.", sent_at=clock.now())
    echoing.note_echo(echo, door=door, conversation=case.conversation, arrived_at=clock.now())
    case.refresh_from_db()
    assert case.state == Case.State.WAITING_THEM and not Promise.objects.filter(state="running").exists()


def test_linking_follows_what_a_colleague_linked_meanwhile() -> None:
    door, member = a_door(), a_member()
    for name in ("ana", "bea", "clara"):
        hears(door, "hola", author=name)
    ana, bea, clara = Person.objects.order_by("pk")
    seen = Person.objects.get(pk=bea.pk)
    linking.link(bea, to=clara, by=member)
    linking.link(ana, to=seen, by=member)
    assert set(clara.group_ids) == {ana.pk, bea.pk, clara.pk}


def test_what_is_cut_apart_leaves_both_owed_an_answer_and_the_last_words_true() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Y mi pedido?")
    second = hears(door, "Otra cosa: ¿abrís mañana?")
    assert second is not None
    old = the_case()
    new = grouping.split(second, by=leo)
    old.refresh_from_db()
    assert (old.state, old.last_words) == (Case.State.WAITING_US, "¿Y mi pedido?")
    assert new.due_at == old.due_at is not None


def test_what_was_answered_before_the_cut_waits_for_nobody() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Y mi pedido?")
    says("Sale hoy.", by=leo)
    third = hears(door, "Otra cosa: ¿abrís mañana?")
    assert third is not None
    old = the_case()
    new = grouping.split(third, by=leo)
    old.refresh_from_db()
    assert (old.state, old.due_at, old.last_words) == (Case.State.WAITING_THEM, None, "Sale hoy.")
    assert new.state == Case.State.WAITING_US and new.due_at is not None


def test_what_would_leave_an_empty_asunto_behind_is_not_split() -> None:
    leo, door = a_member(), a_door()
    only = hears(door, "¿Y mi pedido?")
    assert only is not None
    for _ in range(2):  # alone, and as the first of two, which would go along
        with pytest.raises(grouping.NothingStays):
            grouping.split(only, by=leo)
        hears(door, "¿Hola?")
    assert Case.objects.count() == 1


def test_silence_is_not_ended_without_a_reason() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Y mi pedido?")
    word = promising.promise(the_case(), what="llamarle", due_at=clock.now() + timedelta(hours=1), by=leo)
    with pytest.raises(ending.AnswerOwed):
        ending.finish(the_case(), by=leo, settle="kept")
    word.refresh_from_db()
    assert word.state == "running" and the_case().state == Case.State.WAITING_US
    said = ending.finish(the_case(), by=leo, settle="kept", why=CaseEnd.Why.ELSEWHERE)
    word.refresh_from_db()
    assert said == CaseEnd.objects.get(why="elsewhere") and word.state == "kept"


def test_what_is_put_off_or_answered_by_a_machine_is_still_owed_an_answer() -> None:
    leo = a_member()
    hears(a_door(), "¿Y mi pedido?")
    outbound.answer(the_case(), by=None, text="Es automático: hoy te contesta una persona.", key="a", automatic=True)
    snoozing.snooze(the_case(), until=clock.now() + timedelta(hours=1), by=leo)
    with pytest.raises(ending.AnswerOwed):
        ending.finish(the_case(), by=leo)


def test_whoever_was_answered_meanwhile_is_ended_without_a_reason() -> None:
    leo = a_member()
    hears(a_door(), "¿Y mi pedido?")
    says("Sale hoy.", by=leo)
    assert ending.finish(the_case(), by=leo, why=CaseEnd.Why.OTHER) is None
    assert not CaseEnd.objects.exists() and the_case().state == Case.State.DONE


def test_nobody_ends_what_nobody_read() -> None:
    leo, door = a_member(), a_door()
    hears(door, "hola")
    seen = ending.heard_upto(the_case())
    hears(door, "¡es urgente!")
    with pytest.raises(ending.NewWords):
        ending.finish(the_case(), by=leo, seen=seen)
    assert the_case().state == Case.State.WAITING_US
    ending.finish(the_case(), by=leo, seen=ending.heard_upto(the_case()), why=CaseEnd.Why.ELSEWHERE)
    assert the_case().state == Case.State.DONE


def as_they_stand() -> list[dict[str, object]]:
    shown = Case.objects.order_by("pk").values(*joining.JOINED, "due_at", "told_due_at", "promise_began_at")
    owed = Promise.objects.order_by("pk").values("case", "state", "due_at")
    return [
        *shown,
        *owed,
        *Message.objects.order_by("pk").values("pk", "case"),
        *Need.objects.order_by("pk").values("pk", "case"),
    ]


def test_what_was_joined_is_parted_again_exactly_as_it_was() -> None:
    done, waiting = two_errands()
    assert waiting.owner is not None
    for case, into in ((waiting, done), (done, waiting)):
        before = as_they_stand()
        trace = joining.join(Case.objects.get(pk=case.pk), into=Case.objects.get(pk=into.pk), by=waiting.owner)
        assert as_they_stand() != before
        viewing.look(Case.objects.get(pk=into.pk), by=waiting.owner)
        joining.part(trace, by=waiting.owner)
        assert as_they_stand() == before
        joining.part(trace, by=waiting.owner)  # tapped twice
        assert as_they_stand() == before


def test_what_was_said_since_they_were_joined_stays_where_it_was_said() -> None:
    done, waiting = two_errands()
    leo, door = waiting.owner, waiting.conversation.door
    assert leo is not None
    trace = joining.join(done, into=waiting, by=leo)
    new = hears(door, "¿Y albariño?")
    assert new is not None
    joining.part(trace, by=leo)
    for one in (done, waiting, new):
        one.refresh_from_db()
    assert new.case == waiting and waiting.last_words == "¿Y albariño?" and waiting.state == Case.State.WAITING_US
    assert done.state == Case.State.DONE and done.messages.get().text == "¿Tenéis godello?"


def test_what_was_moved_on_since_is_not_torn_apart() -> None:
    done, waiting = two_errands()
    leo = waiting.owner
    assert leo is not None
    first = joining.join(waiting, into=done, by=leo)
    third = grouping.split(done.messages.order_by("pk")[1], by=leo)
    with pytest.raises(joining.MovedOn):
        joining.part(first, by=leo)
    assert third.messages.count() == 1 and Joining.objects.get().parted_at is None
