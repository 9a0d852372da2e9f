"""How often the language model was asked today, and what it cost: counted by day, and held to what the house allows."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from mostrador.triage import consulting
from mostrador.triage.consulting import TooMany, Used
from mostrador.triage.models import Consulted


def spend() -> None:
    """Count one call before it is made. Raises `TooMany`."""
    day = _today()
    Consulted.objects.get_or_create(day=day)
    if not Consulted.objects.filter(day=day, calls__lt=consulting.daily()).update(calls=F("calls") + 1):
        raise TooMany


def note(used: Used | None) -> None:
    """Write down what it cost; None where it failed."""
    row = Consulted.objects.filter(day=_today())
    if used is None:
        row.update(failed=F("failed") + 1)
    else:
        row.update(tokens_in=F("tokens_in") + used.tokens_in, tokens_out=F("tokens_out") + used.tokens_out)


def lately(days: int = 30) -> list[Consulted]:
    """Return the last days on which it was asked, the newest first."""
    return list(Consulted.objects.order_by("-day")[:days])


def _today() -> date:
    return timezone.localdate()
