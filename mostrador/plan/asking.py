"""Questions from one of the team to another: written down, answered once, and handed on where nobody answers.

One need is one question. Who asks for the same again joins the question that waits, or puts a larger one in its place;
what was given meanwhile is no longer given when somebody says yes. Another thing is another need, another note is not:
whoever answers reads both. Of several answers to the same words, one leaves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock, rows
from mostrador.kit.folding import fold
from mostrador.plan import spending
from mostrador.plan.acting import MONEY
from mostrador.plan.events import Asked, AskingEnded, AskingWentOn
from mostrador.plan.models import Asking, Given
from mostrador.plan.models.askings import AskingQuerySet
from mostrador.plan.spending import Thing

GIVEN_BEFORE, NOTED, ALSO, NOTE = "given_before", "noted", "also", "note"  # what `told` knows of a question
ANSWERS = "answers"  # the last message of theirs when an answer was asked for
REPLIES = ("reply", "reply_public")
AROUND = frozenset({GIVEN_BEFORE, ALSO, ANSWERS})  # what is not itself asked for


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, and of whom. `told` is what it takes to do it once somebody said yes."""

    act: str
    role: str
    of: Member | None
    due_at: datetime
    key: str
    plan_hash: str
    line: str = ""
    amount: int | None = None
    why: str = ""
    about: Asking.About = Asking.About.LEAVE
    told: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def ask(case: Case, question: Question, *, by: Member) -> Asking:
    """Ask; the same key twice is one question, and so is the same need in the same asunto."""
    hold(case)
    known = Asking.objects.filter(key=question.key).first()
    if known is not None:
        return _join(known, question, by)
    told, waiting = dict(question.told), _waiting(case, question)
    if question.about == Asking.About.LEAVE and question.act in MONEY:
        told[GIVEN_BEFORE] = _granted(case, question.act, told)
    if question.about == Asking.About.LEAVE and question.act in REPLIES:
        told[ANSWERS] = case.messages.filter(direction="in").aggregate(last=Max("pk"))["last"]
    covered = next((one for one in waiting if _covers(one, question, by)), None)
    if covered is not None:
        return _join(covered, question, by)
    for one in waiting:
        end(one, state=Asking.State.REPLACED, by=by)
    if notes := _notes(question, *(one for one in waiting if one.asked_by_id != by.pk)):
        told[NOTE] = notes
    if also := _heard(waiting, but=by):
        told[ALSO] = also
    asking = Asking.objects.create(
        case=case, about=question.about, act=question.act[:80], amount=question.amount, told=told,
        why=question.why.strip()[:300], asked_by=by, asked_at=clock.now(), role=question.role, of=question.of,
        due_at=question.due_at, line=question.line, plan_hash=question.plan_hash, key=question.key,
    )  # fmt: skip
    tell_case(Asked, case, by=by, asking_id=asking.pk, amount=asking.amount)
    return asking


@transaction.atomic
def go_on(asking: Asking, *, role: str, of: Member | None, due_at: datetime) -> bool:
    """Ask the next one. False where somebody has answered, or another worker was quicker."""
    still = Asking.objects.filter(pk=asking.pk, state=Asking.State.WAITING, steps=asking.steps)
    if not still.update(role=role, of=of, due_at=due_at, steps=asking.steps + 1):
        return False
    asking.refresh_from_db()
    tell_case(AskingWentOn, asking.case, asking_id=asking.pk)
    return True


@transaction.atomic
def end(asking: Asking, *, state: Asking.State, by: Member, words: str = "") -> bool:
    """Answer it, or take it back. False where somebody was quicker: their word stands."""
    still = Asking.objects.filter(pk=asking.pk, state=Asking.State.WAITING)
    if not still.update(state=state, answered_by=by, answered_at=clock.now(), words=words.strip()[:300]):
        return False
    asking.refresh_from_db()
    tell_case(AskingEnded, asking.case, by=by, asking_id=asking.pk, state=str(state))
    return True


@transaction.atomic
def take_back(asking: Asking, *, by: Member) -> None:
    """Whoever asked needs it no longer: it goes on in the name of who joined it, or ends."""
    hold(asking.case)
    asking.refresh_from_db()
    also = list(Member.objects.filter(pk__in=asking.told.get(ALSO, ()), is_active=True).order_by("pk"))
    if asking.state != Asking.State.WAITING or not also:
        end(asking, state=Asking.State.TAKEN_BACK, by=by)
        return
    asking.asked_by, asking.told = also[0], {**asking.told, ALSO: [one.pk for one in also[1:]]}
    asking.save(update_fields=["asked_by", "told"])
    tell_case(Asked, asking.case, by=also[0], asking_id=asking.pk, amount=asking.amount)


def hold(case: Case) -> None:
    """Let nobody else ask or give in this asunto until the transaction ends: before any purse."""
    rows.hold(Case, [case.pk])


def left(asking: Asking) -> int:
    """Return how much of the money that is asked for was not given meanwhile, by whomever. The asunto is held."""
    amount = asking.amount or 0
    before: int | None = asking.told.get(GIVEN_BEFORE)
    if before is None:
        return amount
    now = _granted(asking.case, asking.act, asking.told)
    return max(0, min(amount, before + amount - now))


def end_given(case: Case, *, kind: str, by: Member) -> None:
    """End what waits in an asunto for money that is given now."""
    for one in _of_money(case, kind):
        if not left(one):
            end(one, state=Asking.State.GIVEN, by=by)


def end_answered(asked: Asking, *, by: Member) -> None:
    """End what colleagues asked to answer to the same words: an answer to them leaves."""
    for one in _of_act(asked.case, asked.act).exclude(asked_by=asked.asked_by_id):
        if asked.told.get(ANSWERS) is not None and one.told.get(ANSWERS) == asked.told[ANSWERS]:
            end(one, state=Asking.State.GIVEN, by=by)


def _of_act(case: Case, act: str) -> AskingQuerySet:
    return Asking.objects.waiting().filter(case=case, about=Asking.About.LEAVE, act=act)


def _of_money(case: Case, act: str) -> list[Asking]:
    return list(_of_act(case, act).filter(amount__isnull=False))


def _waiting(case: Case, question: Question) -> list[Asking]:
    """Return what waits for the same: another thing, or something else that was written down, is another need."""
    if question.about != Asking.About.LEAVE:
        return []
    need = _need(question.act, question.told)
    return [one for one in _of_act(case, question.act) if _need(one.act, one.told) == need]


def _need(act: str, told: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what two askings for the same agree in: of money the thing, of anything else all that is to be done."""
    if act in MONEY:
        return told.get(NOTED), _thing(act, told)
    return tuple(sorted((key, repr(_plain(value))) for key, value in told.items() if key not in AROUND))


def _plain(value: object) -> object:
    return " ".join(fold(value).split()) if isinstance(value, str) else value


def _thing(act: str, told: Mapping[str, Any]) -> Thing | None:
    """Return what is given, as two askings for it agree; None for money, which is always the same."""
    return spending.thing_of(told.get("thing", ""), told.get("note", "")) if act == Given.Kind.GESTURE else None


def _granted(case: Case, act: str, told: Mapping[str, Any]) -> int:
    return spending.granted(case, kind=act, noted_id=told.get(NOTED), thing=_thing(act, told))


def _heard(waiting: Iterable[Asking], *, but: Member) -> list[int]:
    """Return who else hears the answer: they asked for what another question now stands for, or joined it."""
    asked = (pk for one in waiting for pk in (one.asked_by_id, *one.told.get(ALSO, ())))
    return [pk for pk in dict.fromkeys(asked) if pk != but.pk]


def _covers(one: Asking, question: Question, by: Member) -> bool:
    """Whether it asks for as much already: who asked may say less, or say it otherwise; a colleague takes nothing."""
    wanted, asked = question.amount or 0, one.amount or 0
    if one.asked_by_id == by.pk:
        return asked == wanted and one.told.get(NOTE, "") == question.told.get(NOTE, "")
    return asked >= wanted


def _notes(question: Question, *others: Asking) -> str:
    """Return what all of them wrote beside it, each once."""
    notes = dict[object, str]()
    for told in (*(one.told for one in others), question.told):
        notes.setdefault(_plain(note := str(told.get(NOTE, "")).strip()), note)
    return " · ".join(filter(None, notes.values()))


def _join(one: Asking, question: Question, by: Member) -> Asking:
    """Let somebody hear of the answer too, and whoever answers read what they wrote."""
    told = {**one.told, ALSO: list(dict.fromkeys((*one.told.get(ALSO, ()), by.pk)))}
    if notes := _notes(question, one):
        told[NOTE] = notes
    if one.state == Asking.State.WAITING and by.pk != one.asked_by_id and told != one.told:
        one.told = told
        one.save(update_fields=["told"])
        tell_case(Asked, one.case, by=by, asking_id=one.pk, amount=one.amount)
    return one
