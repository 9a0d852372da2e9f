"""A second thought of the machine about words that are here: it adds and hurries, and stands back for people."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mostrador.inbox import locking, naming, promising
from mostrador.inbox.events import CaseChanged, LineCalls, ManagerAskedFor
from mostrador.inbox.models import Case, Message, Need
from mostrador.inbox.receiving import NeedFound
from mostrador.inbox.telling import tell_case, tell_message

REWEIGHED = ["tone", "abuse", "line", "raises", "off_topic", "asks_for_manager", "needs_answer"]


@transaction.atomic
def reweigh(
    message: Message, *, needs: Sequence[NeedFound], tone: str, abuse: bool, line: str, asks_for_manager: bool,
    due_at: datetime | None, needs_answer: bool = False, calls: bool = False, raises: Sequence[str] = (),
    off_topic: bool = False,
) -> bool:  # fmt: skip
    """Let the machine's needs be these, and owe the answer by `due_at` where it was owed later.

    False where a person was quicker: what somebody said of it, answered or ended stays as it is.
    """
    case = message.case
    if case is None:
        return False
    locking.hold(case)
    case.refresh_from_db()
    if moved_on(message, case):
        return False
    _say(message, case, needs)
    message.tone, message.abuse, message.line = tone, abuse, line
    message.raises, message.off_topic = " ".join(raises), off_topic
    message.asks_for_manager = bool(message.asks_for_manager) or asks_for_manager
    message.needs_answer = bool(message.needs_answer) or needs_answer
    message.save(update_fields=REWEIGHED)
    if due_at is not None:
        promising.hurry(case, due_at=due_at)
    if asks_for_manager and not case.asks_for_manager:
        case.asks_for_manager = True
        case.save(update_fields=["asks_for_manager"])
        tell_case(ManagerAskedFor, case)
    if calls:
        tell_message(LineCalls, message)
    tell_case(CaseChanged, case)
    return True


def moved_on(message: Message, case: Case) -> bool:
    """Whether a person has said something of it, answered it or ended its asunto."""
    said = Need.objects.filter(message=message).exclude(said_by=None)
    ours = Message.objects.filter(case=case, direction=Message.Direction.OUT, automatic=False)
    return case.state == Case.State.DONE or said.exists() or ours.filter(shown_at__gte=message.shown_at).exists()


def _say(message: Message, case: Case, needs: Sequence[NeedFound]) -> None:
    """Put these needs in the place of the machine's first ones; the asunto is about the leading one where it was."""
    old = Need.objects.filter(message=message, said_by=None).order_by("pk")
    was = old.values_list("kind", flat=True).first()
    old.delete()
    Need.objects.bulk_create(
        Need(message=message, case=case, kind=one.kind, words=one.words[:200], certainty=one.certainty) for one in needs
    )
    if case.kind == (was or "other") and naming.last_heard(case) == message:
        case.kind = needs[0].kind
        case.save(update_fields=["kind"])
