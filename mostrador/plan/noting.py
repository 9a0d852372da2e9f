"""Writes down what the plan asks for and no room does yet, once for each message; and how it ended, by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message
from mostrador.inbox.telling import about_case, tell_case
from mostrador.kit import clock, ledger
from mostrador.kit.words import N_
from mostrador.plan import asking
from mostrador.plan.events import ActNoted, NotedEnded
from mostrador.plan.models import Asking, Given, Noted


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One act that is to be written down. `quote` are the words of theirs that call for it."""

    kind: str
    act: str
    line: str
    plan_hash: str
    quote: str = ""
    gates: tuple[str, ...] = ()
    after_case: bool = False


class SayWhy(ValueError):
    for_people = N_("Say in a word why it is not needed.")


@transaction.atomic
def note_all(wanted: Sequence[tuple[Message, Wanted]]) -> None:
    """Write down what messages call for; what was written before stays as it is. Messages know their asunto."""
    now = clock.now()
    rows = [
        Noted(
            case_id=message.case_id, person_id=message.conversation.person_id, message_id=message.pk, kind=one.kind,
            act=one.act[:80], line=one.line, plan_hash=one.plan_hash, quote=" ".join(one.quote.split())[:200],
            gates=" ".join(one.gates)[:120], after_case=one.after_case, at=now,
        )
        for message, one in wanted if message.case_id is not None
    ]  # fmt: skip
    if not rows:
        return
    Noted.objects.bulk_create(rows, ignore_conflicts=True)
    first = {message.pk: (message, one) for message, one in reversed(wanted) if message.case is not None}
    ledger.record_all([about_case(ActNoted, message.case, kind=one.kind) for message, one in first.values()])  # type: ignore[arg-type]  # those without an asunto are left out


@transaction.atomic
def done(noted: Noted, *, by: Member, why: str = "", answer: Message | None = None, cost: int | None = None) -> bool:
    """It was done by hand. `cost` in the currency's smallest coin. False where it had ended before."""
    return _end(noted, Noted.State.DONE, by, why=why, answer=answer, cost=cost)


@transaction.atomic
def not_needed(noted: Noted, *, by: Member, why: str) -> bool:
    """It is not needed, for a reason. Raises `SayWhy`."""
    if not why.strip():
        raise SayWhy
    return _end(noted, Noted.State.NOT_NEEDED, by, why=why)


@transaction.atomic
def open_again(noted: Noted, *, by: Member) -> bool:
    """It is still to be done."""
    ended = Noted.objects.filter(pk=noted.pk).exclude(state=Noted.State.WAITING)
    changed = ended.update(state=Noted.State.WAITING, ended_by=None, ended_at=None, why="", cost=None, answer=None)
    if changed:
        tell_case(NotedEnded, noted.case, by=by, noted_id=noted.pk, state=Noted.State.WAITING)
    return bool(changed)


def forget(message: Message, *, since: datetime) -> None:
    """Take back what was written down of a message since then and nobody has touched: who said so unsays it."""
    Noted.objects.filter(message=message, at__gte=since, state=Noted.State.WAITING, given=None).delete()


def gift_key(noted: Noted) -> str:
    """Return the key of what is given for it: given once, and anew only where it was taken back or refused."""
    back = noted.given.filter(state=Given.State.TAKEN_BACK).count()
    refused = _asked(noted).exclude(state__in=(Asking.State.WAITING, Asking.State.YES)).count()
    return f"noted {noted.pk} {back + refused}"


def _asked(noted: Noted) -> QuerySet[Asking]:
    return Asking.objects.filter(key__startswith=f"noted {noted.pk} ")


def _end(
    noted: Noted, state: Noted.State, by: Member, *, why: str, answer: Message | None = None, cost: int | None = None
) -> bool:
    still = Noted.objects.filter(pk=noted.pk, state=Noted.State.WAITING)
    if not still.update(
        state=state, ended_by=by, ended_at=clock.now(), why=why.strip()[:200], answer=answer, cost=cost
    ):
        return False
    noted.refresh_from_db()
    for asked in _asked(noted).filter(state=Asking.State.WAITING):
        asking.end(asked, state=Asking.State.TAKEN_BACK, by=by)
    tell_case(NotedEnded, noted.case, by=by, noted_id=noted.pk, state=str(state))
    return True
