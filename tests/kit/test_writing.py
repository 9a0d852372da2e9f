"""The fair line before every write: whoever comes first writes first, in a transaction or not."""

import threading

import pytest
from django.db import connection, transaction

from mostrador.kit import clock, writing
from mostrador.kit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_write_on_its_own_waits_in_the_same_line_as_transactions() -> None:
    Event.objects.create(name="Before", at=clock.now())
    began, enough = threading.Event(), threading.Event()

    def holds_the_pen() -> None:
        with transaction.atomic():
            Event.objects.create(name="Within", at=clock.now())
            began.set()
            enough.wait(10)
        connection.close()

    other = threading.Thread(target=holds_the_pen)
    other.start()
    assert began.wait(10)
    threading.Timer(0.1, enough.set).start()
    # SQLite's own patience would give up, or starve behind a busy line.
    assert Event.objects.filter(name="Before").update(name="After") == 1
    other.join()
    assert set(Event.objects.values_list("name", flat=True)) == {"After", "Within"}


def test_a_write_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENCE_SECONDS", 0.2)
    for _ in range(2):
        with pytest.raises(Exception, match="no such table"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM nowhere")
    with transaction.atomic():
        Event.objects.create(name="Now", at=clock.now())
    assert Event.objects.count() == 1
