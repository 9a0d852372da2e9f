"""What the house does for itself: it sweeps what is old, makes room, and never forgets to do it again."""

import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from mostrador.doors import shelves
from mostrador.kit import clock, house, jobs
from mostrador.kit.models import Event, Job
from mostrador.kit.postgres import upkeep
from mostrador.site import upkeeping

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def parcels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, transactional_db: None) -> None:
    """Make the house's parcels and room for its facts; what knows no Django looks into the tests' own database."""
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    if url := house.database_url():
        monkeypatch.setenv("MOSTRADOR_DATABASE_URL", url.replace("/shop?", f"/{connection.settings_dict['NAME']}?"))
    store = shelves.of_the_house()
    store.make_tables()
    store.close()
    if url:
        upkeep.make_room(house.database_url())  # before the first fact, as opening a house does


def test_it_writes_the_next_time_down_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    upkeeping.begin()
    upkeeping.begin()
    assert Job.objects.count() == 1
    monkeypatch.setenv("MOSTRADOR_KEEP_PARCELS_DAYS", "many")  # so that it fails
    assert jobs.run_next()
    waiting = Job.objects.order_by("run_at")
    assert len(waiting) == 2 and "MOSTRADOR_KEEP_PARCELS_DAYS" in waiting[0].why
    monkeypatch.delenv("MOSTRADOR_KEEP_PARCELS_DAYS")
    Job.objects.filter(tries=1).update(run_at=clock.now())
    assert jobs.run_next() and Job.objects.filter(run_at__gt=clock.now() + timedelta(minutes=50)).count() == 1


def test_events_are_kept_for_ever_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    if house.database_url():
        pytest.skip("On PostgreSQL events go by whole ranges of a million.")
    for days in (0, 40, 400):
        Event.objects.create(name=f"Days{days}", at=clock.now() - timedelta(days=days))
    assert upkeeping.sweep()["events"] == 0
    monkeypatch.setenv("MOSTRADOR_KEEP_EVENTS_DAYS", "30")
    assert upkeeping.sweep()["events"] == 2 and Event.objects.get().name == "Days0"


@pytest.mark.postgres
def test_a_range_of_old_events_is_dropped_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    Event.objects.create(name="Old", at=clock.now() - timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('kit_event_id_seq', 1500000)")
    Event.objects.create(name="Young", at=clock.now())
    assert upkeeping.sweep()["events"] == 0
    monkeypatch.setenv("MOSTRADOR_KEEP_EVENTS_DAYS", "30")
    assert upkeeping.sweep()["events"] == 1 and Event.objects.get().name == "Young"


@pytest.mark.postgres
def test_while_a_copy_reads_no_range_is_made_or_dropped_and_nobody_waits_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOSTRADOR_KEEP_EVENTS_DAYS", "30")
    Event.objects.create(name="Old", at=clock.now() - timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('kit_event_id_seq', 7500000)")
    Event.objects.create(name="Young", at=clock.now())
    with psycopg.connect(house.database_url()) as copy:
        copy.execute("LOCK TABLE kit_event IN ACCESS SHARE MODE")
        begun = time.monotonic()
        assert upkeep.make_room(house.database_url()) == 0 and upkeeping.sweep()["events"] == 0
        Event.objects.create(name="Meanwhile", at=clock.now())
        assert time.monotonic() - begun < 9  # an ordinary wait for a lock is ten seconds long
    assert upkeep.make_room(house.database_url()) > 0
    assert upkeeping.sweep()["events"] == 1 and Event.objects.count() == 2
