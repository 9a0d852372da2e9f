"""Each fault of the house becomes a trouble when it is looked at, with the real tables and files beneath."""

import json
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder

from mostrador.doors import holding, ingest
from mostrador.doors.contract import Parcel, Piece
from mostrador.doors.models import Connection, Quarantined, WayOut
from mostrador.inbox.models import Part
from mostrador.journeys import delivering, watching
from mostrador.kit import chosen, clock
from mostrador.kit.models import Job, Trouble
from tests import cast
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Fault, Said

pytestmark = pytest.mark.django_db
LONG = timedelta(seconds=50)


def kinds() -> set[str]:
    watching.look()
    return set(Trouble.objects.filter(ended_at=None).exclude(kind="disk").values_list("kind", flat=True))


def test_a_house_with_nothing_to_do_is_well(folder: Path):
    cast.a_door()
    assert kinds() == set()


def test_a_parcel_that_nobody_opens(folder: Path):
    door, knock = cast.a_door(), Parcel(method="POST", url="", headers={}, body=b"{}", received_at=clock.now() - LONG)
    ingest.accept(door.connection_id, knock, [Piece(key="one", body=b"{}")])
    assert kinds() == {"parcels"}


def test_an_answer_that_nobody_takes(folder: Path):
    door, leo = cast.a_door(deliver_url="https://shop.example/in"), cast.a_member()
    cast.hears(door, "¿Llega hoy?")
    cast.says("Hoy mismo.", by=leo)
    Part.objects.update(next_try_at=clock.now() - LONG)
    assert kinds() == {"parts"}
    for _ in range(holding.FAILURES_IN_A_ROW):
        holding.note_failure(door.connection_id, why="It says 500.")
    assert kinds() == {"parts"}, "not over yet, nor has the door failed for long enough"


def test_one_answer_that_was_tried_in_vain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver(cast.SECRET) as program:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", program.host)
        door = cast.a_door(deliver_url=program.url)
        program.fail(Fault(answer=Said(502), times=2))
        cast.hears(door, "¿Llega hoy?")
        cast.says("Hoy mismo.", by=cast.a_member())
        assert delivering.deliver_next() and kinds() == set(), "it may go well in a moment"
        WayOut.objects.update(failing_since=clock.now() - LONG)
        assert kinds() == {"door"}
        WayOut.objects.update(asked_until=clock.now() + LONG)
        assert kinds() == {"door"}, "not over yet"
        Trouble.objects.update(seen_at=clock.now() - LONG)
        assert kinds() == set(), "the platform itself named the time"


def test_a_platform_that_hung_has_failed_since_it_was_asked(folder: Path) -> None:
    door = cast.a_door()
    holding.note_failure(door.connection_id, why="It says nothing.", since=clock.now() - LONG)
    assert kinds() == set(), "nothing waits for it"
    cast.hears(door, "¿Llega hoy?")
    cast.says("Hoy mismo.", by=cast.a_member())
    Part.objects.update(why="It says nothing.", next_try_at=clock.now() + LONG)
    assert kinds() == {"door"}


def test_a_door_whose_platform_fails_or_wants_a_sign_in(folder: Path):
    failing, signed_out = cast.a_connection("Una"), cast.a_connection("Otra")
    for _ in range(holding.FAILURES_IN_A_ROW):
        holding.note_failure(failing.pk, why="It says 500.")
    failing.way_out.__class__.objects.filter(pk=failing.pk).update(failing_since=clock.now() - LONG)
    Connection.objects.filter(pk=signed_out.pk).update(state="needs_sign_in", note="The token is over.")
    assert kinds() == {"door"}
    assert set(Trouble.objects.filter(kind="door").values_list("about", flat=True)) == {
        str(failing.pk), str(signed_out.pk)
    }  # fmt: skip


def test_work_that_is_behind_and_work_that_was_given_up(folder: Path):
    Job.objects.create(name="a.b.c", run_at=clock.now() - LONG)
    Job.objects.create(name="a.b.d", run_at=clock.now() - LONG, died_at=clock.now())
    assert kinds() == {"jobs", "dead"}


def test_what_was_not_understood(folder: Path):
    Quarantined.objects.create(parcel_id=1, connection=cast.a_connection(), why="no JSON", at=clock.now())
    assert kinds() == {"quarantine"}


def test_a_copy_that_is_too_old_or_damaged(folder: Path):
    MigrationRecorder.Migration.objects.update(applied=clock.now() - timedelta(days=9))
    assert kinds() == {"backup"}
    record = folder / "backup.json"
    record.write_text(json.dumps({"verified_at": clock.now().isoformat(), "why": ""}))
    assert "backup" not in {one.kind for one in watching.look()}
    record.write_text(json.dumps({"verified_at": clock.now().isoformat(), "why": "A file is damaged."}))
    assert kinds() == {"backup"}


def test_a_journal_that_grows(folder: Path):
    with (folder / "mostrador.sqlite3-wal").open("wb") as journal:
        journal.truncate(64 << 20)  # a hole: it takes no room
        assert kinds() == set(), "SQLite leaves it so after folding it in"
        journal.truncate(65 << 20)
    assert kinds() == {"wal"}


def test_a_watch_that_stumbles_says_that_it_sees_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping, begun = threading.Event(), clock.now()
    monkeypatch.setattr(watching, "BLIND_SECONDS", 0.5)
    monkeypatch.setenv("MOSTRADOR_BACKUP_HOURS", "24h")  # in a file it may change while the house is open
    for waited, step, blind in ((0, timedelta(), False), (0, timedelta(hours=2), False), (0.6, timedelta(), True)):
        time.sleep(waited)
        with time_machine.travel(begun + step, tick=False):  # whoever sets the machine's clock blinds nobody
            with pytest.raises(chosen.Unreadable):
                watching.Watch(stopping).keep_until_stopped()
            assert ("watch" in watching.ails()) is blind
    stopping.set()
    watching.Watch(stopping).keep_until_stopped()
    assert "watch" not in watching.ails(), "who no longer watches is not blind"
