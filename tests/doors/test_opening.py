"""Connections: what a person closed stays closed, and trouble is always in sight."""

import pytest

from mostrador.doors import opening
from mostrador.doors.models import Connection
from mostrador.kit.models import Event
from tests.cast import a_connection

pytestmark = pytest.mark.django_db


def test_whoever_still_listens_does_not_open_again_what_was_closed() -> None:
    held = a_connection()
    opening.close(Connection.objects.get(), why="", by=None)
    opening.note_trouble(held, why="The mailbox does not answer.")
    opening.note_trouble(held, why="Sign in again.", state=Connection.State.NEEDS_SIGN_IN)
    opening.note_well(held)
    assert Connection.objects.get().state == Connection.State.CLOSED


def test_the_same_trouble_is_told_again_after_it_was_mended() -> None:
    held = a_connection()
    opening.note_trouble(held, why="The mailbox does not answer.")
    opening.note_well(Connection.objects.get())
    opening.note_trouble(held, why="The mailbox does not answer.")
    connection = Connection.objects.get()
    assert connection.note == "The mailbox does not answer." and connection.troubled_since is not None


@pytest.mark.django_db(transaction=True)
def test_an_ear_without_a_transaction_of_its_own_writes_down_both_what_is_wrong_and_its_fact() -> None:
    held = a_connection()
    opening.note_trouble(held, why="The mailbox does not answer.")
    assert Connection.objects.get().troubled_since is not None
    assert Event.objects.filter(name="ConnectionChanged").count() == 1
