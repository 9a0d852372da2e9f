"""The ledger: what happened, in the past tense, in order. One table for timeline, audit, realtime and reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from mostrador.kit import clock, jobs, wake
from mostrador.kit.models import Event


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Fields are ids, states, amounts and times: never words, names or addresses.

    Fields called `x_id` are written as the reference `x`.
    """

    silent: ClassVar[bool] = False  # True: nothing on any screen changes by it

    def refs(self) -> dict[str, Any]:
        values = {field.name.removesuffix("_id"): getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


Reactions = Mapping[type[Fact], tuple[Callable[..., None], ...]]
"""When this is recorded, then do these jobs; each is a function registered with `jobs.job`."""


def record(fact: Fact, *, member_id: int | None = None) -> Event:
    """Write the fact and the jobs that follow from it. Must be called inside the verb's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(f"{type(fact).__name__} must be recorded in the transaction of its change.")
    event = Event.objects.create(name=type(fact).__name__, at=clock.now(), member=member_id, refs=fact.refs())
    for reaction in _reactions().get(type(fact), ()):
        jobs.enqueue(reaction, **{f"{name}_id": value for name, value in fact.refs().items()
                                  if f"{name}_id" in _names(reaction)})  # fmt: skip
    transaction.on_commit(_tap)
    return event


class OutsideTransaction(Exception):
    """A fact without its change, or a change without its fact, would be a lie."""


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
