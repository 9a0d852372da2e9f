"""What a shop's own labels taught, kept by version: in force, taken back, retired when the shipped weights change.

Every message asks what is in force, so it is asked of the database every few seconds.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping

from django.db import transaction
from msgspec import Struct

from mostrador.accounts.models import Member
from mostrador.kit import clock
from mostrador.triage import layer as layers
from mostrador.triage.floors import ASIDE
from mostrador.triage.layer import Layer
from mostrador.triage.models import Learnt
from mostrador.triage.opinion import Opinion
from mostrador.triage.weights import shipped

SECONDS = 2.0
BLAMES = ("spam", "abuse")  # who is laid aside as these was told something bad of
State = Learnt.State


class InForce(Struct, frozen=True):
    """What is in force besides the shipped weights; nothing of it where `layer` is None and there are no floors."""

    layer: Layer | None = None
    floors: dict[str, float] = {}
    number: int = 0  # of the row; 0 without a layer

    @property
    def version(self) -> str:
        base = shipped().version
        return f"{base}+{self.number}" if self.layer else base

    def keeps_waiting(self, opinion: Opinion, *, floor: float) -> bool:
        """Whether somebody waits all the same: the machine is not sure enough to lay their words aside.

        `floor` is the plan's, for what would blame them; thanks and greetings have only what was learnt, else of ten
        thousand messages in a burst some two hundred that ask for nothing would stand among those who wait.
        """
        if opinion.needs_answer or opinion.in_passing or not opinion.needs or opinion.needs[0].kind not in ASIDE:
            return False
        kind = opinion.needs[0].kind
        return opinion.needs[0].p < max(floor if kind in BLAMES else 0.0, self.floors.get(kind, 0.0))


def now() -> InForce:
    """Return what is in force, as it was at most two seconds ago."""
    asked_at, found = _lately.get("", (0.0, InForce()))
    if not asked_at or time.monotonic() - asked_at > SECONDS:
        found = _read(found)
        _lately[""] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Let the next one ask anew."""
    _lately.clear()


def latest() -> Learnt | None:
    return Learnt.objects.defer("layer").order_by("-pk").first()


def stopped() -> bool:
    """Whether a person went back to the shipped weights: nothing is learnt until somebody asks for it."""
    row = latest()
    return row is not None and row.state == State.PUT_BACK


@transaction.atomic
def keep(layer: Layer, *, why_not: str, figures: Mapping[str, int], floors: Mapping[str, float], upto: int) -> Learnt:
    """Write down what was learnt; it is in force from now on unless something speaks against it."""
    if layer.base != shipped().version:
        why_not = "weights"
    if not why_not:
        _end(State.REPLACED)
    retire()
    row = Learnt.objects.create(
        base=layer.base, state=State.NOT_BETTER if why_not else State.IN_FORCE, why_not=why_not,
        layer=b"" if why_not else zlib.compress(layers.packed(layer)), figures=dict(figures), floors=dict(floors),
        upto=upto, at=clock.now(),
    )  # fmt: skip
    forget()
    return row


@transaction.atomic
def put_back(*, by: Member | None) -> None:
    """Go back to the shipped weights, and learn nothing more until somebody asks for it. The labels stay."""
    _end(State.PUT_BACK, by=by)
    last = latest()
    if last is None or last.state != State.PUT_BACK:
        Learnt.objects.create(
            base=shipped().version, state=State.PUT_BACK, layer=b"", figures={}, upto=last.upto if last else 0,
            at=clock.now(), ended_at=clock.now(), ended_by=by,
        )  # fmt: skip
    forget()


def retire() -> int:
    """End a layer over weights that are no longer shipped; it is not asked any more in any case."""
    old = Learnt.objects.filter(state=State.IN_FORCE).exclude(base=shipped().version)
    return old.update(state=State.RETIRED, ended_at=clock.now())


def _end(state: str, *, by: Member | None = None) -> None:
    Learnt.objects.filter(state=State.IN_FORCE).update(state=state, ended_at=clock.now(), ended_by=by)


def _read(known: InForce) -> InForce:
    base = shipped().version
    last = latest()
    floors = last.floors if last is not None and last.base == base and last.state != State.PUT_BACK else {}
    numbers = Learnt.objects.filter(state=State.IN_FORCE, base=base).values_list("pk", flat=True)
    number = numbers.first() or 0
    if number == known.number:
        return InForce(known.layer, floors, number)
    return InForce(_layer(number), floors, number)


def _layer(number: int) -> Layer | None:
    row = Learnt.objects.filter(pk=number).first()
    return layers.opened(zlib.decompress(bytes(row.layer))) if row is not None else None


_lately: dict[str, tuple[float, InForce]] = {}
