"""A crisis begins, rises, is counted anew, and ends: the record's own verbs. Whom to call is a journey's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.kit import clock, ledger
from mostrador.kit.words import N_
from mostrador.listening import signing, standing
from mostrador.listening.events import CrisisChanged, CrisisRaised, CrisisStoodDown
from mostrador.listening.models import Crisis, Step
from mostrador.listening.weighing import Reading
from mostrador.plan.parts import Level, StandDown

STATES = {1: Crisis.State.OUTBREAK, 2: Crisis.State.ALERT, 3: Crisis.State.CRISIS}
BY_HAND = "said_by_us"
NOTES_EVERY = {"hourly_update": timedelta(hours=1)}


class Ended(Exception):
    """Nothing is signed in a crisis that is over; it is looked back on once."""

    for_people = N_("This crisis has ended: its log takes nothing more.")


@dataclass(frozen=True, kw_only=True)
class Sighted:
    """What was seen, and who leads then."""

    level: Level
    sign: str
    reading: Reading
    lead: Member | None
    peak_at: datetime | None = None  # of a drill: the moment that is rehearsed


@transaction.atomic
def raise_to(sighted: Sighted, *, by: Member | None = None, drill: bool = False, words: str = "") -> Crisis | None:
    """Begin a crisis or let it rise; None where it stands as high already."""
    crisis, now = _held(drill=drill), clock.now()
    if crisis is not None and crisis.level >= sighted.level.number:
        return None
    crisis = crisis or Crisis(drill=drill, began_at=now, peak_at=now, loud_at=now)
    _rise(crisis, sighted, now)
    crisis.save()
    signing.sign(crisis, Step.What.RAISED, words=words or sighted.sign, by=by, level=crisis.level)
    ledger.record(CrisisRaised(crisis_id=crisis.pk, level=crisis.level), member_id=by.pk if by else None)
    standing.forget()
    return crisis


def _rise(crisis: Crisis, sighted: Sighted, now: datetime) -> None:
    level = sighted.level
    crisis.state, crisis.level, crisis.name, crisis.sign = STATES[level.number], level.number, level.name, sighted.sign
    crisis.highest = max(crisis.highest, level.number)
    crisis.raised_at, crisis.role, crisis.lead = now, level.lead, sighted.lead
    crisis.act_by, crisis.acted_at, crisis.stand_in = now + level.act_within, None, None
    spans = [NOTES_EVERY[act.word] for act in level.do if act.word in NOTES_EVERY]
    crisis.note_at = now + spans[0] if spans else crisis.note_at
    crisis.loud_at = now
    _count(crisis, sighted.reading, sighted.peak_at or now)


def _count(crisis: Crisis, reading: Reading, now: datetime) -> None:
    crisis.authors, crisis.usual = reading.authors, reading.usual
    if reading.authors >= crisis.peak:
        crisis.peak, crisis.peak_at = reading.authors, now


@transaction.atomic
def count(crisis: Crisis, reading: Reading, *, loud: bool) -> None:
    """Write down what is counted now; `loud` while a sign of the plan still holds."""
    now = clock.now()
    before = (crisis.authors, crisis.usual)
    _count(crisis, reading, now)
    crisis.loud_at = now if loud else crisis.loud_at
    crisis.save(update_fields=["authors", "usual", "peak", "peak_at", "loud_at"])
    if before != (crisis.authors, crisis.usual):
        ledger.record(CrisisChanged(crisis_id=crisis.pk))
    standing.forget()


@transaction.atomic
def stand_down(crisis: Crisis, rule: StandDown | None, *, by: Member | None = None, words: str = "") -> bool:
    """End it; the debrief is owed from now. False where somebody was quicker."""
    now = clock.now()
    within = rule.debrief_within if rule else None
    ended = Crisis.objects.filter(pk=crisis.pk, state__in=standing.OPEN).update(
        state=Crisis.State.STANDING_DOWN, level=0, ended_at=now, debrief_by=now + within if within else None
    )
    if not ended:
        return False
    crisis.refresh_from_db()
    signing.sign(crisis, Step.What.STOOD_DOWN, words=words, by=by)
    ledger.record(CrisisStoodDown(crisis_id=crisis.pk), member_id=by.pk if by else None)
    standing.forget()
    return True


@transaction.atomic
def debrief(crisis: Crisis, *, words: str, by: Member) -> None:
    """Write down what was learnt; with that it is over. Raises `signing.SaysNothing`, and `Ended` the second time."""
    words = signing.said(words)
    owed = Crisis.objects.filter(pk=crisis.pk, state=Crisis.State.STANDING_DOWN)
    if not owed.update(state=Crisis.State.OVER, debriefed_at=clock.now()):
        raise Ended
    signing.sign(crisis, Step.What.DEBRIEF, words=words, by=by)
    crisis.refresh_from_db()


def _held(*, drill: bool) -> Crisis | None:
    """Return the crisis that is on, held until the transaction ends."""
    return Crisis.objects.select_for_update().filter(state__in=standing.OPEN, drill=drill).first()
