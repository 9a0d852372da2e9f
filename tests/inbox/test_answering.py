"""We answer: once, part by part, and what the person sees is always true."""

from datetime import timedelta

import pytest

from mostrador.inbox import (
    assigning,
    attaching,
    delivering,
    ending,
    naming,
    promising,
    replying,
    retrying,
    withdrawing,
)
from mostrador.inbox.models import Case, CaseEnd, Message, Part, Promise
from mostrador.journeys import outbound
from mostrador.kit import clock
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


def say(text: str = "Sí, nos quedan siete.", *, key: str = "k1", by: object = None, **more: object) -> Message:
    case = the_case()
    by = by or case.owner
    words = replying.Words(text=text, key=key, by=by, parts=more.pop("parts", [(text, 0)]), **more)  # type: ignore[arg-type]  # each by its name, as that takes it
    return replying.reply(case, words)


@pytest.fixture(autouse=True)
def somebody_waits() -> None:
    a_member()
    hears(a_door(), "¿Tenéis godello?")


def test_a_human_answer_keeps_the_promise_and_passes_the_turn() -> None:
    say()
    assert Promise.objects.get().state == Promise.State.KEPT
    case = the_case()
    assert case.state == Case.State.WAITING_THEM and case.due_at is None and case.last_from_us


def test_an_automatic_answer_never_stops_a_clock() -> None:
    say("Te contestamos antes de las 18:20.", automatic=True)
    assert Promise.objects.get().state == Promise.State.RUNNING
    assert the_case().state == Case.State.WAITING_US


def test_the_same_key_answers_once_and_refuses_other_words() -> None:
    assert say().pk == say().pk
    assert Message.objects.filter(direction="out").count() == 1
    with pytest.raises(replying.SameKeyOtherWords):
        say("Otra cosa")


def test_a_late_answer_is_kept_late() -> None:
    Promise.objects.update(due_at=clock.now() - timedelta(minutes=1))
    say()
    assert Promise.objects.get().state == Promise.State.LATE


def test_parts_leave_in_order_and_one_conversation_never_overtakes_itself() -> None:
    say("uno dos", parts=[("uno", 0), ("dos", 0)])
    first = delivering.claim()
    assert first is not None and first.text == "uno"
    assert delivering.claim() is None
    delivering.note_sent(first, external_id="x1", at=None)
    second = delivering.claim()
    assert second is not None and second.text == "dos"


def test_a_part_is_claimed_once() -> None:
    say()
    assert delivering.claim() is not None
    assert delivering.claim() is None


def test_a_message_is_as_far_as_the_least_of_its_parts() -> None:
    message = say("uno dos", parts=[("uno", 0), ("dos", 0)])
    first = delivering.claim()
    assert first is not None
    delivering.note_sent(first, external_id="x1", at=None)
    message.refresh_from_db()
    assert message.state == "queued" and message.external_id == "x1"


def test_receipts_only_move_forward() -> None:
    message = say()
    part = delivering.claim()
    assert part is not None
    delivering.note_sent(part, external_id="x1", at=None)
    for state in ("read", "delivered", "sent"):
        delivering.note_receipt(delivering.parts_of(message.door_id, "x1"), state=state)
    message.refresh_from_db()
    assert message.state == "read"


def test_a_refusal_that_time_may_mend_waits_and_a_final_one_gives_the_turn_back() -> None:
    say()
    due = Promise.objects.get().due_at
    part = delivering.claim()
    assert part is not None
    delivering.note_failed(part, why="429", try_again=True, after=90)
    part.refresh_from_db()
    assert part.state == "queued" and part.next_try_at > clock.now() + timedelta(seconds=80)
    Part.objects.update(next_try_at=clock.now())
    part = delivering.claim()
    assert part is not None
    delivering.note_failed(part, why="blocked", try_again=False)
    case = the_case()
    assert case.state == Case.State.WAITING_US and case.due_at == due
    assert Promise.objects.get().state == Promise.State.RUNNING
    assert Message.objects.get(direction="out").state == "failed"


def test_unsure_is_never_sent_again_blindly() -> None:
    message = say()
    part = delivering.claim()
    assert part is not None
    delivering.note_unsure(part, why="timeout")
    assert delivering.claim() is None
    with pytest.raises(retrying.NotStuck):
        retrying.try_now(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    retrying.it_arrived(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    message.refresh_from_db()
    assert message.state == "sent" and the_case().state == Case.State.WAITING_THEM


def test_a_person_may_send_the_unsure_again() -> None:
    message = say()
    part = delivering.claim()
    assert part is not None
    delivering.note_unsure(part, why="timeout")
    retrying.send_again(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author
    again = delivering.claim()
    assert again is not None and again.pk == part.pk


def test_second_thoughts_bring_everything_back() -> None:
    message = say(leaves_after=timedelta(seconds=4))
    assert delivering.claim() is None
    assert withdrawing.withdraw(message, by=message.author) == "Sí, nos quedan siete."  # type: ignore[arg-type]  # somebody wrote it
    case = the_case()
    assert case.state == Case.State.WAITING_US and case.due_at and case.last_words == "¿Tenéis godello?"
    assert Promise.objects.get().state == Promise.State.RUNNING


def test_what_left_cannot_be_withdrawn() -> None:
    message = say()
    assert delivering.claim()
    with pytest.raises(withdrawing.TooLate):
        withdrawing.withdraw(message, by=message.author)  # type: ignore[arg-type]  # an answer has its author


def test_our_word_must_be_settled_before_the_end() -> None:
    case = the_case()
    assert case.owner is not None
    promise = promising.promise(case, what="decirle si entra", due_at=clock.now() + timedelta(hours=1), by=case.owner)
    say()
    with pytest.raises(ending.PromiseOpen) as refused:
        ending.finish(the_case(), by=case.owner)
    assert refused.value.promise == promise
    assert the_case().told_due_at == promise.due_at
    ending.finish(the_case(), by=case.owner, settle="kept")
    promise.refresh_from_db()
    assert promise.state == Promise.State.KEPT and the_case().state == Case.State.DONE


def test_a_promise_cannot_be_made_for_yesterday() -> None:
    case = the_case()
    with pytest.raises(promising.InThePast):
        promising.promise(case, what="x", due_at=clock.now() - timedelta(days=1), by=case.owner)  # type: ignore[arg-type]  # somebody has it


def test_what_arrived_after_all_leaves_an_asunto_done_or_put_off() -> None:
    message = say()
    part = delivering.claim()
    assert part is not None
    delivering.note_unsure(part, why="timeout")
    owner = the_case().owner
    assert owner is not None
    ending.finish(the_case(), by=owner, why=CaseEnd.Why.ELSEWHERE)
    retrying.it_arrived(message, by=owner)
    case = the_case()
    assert case.state == Case.State.DONE and case.done_at is not None and case.waiting_since is None


def test_an_answer_overwrites_nothing_that_a_colleague_did_meanwhile() -> None:
    seen, marta = the_case(), a_member("Marta")
    assigning.assign(the_case(), to=marta, by=marta)
    naming.rename(the_case(), title="El godello", by=marta)
    words = replying.Words(text="Sí.", key="k1", by=seen.owner, parts=[("Sí.", 0)])
    replying.reply(seen, words)
    case = the_case()
    assert case.owner == marta and case.title == "El godello" and case.state == Case.State.WAITING_THEM


def test_the_same_key_for_somebody_else_is_refused() -> None:
    """Otherwise a program that counts its keys a person would think that it had answered the second one."""
    say()
    hears(the_case().conversation.door, "¿Y mencía?", author="pepe")
    other = Case.objects.select_related("conversation").get(person__name="Pepe")
    words = replying.Words(text="Sí, nos quedan siete.", key="k1", by=other.owner, parts=[("Sí.", 0)])
    with pytest.raises(replying.SameKeyOtherWords):
        replying.reply(other, words)


def test_second_thoughts_take_our_word_back_too() -> None:
    case = the_case()
    assert case.owner is not None
    told = ("llamar", clock.now() + timedelta(days=1))
    message = outbound.answer(case, by=case.owner, text="Mañana te llamo.", key="k", told=told)
    withdrawing.withdraw(message, by=case.owner)
    assert not promising.open_words(case).exists() and the_case().told_due_at is None


def test_second_thoughts_leave_an_asunto_exactly_as_it_was() -> None:
    hears(the_case().conversation.door, "¡Quiero hablar con la encargada!", asks_for_manager=True)
    shown = ("state", "waiting_since", "done_at", "due_at", "asks_for_manager", "answered_at", "last_words")
    for done in (False, True):
        owner = the_case().owner
        assert owner is not None
        if done:
            ending.finish(the_case(), by=owner, why=CaseEnd.Why.ELSEWHERE)
        before = Case.objects.values(*shown).get()
        withdrawing.withdraw(say(key=f"k{done}"), by=owner)
        assert Case.objects.values(*shown).get() == before


def test_a_file_that_was_sent_stays_where_it_was_sent() -> None:
    case = the_case()
    assert case.owner is not None
    file = attaching.upload(case.owner, name="carta.pdf", type="application/pdf", content=b"%PDF-")
    sent = [outbound.answer(the_case(), by=case.owner, text="Va", key=key, files=[file.key]) for key in ("a", "a", "b")]
    assert sent[0].pk == sent[1].pk
    assert [message.attachments.count() for message in sent] == [1, 1, 0]


def test_who_got_no_answer_waits_since_their_own_words() -> None:
    since = the_case().waiting_since
    say()
    part = delivering.claim()
    assert part is not None
    delivering.note_unsure(part, why="timeout")
    assert the_case().waiting_since == since


def test_no_second_half_leaves_without_the_first_and_nothing_waits_behind_them() -> None:
    message = say("uno dos", parts=[("uno", 0), ("dos", 0)])
    first = delivering.claim()
    assert first is not None
    delivering.note_failed(first, why="blocked", try_again=False)
    assert delivering.claim() is None
    say("tres", key="k3")
    third = delivering.claim()
    assert third is not None and third.text == "tres"
    delivering.note_sent(third, external_id="x3", at=None)
    owner = the_case().owner
    assert owner is not None
    retrying.try_now(message, by=owner)
    for words in ("uno", "dos"):
        part = delivering.claim()
        assert part is not None and part.text == words
        delivering.note_sent(part, external_id=words, at=None)
    message.refresh_from_db()
    assert message.state == "sent"
