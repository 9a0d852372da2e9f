"""The ledger: what happened, in the past tense, in order. One table for timeline, audit, realtime and reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from mostrador.kit import clock, house, jobs, rows, wake
from mostrador.kit.models import Event

FORGOTTEN = 500  # rows in a commit
LATELY = 100  # entries; more than a house that was just opened writes before its clock is looked at


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Fields are ids, states, amounts and times: never words, names or addresses.

    Fields called `x_id` are written as the reference `x`.
    """

    silent: ClassVar[bool] = False  # True: nothing on any screen changes by it

    def refs(self) -> dict[str, Any]:
        names = _refs(type(self))  # type: ignore[arg-type]  # a class is hashable, whatever its __hash__ is for
        return {ref: value for field, ref in names if (value := getattr(self, field)) is not None}


Reactions = Mapping[type[Fact], tuple[Callable[..., None], ...]]
"""When this is recorded, then do these jobs; each is a function registered with `jobs.job`."""


def record(fact: Fact, *, member_id: int | None = None) -> None:
    """Write the fact and the jobs that follow from it. Must be called inside the verb's transaction."""
    record_all([fact], member_id=member_id)


def record_all(facts: Sequence[Fact], *, member_id: int | None = None) -> None:
    """Write many facts in their order. Raises `OutsideTransaction`."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("A fact must be recorded in the transaction of its change.")
    now = clock.now()
    rows.insert_all([Event(name=type(fact).__name__, at=now, member=member_id, refs=fact.refs()) for fact in facts])
    for fact in facts:
        _enqueue_reactions(fact)
    transaction.on_commit(_tap)


def newest_at() -> datetime | None:
    """Return when something last happened, by the clock of that moment."""
    return Event.objects.order_by("-id").values_list("at", flat=True).first()


def latest_at(*, after: int) -> datetime | None:
    """Return the latest moment told by the last entries beyond that one, each by the clock of its moment.

    Not by the very last alone: a process that opens beside us may have written by another clock already.
    """
    return max(Event.objects.filter(pk__gt=after).order_by("-id").values_list("at", flat=True)[:LATELY], default=None)


class OutsideTransaction(Exception):
    """A fact without its change, or a change without its fact, would be a lie."""


@cache
def _refs(fact: type[Fact]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.name.removesuffix("_id")) for field in fields(fact))


def forget(*, before: datetime) -> int:
    """Throw away facts older than that moment; return how many. On PostgreSQL only whole ranges go."""
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep  # noqa: PLC0415 - a driver that few need

        return upkeep.forget_events(url, before=before)
    forgotten = 0
    while some := list(Event.objects.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:FORGOTTEN]):
        forgotten += Event.objects.filter(pk__in=some).delete()[0]
    return forgotten


def _enqueue_reactions(fact: Fact) -> None:
    for reaction in _reactions().get(type(fact), ()):
        told = {f"{name}_id": value for name, value in fact.refs().items()}
        jobs.enqueue(reaction, **{name: value for name, value in told.items() if name in _names(reaction)})


def _tap() -> None:
    wake.up("ledger")


@cache
def _reactions() -> Reactions:
    table: Reactions = import_string(settings.REACTIONS)
    return table


@cache
def _names(reaction: Callable[..., None]) -> frozenset[str]:
    code = reaction.__code__
    return frozenset(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
