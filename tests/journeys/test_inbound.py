"""A parcel becomes something that a named person owes an answer to."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.finding import channel
from mostrador.doors.models import Connection, Lane, Quarantined
from mostrador.doors.parcels import ParcelStore, pack
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.journeys import inbound
from mostrador.journeys.turns import AT_ONCE, FEW, Turns
from mostrador.kit import clock
from mostrador.kit.models import Event
from tests.cast import a_connection, a_member

pytestmark = pytest.mark.django_db


class Post:
    """Puts deliveries of one plain door on disk, as the edge does, and lets the house open them."""

    def __init__(self, folder: Path, connection: Connection) -> None:
        self.store, self.connection = ParcelStore(folder / "parcels.sqlite3"), connection

    def brings(self, *elements: object) -> None:
        body = json.dumps(list(elements)).encode()
        parcel = Parcel(body=body, received_at=clock.now())
        pieces = channel("webhook").split(parcel)
        self.store.write([pack(self.connection.pk, parcel, pieces)])

    def opens(self) -> None:
        while inbound.open_news(self.store):
            pass


@pytest.fixture
def post(tmp_path: Path) -> Post:
    a_member()
    return Post(tmp_path, a_connection())


def said(text: str, *, id: str, who: str = "lucia", **more: object) -> dict[str, object]:
    return {"id": id, "from": {"id": who, "name": who.title()}, "text": text, **more}


def test_a_delivery_becomes_a_known_person_with_an_asunto_and_a_promise(post: Post) -> None:
    post.brings(said("¿A cuánto está el godello?", id="1"))
    post.opens()
    case = Case.objects.get()
    assert case.person.name == "Lucia" and case.kind == "price_availability"
    assert case.state == Case.State.WAITING_US and case.due_at is not None and case.owner is not None


def test_what_the_plan_decided_by_stays_with_the_message(post: Post) -> None:
    post.brings(said("Quiero hablar con el encargado, esto es una vergüenza", id="1"), said("vale, gracias", id="2"))
    post.opens()
    asks, nods = Message.objects.order_by("pk")
    assert (asks.line, asks.needs_answer, asks.asks_for_manager) == ("L02", True, True)
    assert (nods.needs_answer, nods.asks_for_manager, nods.abuse) == (False, False, False)
    assert {asks.tone, nods.tone} <= {"neg", "neu", "pos"} and nods.line


def test_a_thousand_with_duplicates_and_disorder_are_each_shown_once_in_order(post: Post) -> None:
    people = [f"p{number}" for number in range(40)]
    sent = [
        said(f"mensaje {number}", id=str(number), who=people[number % 40],
             sent_at=f"2026-05-14T10:{number // 60:02}:{number % 60:02}Z")
        for number in range(800)
    ]  # fmt: skip
    shuffled = sent[::-1] + sent[::4]
    for start in range(0, len(shuffled), 50):
        post.brings(*shuffled[start : start + 50])
    post.opens()
    assert Message.objects.count() == 800 and Conversation.objects.count() == 40
    for conversation in Conversation.objects.all():
        shown = [int(message.text.split()[1]) for message in conversation.messages.as_shown()]  # type: ignore[attr-defined]  # the stubs know the plain manager
        assert shown == sorted(shown) and len(shown) == 20


def test_what_cannot_be_understood_is_set_apart_and_stops_nobody(post: Post) -> None:
    post.brings(said("antes", id="1"), {"id": "2", "from": "nadie", "text": 5}, said("después", id="3"))
    post.opens()
    assert {message.text for message in Message.objects.all()} == {"antes", "después"}
    apart = Quarantined.objects.get()
    assert apart.why and Event.objects.filter(name="ParcelQuarantined").count() == 1
    assert Lane.objects.get().opened_upto == 3


def test_opening_again_from_an_old_cursor_changes_nothing(post: Post) -> None:
    post.brings(said("hola", id="1"), said("adiós", id="2"))
    post.opens()
    before = Event.objects.count()
    Lane.objects.update(opened_upto=0)  # an older main file beside newer parcels, as after a restore
    post.opens()
    assert Message.objects.count() == 2 and Event.objects.count() == before


def test_a_parcel_for_a_door_we_do_not_have_waits_in_sight(post: Post) -> None:
    door = post.connection.doors.get()
    door.external_id = "the only one"
    door.save()
    post.connection.doors.create(external_id="another", name="Otra")
    post.brings(said("hola", id="1"))
    post.opens()
    assert "none of our doors" in Quarantined.objects.get().why
    post.connection.doors.exclude(pk=door.pk).delete()
    assert inbound.open_again(Quarantined.objects.get().parcel_id, post.store)
    assert Message.objects.get().text == "hola" and Quarantined.objects.get().mended_at


def test_getting_ready_asks_and_writes_nothing(post: Post) -> None:
    with CaptureQueriesContext(connection) as asked:
        inbound.get_ready()
    assert not asked.captured_queries
    post.brings(said("hola", id="1"))
    post.opens()
    assert Message.objects.get().text == "hola"


def test_two_workers_never_open_the_same_lane(post: Post) -> None:
    from mostrador.doors import lanes

    post.brings(said("hola", id="1"))
    assert lanes.lease(str(post.connection.pk), worker="another machine") is not None
    assert inbound.open_news(post.store) == 0
    lanes.let_go(worker="another machine")
    assert inbound.open_news(post.store) == 1


def test_a_worker_that_was_away_for_too_long_keeps_its_hands_off_the_lane(post: Post) -> None:
    from mostrador.doors import lanes

    post.brings(said("hola", id="1"))
    mine = lanes.lease(str(post.connection.pk))
    assert mine is not None
    Lane.objects.update(leased_by="another machine", opened_upto=7)
    with pytest.raises(lanes.LostLease):
        lanes.advance(mine, upto=1)
    assert Lane.objects.get().opened_upto == 7


def test_a_lane_inside_a_connection_has_its_own_cursor(post: Post) -> None:
    parcel = Parcel(received_at=clock.now())
    pieces = [Piece(key=str(n), body=json.dumps(said("hola", id=str(n))).encode(), lane=f"l{n % 2}") for n in range(4)]
    post.store.write([pack(post.connection.pk, parcel, pieces)])
    post.opens()
    assert Lane.objects.count() == 2 and Message.objects.count() == 4


def test_a_lane_that_cannot_be_opened_keeps_no_other_waiting(post: Post) -> None:
    """Such as one of a connection that was opened after the copy of the main file that was brought back."""
    unknown = Post(post.store.path.parent, Connection(pk=post.connection.pk + 1))
    unknown.brings(said("de una puerta de ayer", id="1"))
    post.brings(said("a mí sí", id="2"))
    assert inbound.open_news(post.store) == 1
    assert Message.objects.get().text == "a mí sí"
    with pytest.raises(KeyError):
        inbound.open_news(post.store)


def test_a_flood_is_opened_in_short_turns_while_somebody_else_comes_and_goes(post: Post) -> None:
    turns, parcel = Turns(), Parcel(received_at=clock.now())

    def bring(lane: str, first: int, count: int) -> None:
        said_all = [json.dumps(said("hola", id=f"{lane}{n}")).encode() for n in range(first, first + count)]
        pieces = [Piece(key=f"{lane}{n}", body=body, lane=lane) for n, body in enumerate(said_all, first)]
        post.store.write([pack(post.connection.pk, parcel, pieces)])

    bring("flood", 0, 40)
    assert inbound.open_news(post.store, turns=turns) == AT_ONCE and turns.anybody_behind
    bring("eva", 0, 1)
    assert inbound.open_news(post.store, turns=turns) == FEW + 1  # she came first
    assert inbound.open_news(post.store, turns=turns) == FEW
    while inbound.open_news(post.store, turns=turns):
        pass
    assert not turns.anybody_behind and Message.objects.count() == 41
