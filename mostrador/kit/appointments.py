"""Moments that rows wait for, moved when the clock that told them was wrong."""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet

from mostrador.kit import clock


def set_back(rows: QuerySet[Any], by: timedelta, *columns: str) -> None:
    """Move every moment of these columns that is still to come."""
    for column in columns:
        rows.filter(**{f"{column}__gt": clock.now()}).update(**{column: F(column) - by})
