"""A plan is tried on the past: the wish, how far it is, and what was found."""

from datetime import date

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import clock, ledger
from mostrador.plan.events import TrialAsked, TrialMoved
from mostrador.plan.models import Trial

KEPT = 20  # reports; older ones can be made again


@transaction.atomic
def ask(
    text: str, *, against: str, by: Member | None, since: date | None = None, until: date | None = None,
    about: Trial.About = Trial.About.PAST,
) -> Trial:  # fmt: skip
    """Write the wish down; whoever works does it."""
    trial = Trial.objects.create(
        text=text, against=against, since=since, until=until, asked_by=by, asked_at=clock.now(), about=about
    )
    old = Trial.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    Trial.objects.filter(pk__in=list(old)).delete()
    ledger.record(TrialAsked(trial_id=trial.pk), member_id=by.pk if by else None)
    return trial


def step(trial: Trial, steps: int) -> None:
    """Note how far it is."""
    _move(trial, steps=steps)


def end(trial: Trial, *, report: str, standings: str = "", alarms: str = "") -> None:
    _move(trial, state=Trial.State.DONE, report=report, standings=standings, alarms=alarms, ended_at=clock.now())


def fail(trial: Trial, *, why: str) -> None:
    _move(trial, state=Trial.State.FAILED, why=why[:300], ended_at=clock.now())


@transaction.atomic
def _move(trial: Trial, **changed: object) -> None:
    Trial.objects.filter(pk=trial.pk).update(**changed)
    ledger.record(TrialMoved(trial_id=trial.pk))
