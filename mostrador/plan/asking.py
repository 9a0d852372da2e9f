"""Questions from one of the team to another: written down, answered once, and handed on where nobody answers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.plan.events import Asked, AskingEnded, AskingWentOn
from mostrador.plan.models import Asking


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
    """Ask; the same key twice is one question."""
    known = Asking.objects.filter(key=question.key).first()
    if known is not None:
        return known
    asking = Asking.objects.create(
        case=case, about=question.about, act=question.act[:80], amount=question.amount, told=question.told,
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
