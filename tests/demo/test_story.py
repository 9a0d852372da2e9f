"""What the demo shop promises about itself, looked up in its own tables."""

from datetime import timedelta

import pytest

from mostrador.demo import cast
from mostrador.demo.customers import LUCIA_SHOPS
from mostrador.doors.models import Connection, Quarantined
from mostrador.inbox.models import Attachment, CannedReply, Case, CaseEnd, Draft, Message, Promise, Reaction, Tag
from mostrador.kit.models import Event, Job
from mostrador.people.models import Fact, Person
from mostrador.shop.models import Product
from tests.demo.conftest import THURSDAY

pytestmark = [pytest.mark.usefixtures("story"), pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


def test_people_say_many_different_things():
    said = Message.objects.values_list("text", flat=True).distinct()
    assert len(said) > 180
    assert not [text for text in said if "{" in text or ", ." in text or " ," in text]


def test_every_state_is_there():
    assert set(Case.objects.values_list("state", flat=True)) == set(Case.State.values)
    assert {"received", "sent", "read", "failed", "unsure"} <= set(Message.objects.values_list("state", flat=True))
    assert {"in", "out", "note"} == set(Message.objects.values_list("direction", flat=True))


@pytest.mark.parametrize(
    "model", [Attachment, CannedReply, CaseEnd, Draft, Fact, Quarantined, Reaction, Tag, Event, Product]
)
def test_no_list_is_empty(model):
    assert model.objects.exists()


def test_words_were_changed_and_taken_back():
    assert Message.objects.filter(direction="in").exclude(edited_at=None).exists()
    assert Message.objects.filter(direction="out").exclude(edited_at=None).exists()
    assert Message.objects.exclude(deleted_at=None).exists()


def test_nobody_is_left_in_silence():
    """Each message of theirs has a later answer, a stated reason, an ended asunto, or a clock that runs."""
    silent = [message for message in Message.objects.filter(direction="in").select_related("case") if _silent(message)]
    assert [message.text for message in silent] == []


def _silent(message: Message) -> bool:
    case = message.case
    if case is None:
        return True
    answered = case.messages.filter(direction="out", automatic=False, shown_at__gte=message.shown_at)
    running = case.promises.filter(state=Promise.State.RUNNING)
    ended = case.state == Case.State.DONE or case.ends.exists()
    owed_nothing = case.state != Case.State.WAITING_US
    return not (answered.exists() or ended or running.exists() or owed_nothing)


def test_whoever_waits_has_a_clock():
    waiting = Case.objects.filter(state=Case.State.WAITING_US)
    assert waiting.count() == 8
    assert [case.person.name for case in waiting if case.due_at is None or case.owner is None] == []


def test_the_desk_reads_as_it_was_drawn():
    assert cast.late().due_at == THURSDAY - 12 * MINUTE
    assert cast.with_a_picture().due_at == THURSDAY + 7 * MINUTE
    assert cast.case_of(cast.UNKNOWN).due_at == THURSDAY + 13 * MINUTE
    manager = cast.wants_the_manager()
    assert manager.asks_for_manager and manager.due_at == THURSDAY + 6 * MINUTE
    assert Case.objects.waiting().first() == manager


def test_three_words_kept_today_and_two_to_keep():
    words = Promise.objects.filter(about=Promise.About.WORD)
    open_ones = words.filter(state=Promise.State.RUNNING).order_by("due_at")
    assert [word.case.person.name for word in open_ones] == ["Eva Lorenzo", "Bruno Sáez"]
    assert all(word.due_at > THURSDAY for word in open_ones)
    assert words.filter(state=Promise.State.KEPT, due_at__date=THURSDAY.date()).count() >= 3


def test_lucia_is_known_by_both_her_doors():
    lucia = cast.late().person
    assert cast.case_of(LUCIA_SHOPS).person.head_id == lucia.head_id
    assert Fact.objects.filter(person__in=lucia.group_ids).exists()


def test_the_mailbox_says_why_it_is_closed():
    mailbox = Connection.objects.get(channel="email")
    assert mailbox.state == Connection.State.CLOSED and "conecta tu correo" in mailbox.note
    assert Message.objects.filter(door__connection=mailbox).count() > 10
    assert not Case.objects.filter(conversation__door__connection=mailbox, state=Case.State.WAITING_US).exists()


def test_somebody_only_looks():
    assert not cast.member("Sabela").may_write
    assert cast.member("Ana").check_password(cast.PASSWORD) and len(cast.PASSWORD) >= 12


def test_what_the_telling_left_to_do_is_not_two_months_late():
    """Who opens the shop for the first time would read that the house is behind."""
    assert Job.objects.exists() and not Job.objects.filter(run_at__lt=THURSDAY).exists()


def test_ids_grow_with_time():
    times = list(Message.objects.order_by("pk").values_list("received_at", flat=True))
    assert times == sorted(times)
    assert Person.objects.count() > 40
