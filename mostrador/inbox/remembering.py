"""How an asunto stood before something was done to it, so that it can be undone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from mostrador.inbox.models import Case
from mostrador.kit.prepared import prepared


def as_it_is(case: Case, names: Sequence[str]) -> dict[str, Any]:
    """Return these fields of its row, fit for JSON; moments to the microsecond."""
    found = _fields(tuple(names))(case.pk)[0]
    told = zip(names, found, strict=True)
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told}


@cache  # two lists of names in all
def _fields(names: tuple[str, ...]) -> Callable[[int], list[tuple[Any, ...]]]:
    def of(case: int) -> QuerySet[Case, tuple[Any, ...]]:
        return Case.objects.filter(pk=case).values_list(*names)

    return prepared(of)


def bring_back(case: Case, told: Mapping[str, Any]) -> None:
    """Write what `as_it_is` returned."""
    Case.objects.filter(pk=case.pk).update(**told)
    case.refresh_from_db(fields=list(told))
