"""What the past was beside the messages: who was on shift, whom people called a troll then, what was owed at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from mostrador.accounts import attendance
from mostrador.inbox.models import Message, Promise
from mostrador.people.models import HEAD, Consent, Person
from mostrador.plan.labelling import TROLL
from mostrador.plan.models import Label
from mostrador.plan.replaying.past import OnShift


class Stood(NamedTuple):
    """Since when something stood of somebody, and until when where it was taken back."""

    since: datetime
    until: datetime | None


def shifts_from(until: datetime) -> datetime | None:
    """Return since when shifts are on record; None where they were not before that moment."""
    began = attendance.on_record_from()
    return began if began and began < until else None


def on_shift(since: datetime, until: datetime) -> tuple[OnShift, ...]:
    """Return when each of ours was here, as far as it is on record."""
    began = shifts_from(until)
    found = attendance.between(max(since, began), until) if began else {}
    return tuple(OnShift(member=number, spans=tuple(spans)) for number, spans in sorted(found.items()))


def labels() -> Mapping[int, Sequence[Stood]]:
    """Return by person when they were called a troll."""
    found: dict[int, list[Stood]] = {}
    for label in Label.objects.select_related("person__same_as").order_by("pk"):
        until = label.ended_at if label.state == Label.State.REVERSED else None
        for number in Person.objects.group_of(label.person).values_list("pk", flat=True):
            found.setdefault(number, []).append(Stood(label.given_at, until))
    return found


def label_at(labels: Mapping[int, Sequence[Stood]], person: int | None, at: datetime) -> str:
    """Return what somebody was called at that moment."""
    return TROLL if person and held(labels.get(person, ()), at) else ""


def adults() -> Mapping[int, Sequence[Stood]]:
    """Return by person, whoever they wrote as, since when they had told us that they are of age."""
    found: dict[int, list[Stood]] = {}
    told = Consent.objects.filter(what=Consent.What.ADULT).order_by("pk")
    for person, given_at, taken_back_at in told.values_list(HEAD, "given_at", "taken_back_at"):
        found.setdefault(person, []).append(Stood(given_at, taken_back_at))
    return found


def held(told: Sequence[Stood], at: datetime) -> bool:
    """Whether any of it stood at that moment."""
    return any(one.since <= at and (one.until is None or at < one.until) for one in told)


def hurried(ids: range) -> Mapping[int, datetime]:
    """Return by message until when its answer was owed at the latest, where public anger had hurried it to at once."""
    answers = Promise.objects.filter(about=Promise.About.ANSWER, message_id__gte=ids.start, message_id__lt=ids.stop)
    rows = answers.filter(due_at=F("warn_at")).values_list("message_id", "case_id", "due_at")
    due = {(case, at): message for message, case, at in rows if message}
    said = Message.objects.filter(case__in={case for case, _at in due}, public=True, direction=Message.Direction.IN)
    moments = said.values_list("case_id", "shown_at")
    return {due[case, at]: at for case, at in moments if (case, at) in due}
