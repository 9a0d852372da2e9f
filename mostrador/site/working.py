"""The threads that keep the house going beside the edge: opening, sending, jobs, clocks, listening."""

import threading

from mostrador.doors import holding, ingest, lanes
from mostrador.inbox import clocks, delivering
from mostrador.journeys import fetching, inbound, learning
from mostrador.journeys.covering import Relief
from mostrador.journeys.listening import Ears
from mostrador.journeys.reconsidering import Reconsidering
from mostrador.journeys.sending import Senders
from mostrador.journeys.turns import Turns
from mostrador.kit import jobs, wake
from mostrador.site.copies import daily
from mostrador.site.stepping import Steps
from mostrador.site.threads import Threads

FETCHERS = 2
SLOW = (jobs.name_of(fetching.fetch), jobs.name_of(learning.learn_now))  # the others must not stand behind them
TICK_SECONDS = 2.0


class Workers:
    """Starts every working thread and stops them again."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._threads = Threads(self._stopping)

    def take_over(self) -> None:
        """Free what a process that was killed here still holds: nobody waits a minute for the dead.

        Only where no other process works on this folder.
        """
        lanes.let_all_go()
        jobs.let_all_go()
        delivering.let_all_go()
        holding.let_all_go()

    def start(self) -> None:
        run = self._threads.run
        run("opening", self._open)
        run("jobs", lambda: jobs.work_until(self._stopping, share=jobs.Share(but=SLOW)))
        for number in range(FETCHERS):
            run(f"fetching-{number + 1}", lambda: jobs.work_until(self._stopping, share=jobs.Share(only=SLOW)))
        run("clocks", self._tick)
        run("copying", lambda: daily.keep_until_stopped(self._stopping))
        run("listening", Ears(self._stopping).keep_until_stopped)
        run("sending", Senders(self._stopping).keep_until_stopped)
        run("reconsidering", Reconsidering(self._stopping).keep_until_stopped)
        run("relieving", Relief(self._stopping).keep_until_stopped)

    def stop(self, *, patience_seconds: float = 10.0) -> None:
        """Ask every thread to finish what it has in its hands, and wait for it."""
        self._stopping.set()
        for topic in ("parcels", "parts", "jobs", "connections"):
            wake.heard(topic)
        self._threads.join(patience_seconds)

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
