"""The house learns from what people said of its messages: now and then, in a process of its own that ends."""

import logging
import subprocess
import sys
from datetime import timedelta

import msgspec
from django.db.models import Exists, OuterRef

from mostrador.inbox.models import Message, Need
from mostrador.kit import clock, jobs
from mostrador.triage import floors, labelled, learning, learnt
from mostrador.triage.labelled import Labelled
from mostrador.triage.learning import Label, Lesson
from mostrador.triage.models import Correction, Learnt
from mostrador.triage.weights import shipped

log = logging.getLogger(__name__)

LATEST = 1_000  # labelled messages that are learnt from
QUIET = 300
NEW = 10  # labels since the last time that make it worth while
REST = timedelta(hours=6)
PATIENCE_SECONDS = 300
ONLY_ONE = "learning"


class DidNotLearn(Exception):
    """The process that learns did not end well."""


def due() -> bool:
    """Whether there is something new to learn from, or new weights to learn upon."""
    last = learnt.latest()
    if learnt.stopped():
        return False
    known = Correction.objects.order_by("-pk").values_list("pk", flat=True)
    if last is None:
        return len(known[:NEW]) == NEW
    if last.base != shipped().version:
        return True
    return clock.now() - last.at > REST and len(known.filter(pk__gt=last.upto)[:NEW]) == NEW


def learn_soon() -> None:
    """Have it learn where it is due; once is enough."""
    if due():
        jobs.enqueue(learn_now, only_one=ONLY_ONE)


@jobs.job
def learn_now() -> None:
    learn()


def learn() -> Learnt:
    """Learn from the labels there are, and put it in force unless something speaks against it. Raises `DidNotLearn`."""
    learnt.retire()
    rows = labelled.labelled(latest=LATEST)
    upto = Correction.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = _taught(_lesson(rows))
    figures = {name: number for name in found.__struct_fields__ if isinstance(number := getattr(found, name), int)}
    sure = floors.floors(_judged())
    return learnt.keep(
        found.layer, why_not=found.why_not, figures={"labels": len(rows), **figures}, floors=sure, upto=upto
    )


def _lesson(rows: list[Labelled]) -> Lesson:
    learnt.forget()
    layer = learnt.now().layer
    in_force = Learnt.objects.filter(state=Learnt.State.IN_FORCE).defer("layer").first()
    since = sum(row.at <= in_force.upto for row in rows) if in_force else 0
    return Lesson([Label(row.text, row.said, row.public) for row in rows], _quiet(), since, layer)


def _quiet() -> list[Label]:
    """Return the last messages that somebody answered and nobody judged: they may not be told otherwise for nothing."""
    judged = Exists(Correction.objects.filter(message=OuterRef("pk")))
    sorted_ones = Exists(Need.objects.filter(message=OuterRef("pk"), said_by=None))
    rows = Message.objects.filter(~judged, sorted_ones, direction=Message.Direction.IN, deleted_at=None)
    answered = rows.exclude(case__answered_at=None).exclude(text="").select_related("door__connection")
    return [Label(one.door.speaks.fresh(one.text), {}, one.public) for one in answered.order_by("-pk")[:QUIET]]


def _judged() -> list[tuple[str, float, bool]]:
    """Return what the model in force, or an earlier layer over the same weights, said of needs, and who agreed."""
    rows = Correction.objects.standing().filter(about=Correction.About.NEED, model__startswith=shipped().version)
    return [(row.machine, row.machine_p, row.confirms) for row in rows.order_by("-pk")[:LATEST]]


def _taught(lesson: Lesson) -> learning.Learnt:
    command = [sys.executable, "-m", learning.__name__]
    done = subprocess.run(  # noqa: S603  (our own command)
        command, input=msgspec.json.encode(lesson), capture_output=True, timeout=PATIENCE_SECONDS, check=False
    )
    if done.returncode:
        raise DidNotLearn(done.stderr.decode(errors="replace").strip()[-1000:])
    return msgspec.json.decode(done.stdout, type=learning.Learnt)
