"""Jobs: rows with a lease, tried again with growing pauses, and kept in sight when they die."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet

from mostrador.kit import appointments, badge, clock, counting, failpoints, insisting, lending, wake
from mostrador.kit.egress import Foreseen
from mostrador.kit.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
PAUSES_SECONDS = (5, 30, 120, 600, 1800, 3600, 7200, 14400)

Work = TypeVar("Work", bound=Callable[..., None])
_works: dict[str, Callable[..., None]] = {}
_names: dict[Callable[..., None], str] = {}
_last_words: dict[str, Callable[..., None]] = {}


def job(work: Work) -> Work:
    """Register a function as a job under its room, module and name. Its arguments must survive JSON."""
    name = f"{work.__module__.removeprefix('mostrador.')}.{work.__name__}"
    _works[name], _names[work] = work, name
    return work


def when_dead(work: Callable[..., None]) -> Callable[[Work], Work]:
    """Register what is said once a job of that work has died: called with its arguments and `why`."""

    def register(last_words: Work) -> Work:
        _last_words[_names[work]] = last_words
        return last_words

    return register


def enqueue(
    work: Callable[..., None], *, at: datetime | None = None, only_one: str | None = None, **arguments: Any
) -> None:
    """Write the job in the current transaction. With `only_one`, an equal job that still waits is enough."""
    row = Job(name=_names[work], arguments=arguments, run_at=at or clock.now(), only_one=only_one)
    if only_one is None:
        row.save(force_insert=True)
    else:
        _insert_once(row)
    transaction.on_commit(_tap)


@dataclass(frozen=True)
class Share:
    """Which jobs a thread looks after: `only` those of these names where some are told, and none of `but`."""

    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def waiting(self) -> QuerySet[Job]:
        found = Job.objects.filter(died_at=None)
        if self.only:
            found = found.filter(name__in=self.only)
        return found.exclude(name__in=self.but) if self.but else found


ALL = Share()


def name_of(work: Callable[..., None]) -> str:
    return _names[work]


def run_next(*, worker: str = "", share: Share = ALL) -> bool:
    """Claim the oldest job that is ready and do it; return False when there is none."""
    found = _claim(worker or badge.mine(), share)
    if found is None:
        return False
    failpoints.reached("jobs.claimed")
    try:
        _work(found.name)(**found.arguments)
    except Exception as error:  # whatever went wrong, the job must neither vanish nor stop the others
        _log(found, error)
        counting.job(done=False)
        what = error  # Python forgets the other name
        insisting.until_written(lambda: _put_back(found, what))
    else:
        failpoints.reached("jobs.done")
        counting.job(done=True)
        insisting.until_written(_held(found).delete)
        failpoints.reached("jobs.deleted")
    return True


def _work(name: str) -> Callable[..., None]:
    """Return the work of that name. A process that just began has not met every room's jobs yet."""
    if name not in _works:
        import_module(f"mostrador.{name.rpartition('.')[0]}")
    return _works[name]


def given_up() -> int:
    """Return how many jobs died and wait for somebody to look."""
    return Job.objects.exclude(died_at=None).count()


def ready_since() -> datetime | None:
    """Return since when the oldest job is ready that nobody does; None when none is."""
    now = clock.now()
    free = Job.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), died_at=None, run_at__lte=now)
    return free.order_by("run_at").values_list("run_at", flat=True).first()


def revive(dead: Job) -> None:
    """Let a dead job start over."""
    Job.objects.filter(pk=dead.pk).update(died_at=None, tries=0, run_at=clock.now(), leased_until=None)
    wake.up("jobs")


def do_now(work: Callable[..., None]) -> None:
    """Do every waiting job of that work here. Only where no worker is alive."""
    for waiting in Job.objects.filter(name=_names[work], died_at=None).order_by("pk"):
        work(**waiting.arguments)
        waiting.delete()


def hold(work: Callable[..., None], *, why: str) -> int:
    """Set apart every job of that work, as if it had died: a person looks and decides. Return how many."""
    waiting = Job.objects.filter(name=_names[work], died_at=None)
    return waiting.update(died_at=clock.now(), leased_until=None, only_one=None, why=why)


def let_all_go() -> None:
    """Free the jobs of workers that died in the middle: only for who knows that no other one is alive."""
    # Like a retry, they let go of `only_one`: the same work may have been wished for anew while they ran.
    Job.objects.exclude(leased_until=None).update(leased_until=None, only_one=None)


def set_back(by: timedelta) -> None:
    """Move what waits for a later moment: the clock was set back."""
    appointments.set_back(Job.objects.all(), by, "run_at", "leased_until")


def work_until(stopping: threading.Event, *, share: Share = ALL) -> None:
    """Do jobs as they become ready, until told to stop."""
    bell = wake.Bell("jobs")
    while not stopping.is_set():
        if not run_next(share=share):
            lending.give_back()
            bell.wait(_pause(share))
    bell.close()


def _claim(worker: str, share: Share) -> Job | None:
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    ready = share.waiting().filter(free, run_at__lte=now).order_by("run_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():  # what others are claiming, or wishing for anew, is passed over
            return _take(ready.select_for_update(skip_locked=True).first(), free, now, worker)
    while found := ready.first():
        if mine := _take(found, free, now, worker):
            return mine
    return None


def _take(found: Job | None, free: Q, now: datetime, worker: str) -> Job | None:
    if found is None:
        return None
    # Another worker may have seen the same row: whoever changes it first has it.
    mine = Job.objects.filter(free, pk=found.pk, died_at=None).update(
        leased_until=now + LEASE, leased_by=worker, tries=F("tries") + 1
    )
    found.tries += 1
    return found if mine else None


def _log(failed: Job, error: Exception) -> None:
    if isinstance(error, Foreseen):  # a server that sleeps is one line: a traceback would point at nothing to mend
        why = f"{type(error).__name__}: {error}".replace("\n", " ")[:300]
        log.warning("job=%s id=%s try=%s failed: %s", failed.name, failed.pk, failed.tries, why)
    else:
        log.exception("job=%s id=%s try=%s failed", failed.name, failed.pk, failed.tries)


def _put_back(failed: Job, error: Exception) -> None:
    why = f"{type(error).__name__}: {error}"[:2000]
    again = _held(failed)
    if failed.tries > len(PAUSES_SECONDS):
        again.update(died_at=clock.now(), leased_until=None, why=why)
        if failed.name in _last_words:
            _last_words[failed.name](**failed.arguments, why=why)
        return
    pause = timedelta(seconds=PAUSES_SECONDS[failed.tries - 1])
    # It lets go of `only_one`: a newer wish for the same work may stand beside a retry.
    again.update(run_at=clock.now() + pause, leased_until=None, only_one=None, why=why)


def _held(job: Job) -> QuerySet[Job]:
    """Return the job if it is still in the hands that claimed it: after its lease another worker may have it."""
    return Job.objects.filter(pk=job.pk, tries=job.tries)


@transaction.atomic
def _insert_once(row: Job) -> None:
    """Write it unless an equal one waits; that one is held, so that nobody begins it before our change is there."""
    while not _one_waits(row):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue  # somebody else was quicker: one is enough, unless it has begun meanwhile
        return


def _one_waits(row: Job) -> bool:
    equal = Job.objects.filter(only_one=row.only_one, died_at=None, leased_until=None)
    waiting = equal.select_for_update().first()
    if waiting is not None and waiting.run_at > row.run_at:
        equal.update(run_at=row.run_at)
    return waiting is not None


def _pause(share: Share) -> float:
    soonest = share.waiting().filter(leased_until=None).order_by("run_at").values_list("run_at").first()
    if soonest is None:
        return 5.0
    return min(5.0, max(0.02, (soonest[0] - clock.now()).total_seconds()))


def _tap() -> None:
    wake.up("jobs")
