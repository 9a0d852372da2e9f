"""What ails the house, as rows: when each trouble began, was last seen and ended, and who was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from mostrador.kit import ledger
from mostrador.kit.ledger import Fact
from mostrador.kit.models import Trouble

OVER_AFTER = timedelta(seconds=15)  # not seen for so long, it is over
SAME_WITHIN = timedelta(minutes=10)  # back so soon, it is the same one: nobody is called twice
KEPT = timedelta(days=90)


class Found(NamedTuple):
    """A trouble as it is now. `about` is the id of what it is about; `figure` is what its kind measures."""

    kind: str
    about: str = ""
    figure: int = 0
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class TroubleBegan(Fact):
    trouble_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class TroubleEnded(Fact):
    trouble_id: int
    kind: str


def note(found: Sequence[Found], *, at: datetime) -> None:
    """Write down what is so at that moment. A house that is well writes nothing."""
    standing = {(row.kind, row.about): row for row in current()}
    if found or standing:
        _note(found, standing, at)


def current() -> QuerySet[Trouble]:
    """Return what ails the house, the oldest first."""
    return Trouble.objects.filter(ended_at=None).order_by("began_at", "pk")


def over(*, since: datetime) -> QuerySet[Trouble]:
    """Return what ended since then, the newest first."""
    return Trouble.objects.filter(ended_at__gte=since).order_by("-ended_at", "-pk")


def note_told(rows: Sequence[Trouble], *, at: datetime) -> None:
    """Somebody heard of these: of the beginning, and of the end where it has ended."""
    numbers = [row.pk for row in rows]
    with transaction.atomic():
        Trouble.objects.filter(pk__in=numbers).update(untold="")
        Trouble.objects.filter(pk__in=numbers, told_at=None).update(told_at=at)
        Trouble.objects.filter(pk__in=[row.pk for row in rows if row.ended_at]).update(over_told_at=at)


def note_untold(rows: Sequence[Trouble], *, why: str) -> None:
    """Nobody could be told of these."""
    Trouble.objects.filter(pk__in=[row.pk for row in rows]).update(untold=why[:300])


def claim(rows: Sequence[Trouble], *, at: datetime, lease: timedelta) -> list[Trouble]:
    """Return those that nobody else is telling just now; for the length of the lease they are the caller's."""
    free = Q(tried_at=None) | Q(tried_at__lte=at - lease)
    return [row for row in rows if Trouble.objects.filter(free, pk=row.pk).update(tried_at=at)]


@transaction.atomic
def _note(found: Sequence[Found], standing: dict[tuple[str, str], Trouble], at: datetime) -> None:
    for one in found:
        row = standing.pop((one.kind, one.about), None)
        if row is None:
            _begin(one, at)
        else:
            Trouble.objects.filter(pk=row.pk).update(seen_at=at, figure=one.figure, why=one.why[:300])
    for row in standing.values():
        if at - row.seen_at >= OVER_AFTER:
            _end(row, at)
    Trouble.objects.filter(ended_at__lt=at - KEPT).delete()


def _begin(one: Found, at: datetime) -> None:
    again = Trouble.objects.filter(kind=one.kind, about=one.about, over_told_at=None, ended_at__gt=at - SAME_WITHIN)
    row = again.order_by("-ended_at").first() or Trouble(kind=one.kind, about=one.about, began_at=at)
    row.ended_at, row.seen_at, row.figure, row.why = None, at, one.figure, one.why[:300]
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return  # another process saw it in the same moment
    ledger.record(TroubleBegan(trouble_id=row.pk, kind=row.kind))


def _end(row: Trouble, at: datetime) -> None:
    if Trouble.objects.filter(pk=row.pk, ended_at=None).update(ended_at=row.seen_at):
        ledger.record(TroubleEnded(trouble_id=row.pk, kind=row.kind))
