"""What leaves, leaves by its own door's line: a door that hangs, fails or asks for patience stops only itself."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
import time_machine

from mostrador.doors import holding, opening
from mostrador.doors.models import Connection, Door, WayOut
from mostrador.inbox import delivering, replying
from mostrador.inbox.models import Attachment, Case, Message, Part
from mostrador.journeys.delivering import deliver_next
from mostrador.journeys.settling import give_up_late
from mostrador.kit import clock
from tests.cast import SECRET, a_member, hears
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Fault, Said


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Receiver]]:
    """Four programs of four shops, each behind a plain door of its own."""
    with ExitStack() as open_ones:
        made = [open_ones.enter_context(Receiver(SECRET)) for _one in range(4)]
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", ",".join(one.host for one in made))
        yield made


@pytest.fixture
def program(programs: list[Receiver]) -> Receiver:
    return programs[0]


def a_door_to(program: Receiver, name: str = "Programa") -> Door:
    values = {"secret": SECRET, "deliver_url": program.url}
    return opening.open_connection("webhook", name=name, values=values).doors.get()


def answered(door: Door, author: str, *texts: str) -> list[Message]:
    """Let somebody write there and be answered, in one conversation."""
    heard = hears(door, "¿Tenéis godello?", author=author)
    assert heard is not None and heard.case is not None
    case = Case.objects.select_related("conversation").get(pk=heard.case.pk)
    return [replying.reply(case, _words(f"{author}.{text}", text)) for text in texts]


def _words(key: str, text: str) -> replying.Words:
    return replying.Words(text=text, key=key, by=None, parts=[(text, 0)])


def at_once() -> None:
    Part.objects.filter(state="queued").update(next_try_at=clock.now())


def way(door: Door) -> WayOut:
    return WayOut.objects.get(pk=door.connection_id)


class TestOneDoor:
    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _team(self) -> None:
        a_member()

    def test_that_fails_again_and_again_is_held_back_and_says_until_when(self, program: Receiver) -> None:
        door = a_door_to(program)
        program.fail(Fault(answer=Said(500), times=99))
        for number in range(holding.FAILURES_IN_A_ROW):
            assert not holding.held([door.connection_id])
            answered(door, f"persona-{number}", "Sale hoy.")
            assert deliver_next()
        held = holding.held([door.connection_id])[door.connection_id]
        assert held.failures == holding.FAILURES_IN_A_ROW <= 10
        assert held.held_until and held.held_until > clock.now() + timedelta(seconds=20)
        assert "did not take it" in held.why

    def test_that_takes_one_again_is_free(self, program: Receiver) -> None:
        door = a_door_to(program)
        program.fail(Fault(answer=Said(503), times=2))
        answered(door, "lucia", "Sale hoy.")
        for _try in range(3):
            deliver_next()
            at_once()
        assert [shown["text"] for shown in program.shown] == ["Sale hoy."]
        assert (way(door).failures, way(door).why, way(door).held_until) == (0, "", None)

    def test_that_asks_for_patience_gets_it_in_every_conversation(self, program: Receiver) -> None:
        door = a_door_to(program)
        program.fail(Fault(answer=Said(429, headers={"Retry-After": "40"})))
        answered(door, "lucia", "Sale hoy.")
        answered(door, "marco", "También.")
        deliver_next()
        held_until = way(door).held_until
        assert held_until and timedelta(seconds=38) < held_until - clock.now() <= timedelta(seconds=40)
        assert abs(Part.objects.get(message__text="Sale hoy.").next_try_at - held_until) < timedelta(seconds=1)  # type: ignore[operator]  # it is set: the test says so
        assert not holding.lease(door.connection_id) or holding.is_held(way(door), clock.now())

    def test_of_which_one_conversation_is_refused_is_not_held(self, program: Receiver) -> None:
        door = a_door_to(program)
        program.fail(Fault(answer=Said(403), times=99))
        for number in range(12):
            answered(door, f"persona-{number}", "Sale hoy.")
            deliver_next()
        assert not holding.held([door.connection_id])
        assert set(Message.objects.filter(direction="out").values_list("state", flat=True)) == {"failed"}

    def test_that_was_mended_may_try_at_once_but_not_against_what_it_asked(self, program: Receiver) -> None:
        door = a_door_to(program)
        for _failure in range(6):
            holding.note_failure(door.connection_id, why="It hangs.")
        opening.change(door.connection, name="Programa", values={"deliver_url": program.url}, by=None)
        assert not holding.held([door.connection_id])
        holding.note_well(door.connection_id)
        for _failure in range(6):
            holding.note_failure(door.connection_id, why="Patience.", after=90)
        holding.let_try(door.connection_id)
        holding.note_well(door.connection_id)  # of a call that was on the line before
        assert holding.held([door.connection_id])

    def test_silent_for_a_day_gives_the_words_back_to_a_person(self, program: Receiver) -> None:
        door = a_door_to(program)
        program.fail(Fault(answer=Said(502), times=99))
        with time_machine.travel(clock.now(), tick=False) as traveller:
            [message] = answered(door, "lucia", "Sale hoy.")
            tries = 0
            while (part := Part.objects.get()).state == "queued":
                traveller.move_to(part.next_try_at)  # type: ignore[arg-type]  # a held part has its time
                tries += deliver_next()
            message.refresh_from_db()
            lasted = clock.now() - message.received_at
        assert message.state == "failed" and timedelta(hours=23) < lasted <= timedelta(hours=25) and tries > 20
        case = Case.objects.get()
        assert case.state == Case.State.WAITING_US and case.due_at

    def test_held_for_a_day_gives_back_even_what_was_never_tried(self, program: Receiver) -> None:
        door = a_door_to(program)
        with time_machine.travel(clock.now(), tick=False) as traveller:
            [message] = answered(door, "lucia", "Sale hoy.")
            traveller.shift(timedelta(hours=24))
            assert give_up_late() == 0
            traveller.shift(timedelta(minutes=2))
            assert give_up_late() == 1
        message.refresh_from_db()
        assert message.state == "failed" and program.shown == []

    def test_whose_file_is_gone_says_so_and_sends_nothing(self, program: Receiver) -> None:
        door = a_door_to(program)
        [message] = answered(door, "lucia", "Mira la foto.")
        gone = Attachment.objects.create(message=message, key="0" * 40, type="image/png", name="foto.png")
        Part.objects.update(files=[gone.pk])
        deliver_next()
        part = Part.objects.get()
        assert part.state == "failed" and "no longer on our disk" in part.why and program.shown == []


def test_a_line_that_nobody_holds_any_more_may_be_taken(db: None) -> None:
    connection: Connection = opening.open_connection("webhook", name="Programa", values={"secret": SECRET})
    assert holding.lease(connection.pk, worker="one") and not holding.lease(connection.pk, worker="two")
    with time_machine.travel(clock.now() + holding.LEASE + timedelta(seconds=1)):
        assert holding.lease(connection.pk, worker="two")
    holding.let_go(worker="two")
    assert holding.lease(connection.pk, worker="one")


def test_what_is_on_its_way_waits_for_nobody_else(db: None) -> None:
    a_member()
    door = opening.open_connection("webhook", name="Uno", values={"secret": SECRET}).doors.get()
    other = opening.open_connection("webhook", name="Otro", values={"secret": SECRET}).doors.get()
    answered(door, "lucia", "a")
    answered(other, "marco", "b")
    part = delivering.claim([other.pk])
    assert part is not None and part.text == "b"
    assert delivering.claim([other.pk]) is None
