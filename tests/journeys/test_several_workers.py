"""Several workers at once on one database: everything once, each conversation in order, nothing lost between two."""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, transaction

from mostrador.doors.contract import Item, Parcel, Piece, Receipt
from mostrador.doors.models import Connection, Lane
from mostrador.doors.parcels import pack
from mostrador.doors.shelves import Parcels
from mostrador.inbox import changing, delivering, promising, replying, snoozing
from mostrador.inbox.models import Case, Conversation, Message, Part, Promise
from mostrador.journeys import inbound, settling
from mostrador.kit import clock, jobs
from mostrador.kit.models import Event, Job
from mostrador.people.models import Person
from tests.cast import a_connection, a_door, a_member, hears, says, the_case
from tests.stores import a_store

# On SQLite the tests' database is in memory, where threads meet a lock that no file knows: processes prove it there.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
WORKERS = ("first", "second", "third")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Parcels]:
    with closing(a_store(tmp_path)) as store:
        yield store


def together(*works: Callable[[], object]) -> None:
    """Let all begin at the same moment, each in a thread with its own connection; raise what any of them raised."""
    start, troubles = threading.Barrier(len(works)), list[Exception]()

    def do(work: Callable[[], object]) -> None:
        try:
            start.wait(10)
            work()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if troubles:
        raise troubles[0]


def bring(store: Parcels, door: Connection, number: int, who: str, text: str, *, lane: str = "") -> None:
    told = {"id": f"{door.pk}.{number}", "from": {"id": who, "name": who.title()}, "text": text}
    piece = Piece(key=str(number), body=json.dumps(told).encode(), lane=lane)
    store.write([pack(door.pk, Parcel(body=piece.body, received_at=clock.now()), [piece])])


def open_as(worker: str, store: Parcels, errors: list[Exception]) -> None:
    """Open until nothing is new, as a worker's thread does: what it stumbles over it tries again."""
    quiet = 0
    while quiet < 3:
        try:
            quiet = 0 if inbound.open_news(store, worker=worker) else quiet + 1
        except Exception as trouble:
            errors.append(trouble)
            connection.close()
        if len(errors) > 50:
            raise errors[-1]


def test_three_openers_show_each_message_once_in_order_whoever_opens_which_lane(store: Parcels) -> None:
    a_member()
    doors, dice, errors = [a_connection(f"Programa {n}") for n in range(3)], random.Random(3), list[Exception]()
    people = [f"p{number}" for number in range(9)]
    for number in range(240):
        door = dice.choice(doors)
        # Two lanes in a door, and each person now in the one, now in the other: conversations meet across lanes.
        bring(
            store,
            door,
            number,
            dice.choice(people),
            f"¿Cuánto cuesta el vino {number}?",
            lane=dice.choice(["", "other"]),
        )
    together(*(lambda worker=worker: open_as(worker, store, errors) for worker in WORKERS))
    for worker in WORKERS:  # what another held when one came by
        Lane.objects.update(leased_until=None)
        open_as(worker, store, errors)
    assert Message.objects.count() == 240
    assert store.count_after(dict(Lane.objects.values_list("name", "opened_upto"))) == 0
    assert Conversation.objects.count() == Case.objects.count() == Promise.objects.filter(about="answer").count()
    assert Person.objects.count() == Conversation.objects.count()
    for case in Case.objects.all():
        assert case.unread == case.messages.count()
    assert Counter(Event.objects.values_list("name", flat=True))["MessageReceived"] == 240


def test_in_one_lane_the_order_holds_though_the_lease_wanders(store: Parcels) -> None:
    a_member()
    door = a_connection()
    for number in range(150):
        bring(store, door, number, "lucia", str(number))
    enough = threading.Event()

    def steal() -> None:
        while not enough.wait(0.02):
            Lane.objects.update(leased_until=None, leased_by="")

    thief = threading.Thread(target=lambda: (steal(), connection.close()))
    thief.start()
    together(*(lambda worker=worker: open_as(worker, store, []) for worker in WORKERS))
    enough.set()
    thief.join()
    Lane.objects.update(leased_until=None)
    open_as("last", store, [])
    assert [message.text for message in Message.objects.order_by("id")] == [str(number) for number in range(150)]


def test_the_same_answer_given_twice_in_one_moment_is_one_message() -> None:
    leo = a_member()
    hears(a_door(), "hola")
    said: list[int] = []
    together(*(lambda: said.append(says("Sí, queda", by=leo, key="one").pk) for _ in range(3)))
    assert len(set(said)) == 1 and Part.objects.count() == 1


def test_a_promise_is_kept_once_however_many_say_so() -> None:
    leo = a_member()
    hears(a_door(), "hola")
    word = promising.promise(the_case(), what="llamar", due_at=clock.now() + timedelta(hours=1), by=leo)
    together(*(lambda: promising.keep(Promise.objects.get(pk=word.pk), by=leo) for _ in range(3)))
    assert Event.objects.filter(name="PromiseKept").count() == 1


def test_words_that_come_while_we_answer_are_still_owed_and_counted() -> None:
    leo, door = a_member(), a_door()
    for turn in range(12):
        hears(door, f"hola {turn}")
        together(lambda turn=turn: hears(door, f"¿y bien? {turn}"), lambda: says("Ya va", by=leo))
        case = the_case()
        last = case.messages.order_by("id").last()
        assert last is not None
        waits = case.state == Case.State.WAITING_US
        assert waits == case.promises.filter(state="running", about="answer").exists()
        assert waits == (not case.last_from_us)
        says("Hecho", by=leo)


def test_somebody_who_writes_while_it_is_put_off_is_not_forgotten() -> None:
    leo, door = a_member(), a_door()
    for turn in range(8):
        hears(door, f"hola {turn}")
        put_off = partial(snoozing.snooze, the_case(), until=clock.now() + timedelta(hours=1), by=leo)
        together(lambda turn=turn: hears(door, f"¡eh! {turn}"), put_off)
        now = the_case()
        assert (now.state == Case.State.SNOOZED) == (now.snoozed_until is not None)
        assert now.unread == 2 * (turn + 1)


def test_a_receipt_and_the_platform_s_own_answer_in_one_moment_both_count() -> None:
    leo, door = a_member(), a_door()
    hears(door, "hola")
    for turn in range(12):
        says(f"Sí {turn}", by=leo)
        part = delivering.claim()
        assert part is not None
        delivered = Item(kind="receipt", of=f"x{turn}", state="delivered")
        together(
            partial(settling.note_taken, part, Receipt(external_id=f"x{turn}")),
            partial(changing.apply, delivered, door=door, person=None),
        )
        assert Part.objects.get(pk=part.pk).state == "delivered"


ran: list[int] = []


@jobs.job
def note(number: int) -> None:
    ran.append(number)


def test_each_job_is_done_once_by_one_of_three() -> None:
    ran.clear()
    with transaction.atomic():
        for number in range(90):
            jobs.enqueue(note, number=number)

    def work(worker: str) -> None:
        while jobs.run_next(worker=worker):
            pass

    together(*(lambda worker=worker: work(worker) for worker in WORKERS))
    assert sorted(ran) == list(range(90)) and not Job.objects.exists()


def test_a_wish_that_an_equal_job_waits_for_is_not_overlooked_by_who_begins_it() -> None:
    ran.clear()
    with transaction.atomic():
        jobs.enqueue(note, number=1, only_one="note")
    with transaction.atomic():
        jobs.enqueue(note, number=1, only_one="note")
        began: list[bool] = []
        together(lambda: began.append(jobs.run_next(worker="other")))
        assert began == [False]  # our change is not there yet: beginning now would miss it
    assert jobs.run_next() and ran == [1]


def test_each_part_is_claimed_once_and_in_the_order_of_its_conversation() -> None:
    leo, door = a_member(), a_door()
    for number in range(4):
        hears(door, "hola", author=f"p{number}")
    for case in Case.objects.all():
        for number in range(6):
            words = replying.Words(text=str(number), key=f"{case.pk}.{number}", by=leo, parts=[("x", 0)])
            replying.reply(case, words)
    left: list[tuple[int, int]] = []

    def send(worker: str) -> None:
        while (part := delivering.claim()) is not None:
            left.append((part.message.conversation_id, part.pk))
            delivering.note_sent(part, external_id=f"out{part.pk}", at=None)

    together(*(lambda worker=worker: send(worker) for worker in WORKERS))
    while (part := delivering.claim()) is not None:
        left.append((part.message.conversation_id, part.pk))
        delivering.note_sent(part, external_id=f"out{part.pk}", at=None)
    assert len(left) == len(set(left)) == 24
    for conversation in {conversation for conversation, _ in left}:
        mine = [part for where, part in left if where == conversation]
        assert mine == sorted(mine)
