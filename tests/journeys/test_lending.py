"""Whoever waits for a platform, or for work, has given the database connection back: pages need one of the few."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connection

from mostrador.doors import opening
from mostrador.inbox import replying
from mostrador.inbox.models import Case, Message
from mostrador.journeys.sending import Senders
from tests.cast import SECRET, a_member, hears
from tests.counter import until
from tests.simulators.receiver import Receiver

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
DOORS, ANSWERS = 10, 3  # more threads than the pool has connections


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[Receiver], threading.Event]]:
    """Programs that take every call and say nothing until the event."""
    go_on = threading.Event()
    with ExitStack() as open_ones:
        programs = [open_ones.enter_context(Receiver(SECRET)) for _one in range(DOORS)]
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", ",".join(one.host for one in programs))
        for one in programs:
            one.hang_until = go_on
        open_ones.callback(go_on.set)  # before they close, whatever happened
        yield programs, go_on


def lent() -> int:
    """Return how many connections of the pool are in somebody's hands, this thread's among them."""
    told = connection.pool.get_stats()  # type: ignore[attr-defined]  # PostgreSQL's has one
    return int(told["pool_size"] - told["pool_available"])


def test_thirty_threads_that_wait_for_hanging_platforms_hold_none(
    hanging: tuple[list[Receiver], threading.Event],
) -> None:
    programs, go_on = hanging
    a_member()
    for number, program in enumerate(programs):
        values = {"secret": SECRET, "deliver_url": program.url}
        door = opening.open_connection("webhook", name=f"Programa {number}", values=values).doors.get()
        for author in range(ANSWERS):
            heard = hears(door, "¿Tenéis godello?", author=f"{number}.{author}")
            assert heard is not None and heard.case is not None
            case = Case.objects.select_related("conversation").get(pk=heard.case.pk)
            replying.reply(case, replying.Words(text="Sí.", key=f"{number}.{author}", by=None, parts=[("Sí.", 0)]))
    stopping = threading.Event()
    senders = threading.Thread(target=Senders(stopping).keep_until_stopped)
    senders.start()
    try:
        until(lambda: sum(len(one.calls) for one in programs) == DOORS * ANSWERS, 30)
        until(lambda: lent() <= 2, 5, told=lent)  # this thread's, and whoever looks just now
        go_on.set()
        until(lambda: not Message.objects.filter(direction="out", state="queued").exists(), 30)
    finally:
        go_on.set()
        stopping.set()
        senders.join(20)
