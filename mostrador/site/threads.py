"""Threads that get up again: what stumbles is logged, and goes on."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

REST_SECONDS = 1.0
log = logging.getLogger(__name__)


class Threads:
    """Runs each work in a thread of its own until `stopping` is set."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._threads: list[threading.Thread] = []

    def run(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._again_and_again, args=(name, work), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def join(self, patience_seconds: float) -> None:
        """Wait for each to finish what it has in its hands."""
        for thread in self._threads:
            thread.join(patience_seconds)

    def _again_and_again(self, name: str, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except Exception:
                log.exception("The thread “%s” stumbled.", name)
                close_old_connections()
                self._stopping.wait(REST_SECONDS)
