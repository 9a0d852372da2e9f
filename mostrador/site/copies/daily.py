"""Sees to it that a proven copy of the last day lies on the shelf, as long as the house is open."""

import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import datetime, timedelta

from mostrador.kit import chosen, clock
from mostrador.site.copies import shelf

LOOK_SECONDS = 60.0
FIRST_AFTER = timedelta(hours=1)  # a house that never made one has other things to do at first
AGAIN_AFTER = timedelta(hours=1)
NICE = 10
log = logging.getLogger(__name__)


def keep_until_stopped(stopping: threading.Event) -> None:
    """Copy the house whenever the last proven copy is older than MOSTRADOR_BACKUP_HOURS (24; 0: never)."""
    opened_at = clock.now()
    while not stopping.wait(LOOK_SECONDS):
        if due(opened_at):
            _copy(stopping)


def due(opened_at: datetime) -> bool:
    every: timedelta = chosen.read("MOSTRADOR_BACKUP_HOURS")
    last, now = shelf.last(), clock.now()
    if not every:
        return False
    if last.tried_at and last.why and _within(AGAIN_AFTER, datetime.fromisoformat(last.tried_at), now):
        return False
    if last.age_seconds is None:
        return not _within(FIRST_AFTER, opened_at, now)
    return timedelta(seconds=last.age_seconds) > every


def _within(span: timedelta, since: datetime, now: datetime) -> bool:
    """What is yet to come was dated by a clock that was ahead: nobody waits for it."""
    return timedelta(0) <= now - since <= span


def _copy(stopping: threading.Event) -> None:
    """In a process of its own, and a patient one: what it costs is not taken from who waits for an answer."""
    command = [sys.executable, "-m", "mostrador.site.cli", "backup", "--json"]
    copying = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603  (our own command)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, copying.pid, NICE)
    threading.Thread(target=_end_with, args=(copying, stopping), daemon=True).start()
    _, said = copying.communicate()
    if copying.returncode and not stopping.is_set():
        log.warning("The house was not copied: %s", said.strip())


def _end_with(copying: "subprocess.Popen[str]", stopping: threading.Event) -> None:
    while copying.poll() is None:
        if stopping.wait(0.5):
            copying.terminate()
            return
