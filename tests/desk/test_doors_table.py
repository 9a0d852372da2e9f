"""The table of Puertas: who waits there, how long, and what was promised to them."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client
from django.utils import translation

from mostrador.accounts.models import Member
from mostrador.desk import door_rows
from mostrador.desk.surroundings import Surroundings
from mostrador.doors.models import Door
from mostrador.inbox.models import Conversation
from mostrador.kit import saying
from mostrador.plan import deciding, keeping
from tests import cast
from tests.desk.conftest import SignedIn

NOON = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)


def test_who_waits_too_long_is_counted_apart(ana: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "hola", author="lucia")  # fifteen minutes to answer
        clockwork.shift(timedelta(minutes=20))
        cast.hears(door, "hola", author="pablo")
        assert "1 tarde · 1 espera" in page_of(enters(ana))


def test_a_door_where_one_writes_in_public_shows_its_own_clock(ana: Member, door: Door) -> None:
    cast.hears(door, "¿Y los envíos?")
    plan = keeping.current()
    clocks = {
        public: deciding.clock(plan, deciding.Facts(channel="webhook", door_name=door.name, public=public)).first
        for public in (False, True)
    }
    for public, first in clocks.items():
        Conversation.objects.update(public=public)
        (row,) = door_rows.all_doors(Surroundings(member=ana))
        assert row["answers_in"] == saying.lasting(first)


def test_an_open_door_is_open_and_not_to_be_opened(ana: Member, door: Door) -> None:
    with translation.override("es"):
        assert door_rows.state_words(door.connection, Surroundings(member=ana)) == "Abierta"


def page_of(desk: Client) -> str:
    return desk.get("/doors/").content.decode()
