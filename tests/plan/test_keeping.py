"""The plan in force: the shop's file, read again when it changes, and never lost to a mistake in it."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mostrador.plan import keeping


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    return tmp_path


def write(folder, text):
    """Write the plan as an editor does, with another time than before whatever the file system's grain."""
    path = folder / keeping.FILE
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def forget():
    """Do what a restart does: forget what this process had read."""
    keeping._kept = None


def test_without_a_file_the_plan_of_the_first_day_is_in_force(folder):
    assert keeping.current().id == "primer-plan"
    assert keeping.trouble() is None


def test_the_first_plan_is_written_once_and_never_over_the_shops_own(folder, vidriera_text):
    path = keeping.write_first(folder)
    assert path.read_bytes() == keeping.FIRST.read_bytes()
    write(folder, vidriera_text)
    keeping.write_first(folder)
    assert keeping.current().id == "vinos-la-vidriera"


def test_the_same_plan_is_not_read_twice(folder, vidriera_text):
    write(folder, vidriera_text)
    assert keeping.current() is keeping.current()


def test_a_changed_plan_is_in_force_at_once(folder, vidriera_text):
    write(folder, vidriera_text)
    before = keeping.current()
    write(folder, vidriera_text.replace("refund: 30,", "refund: 31,"))
    assert keeping.current().authority["tienda"].limits["refund"] == 3100
    assert keeping.current().hash != before.hash


def test_a_wrong_plan_changes_nothing_and_tells(folder, vidriera_text):
    write(folder, vidriera_text)
    before = keeping.current()
    write(folder, vidriera_text.replace("plan: 1", "plan: 7"))
    assert keeping.current() is before
    assert str(keeping.trouble()).startswith("plan.yaml:1: ")
    write(folder, vidriera_text)
    assert keeping.trouble() is None


def test_a_wrong_plan_does_not_fall_back_to_the_first_days_limits_over_a_restart(folder, vidriera_text):
    write(folder, vidriera_text)
    keeping.current()
    write(folder, "plan: [")
    forget()
    assert keeping.current().id == "vinos-la-vidriera"
    assert "never closed" in str(keeping.trouble())


def test_a_plan_that_was_removed_stays_in_force(folder, vidriera_text):
    write(folder, vidriera_text)
    keeping.current()
    (folder / keeping.FILE).unlink()
    assert keeping.current().id == "vinos-la-vidriera"


def test_a_folder_where_the_plan_should_be_is_told(folder):
    (folder / keeping.FILE).mkdir()
    assert keeping.current().id == "primer-plan"
    assert "cannot be read" in str(keeping.trouble())


def test_two_houses_do_not_share_a_plan(folder, vidriera_text, monkeypatch, tmp_path):
    write(folder, vidriera_text)
    assert keeping.current().id == "vinos-la-vidriera"
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path / "other"))
    assert keeping.current().id == "primer-plan"


def test_threads_see_one_good_plan_or_the_other_while_it_is_being_changed(folder, vidriera_text):
    write(folder, vidriera_text)
    keeping.current()
    stop = threading.Event()

    def look():
        seen = set()
        while not stop.is_set():
            seen.add(keeping.current().authority["tienda"].limits["refund"])
        return seen

    with ThreadPoolExecutor(4) as pool:
        watching = [pool.submit(look) for _ in range(4)]
        for text in ("plan: [", vidriera_text.replace("refund: 30,", "refund: 31,"), "", vidriera_text):
            write(folder, text)
            keeping.current()
        stop.set()
        assert set().union(*(one.result() for one in watching)) <= {3000, 3100}


def test_a_plan_that_was_good_outlives_a_stricter_check(folder, vidriera_text):
    write(folder, vidriera_text)
    keeping.current()
    # As if it had come into force under a version that did not look for this yet.
    (folder / keeping.IN_FORCE).write_text(vidriera_text.replace("reply: saludo", "reply: ya_no"), encoding="utf-8")
    write(folder, "plan: [")
    forget()
    assert keeping.current().id == "vinos-la-vidriera"


def test_where_no_copy_can_be_kept_the_plan_is_read_all_the_same(folder, vidriera_text):
    (folder / f".{keeping.IN_FORCE}.{os.getpid()}").mkdir()  # neither written over nor taken away
    write(folder, vidriera_text)
    assert keeping.current().id != "primer-plan" and keeping.trouble() is None
    assert not (folder / keeping.IN_FORCE).exists()
