"""A database that was away is used again as soon as it is back, however long it was."""

import threading
import time

import pytest
from django.db import DatabaseError, connection

from tests.servers.postgres import Postgres

AWAY_SECONDS = 8.0
BACK_SECONDS = 4.0

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_who_asks_is_answered_within_seconds_of_its_return(server_to_end: Postgres) -> None:
    over, answered = threading.Event(), threading.Event()

    def ask_again_and_again() -> None:
        while not over.is_set():
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
                answered.set()
            except DatabaseError:
                pass
            connection.close()
            over.wait(0.1)

    asking = threading.Thread(target=ask_again_and_again)
    asking.start()
    assert answered.wait(10)
    server_to_end.stop("immediate")
    try:
        time.sleep(AWAY_SECONDS)
        answered.clear()
    finally:
        server_to_end.start()
    came_back = answered.wait(BACK_SECONDS)
    over.set()
    asking.join()
    assert came_back
