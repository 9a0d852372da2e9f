"""How an asunto stood before something was done to it, so that it can be undone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mostrador.inbox.models import Case


def as_it_is(case: Case, names: Sequence[str]) -> dict[str, Any]:
    """Return these fields of its row, fit for JSON; moments to the microsecond."""
    found: dict[str, Any] = Case.objects.values(*names).get(pk=case.pk)
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()}


def bring_back(case: Case, told: Mapping[str, Any]) -> None:
    """Write what `as_it_is` returned."""
    Case.objects.filter(pk=case.pk).update(**told)
    case.refresh_from_db(fields=list(told))
