"""The threads that keep the house going beside the edge: opening, sending, jobs, clocks, listening."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from mostrador.doors import holding, ingest, lanes
from mostrador.inbox import clocks, delivering
from mostrador.journeys import fetching, inbound, learning
from mostrador.journeys.alarming import Alarm
from mostrador.journeys.covering import Relief
from mostrador.journeys.listening import Ears
from mostrador.journeys.reconsidering import Reconsidering
from mostrador.journeys.sending import Senders
from mostrador.journeys.turns import Turns
from mostrador.journeys.watching import Watch
from mostrador.kit import jobs, wake
from mostrador.site.copies import daily
from mostrador.site.stepping import Steps

log = logging.getLogger(__name__)

FETCHERS = 2
SLOW = (jobs.name_of(fetching.fetch), jobs.name_of(learning.learn_now))  # the others must not stand behind them
TICK_SECONDS = 2.0
REST_SECONDS = 1.0


class Workers:
    """Starts every working thread and stops them again."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def take_over(self) -> None:
        """Free what a process that was killed here still holds: nobody waits a minute for the dead.

        Only where no other process works on this folder.
        """
        lanes.let_all_go()
        jobs.let_all_go()
        delivering.let_all_go()
        holding.let_all_go()

    def start(self) -> None:
        self._run("opening", self._open)
        self._run("jobs", lambda: jobs.work_until(self._stopping, share=jobs.Share(but=SLOW)))
        for number in range(FETCHERS):
            self._run(f"fetching-{number + 1}", lambda: jobs.work_until(self._stopping, share=jobs.Share(only=SLOW)))
        self._run("clocks", self._tick)
        self._run("copying", lambda: daily.keep_until_stopped(self._stopping))
        self._run("listening", Ears(self._stopping).keep_until_stopped)
        self._run("sending", Senders(self._stopping).keep_until_stopped)
        self._run("watching", Watch(self._stopping).keep_until_stopped)
        self._run("reconsidering", Reconsidering(self._stopping).keep_until_stopped)
        self._run("alarming", Alarm(self._stopping).keep_until_stopped)
        self._run("relieving", Relief(self._stopping).keep_until_stopped)

    def stop(self, *, patience_seconds: float = 10.0) -> None:
        """Ask every thread to finish what it has in its hands, and wait for it."""
        self._stopping.set()
        for topic in ("parcels", "parts", "jobs", "connections"):
            wake.heard(topic)
        for thread in self._threads:
            thread.join(patience_seconds)

    def _run(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._again_and_again, args=(name, work), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _again_and_again(self, name: str, work: Callable[[], None]) -> None:
        """A thread that stumbles gets up: the trouble is logged and the work goes on."""
        while not self._stopping.is_set():
            try:
                work()
            except Exception:
                log.exception("The thread “%s” stumbled.", name)
                close_old_connections()
                self._stopping.wait(REST_SECONDS)

    def _open(self) -> None:
        store, bell, turns = ingest.the_writer().store, wake.Bell("parcels"), Turns()
        inbound.get_ready()
        while not self._stopping.is_set():
            # Whatever came meanwhile has rung the bell: to look once more would cost each lone message a look.
            inbound.open_news(store, turns=turns)
            if not turns.anybody_behind:
                bell.wait(0.5)
        lanes.let_go()

    def _tick(self) -> None:
        steps = Steps()
        while not self._stopping.wait(TICK_SECONDS):
            steps.mind()
            clocks.tick()
