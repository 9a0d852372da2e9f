"""The record behind a label: what was noted as evidence, what they ask for all the same, and how the label ended."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message, Need
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.people import labelling
from mostrador.people.models import Person
from mostrador.plan.events import EvidenceNoted, LabelEnded, LabelGiven
from mostrador.plan.models import Evidence, Label, Receipt

TROLL = "troll"
NO_CLAIM = frozenset({"abuse", "spam", "greeting"})
"""Needs that ask us for nothing. All others are a claim, also what nobody has understood: good faith is presumed."""


@transaction.atomic
def note(case: Case, *, message: Message, sign: str, by: Member) -> Evidence:
    """Write a sign down with the message that shows it; the same twice is one."""
    found, fresh = Evidence.objects.get_or_create(
        message=message, sign=sign, defaults={"person": case.person, "noted_by": by, "at": clock.now()}
    )
    if fresh:
        tell_case(EvidenceNoted, case, by=by, evidence_id=found.pk)
    return found


def evidence(person: Person) -> list[Evidence]:
    """Return what counts now: what went into a label that was wrong counts no more."""
    group = Person.objects.group_of(person).values("pk")
    found = Evidence.objects.filter(person__in=group)
    wrong = Label.objects.filter(person__in=group, state=Label.State.REVERSED).order_by("-ended_at").first()
    if wrong is not None and wrong.ended_at is not None:
        found = found.filter(at__gt=wrong.ended_at)
    return list(found.select_related("message", "noted_by").order_by("pk"))


def pieces(found: Sequence[Evidence]) -> int:
    """Return how much evidence there is: different signs, in different messages; anger said twice is one piece."""
    return min(len({one.sign for one in found}), len({one.message_id for one in found}))


def claims(messages: Collection[int]) -> list[str]:
    """Return what these messages ask for beside insulting; a person's word for one stands over the machine's."""
    needs = list(Need.objects.filter(message__in=messages).order_by("pk"))
    said = {one.message_id: one.kind for one in needs if one.said_by_id is not None}
    kinds = [said.get(one.message_id, one.kind) for one in needs]
    return list(dict.fromkeys(kind for kind in kinds if kind not in NO_CLAIM))


def standing(person: Person) -> Label | None:
    """Return the label they have, if any."""
    group = Person.objects.group_of(person).values("pk")
    return Label.objects.filter(person__in=group).exclude(state=Label.State.REVERSED).order_by("pk").first()


@transaction.atomic
def give(case: Case, receipt: Receipt, *, by: Member) -> Label:
    """Call them so from now on."""
    given = Label.objects.create(person=case.person.head, case=case, receipt=receipt, given_by=by, given_at=clock.now())
    labelling.label(case.person, word=TROLL, by=by)
    tell_case(LabelGiven, case, by=by, label_id=given.pk)
    return given


@transaction.atomic
def end(label: Label, *, state: Label.State, by: Member) -> bool:
    """Keep it, or take it back. False where it was taken back before."""
    still = Label.objects.filter(pk=label.pk).exclude(state=Label.State.REVERSED)
    if not still.update(state=state, ended_by=by, ended_at=clock.now()):
        return False
    if state == Label.State.REVERSED:
        labelling.label(label.person, word="", by=by)
    tell_case(LabelEnded, label.case, by=by, label_id=label.pk, state=str(state))
    return True


def last_unanswered(person: Person) -> Message | None:
    """Return their last words where no person has answered since."""
    theirs = _said(person).filter(direction=Message.Direction.IN, case__isnull=False)
    last = theirs.select_related("case__conversation__door__connection", "case__person").order_by("-shown_at", "-pk")
    found = last.first()
    if found is None:
        return None
    ours = Message.objects.filter(case=found.case, direction=Message.Direction.OUT, automatic=False)
    lost = Q(state__in=(Message.State.FAILED, Message.State.WITHDRAWN))
    return None if ours.exclude(lost).filter(shown_at__gte=found.shown_at).exists() else found


def counted() -> tuple[int, int]:
    """Return how many labels were ever given, and how many of them were wrong."""
    wrong = Label.objects.filter(state=Label.State.REVERSED).count()
    return Label.objects.count(), wrong


def _said(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(person__in=Person.objects.group_of(person).values("pk"), deleted_at=None)
