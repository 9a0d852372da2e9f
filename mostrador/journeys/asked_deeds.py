"""Somebody said yes to words that are changed, taken back, or given as ours: it is done in the name of who asked."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from mostrador.inbox import correcting, promising
from mostrador.inbox.models import Message
from mostrador.journeys import gating, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import Refused
from mostrador.plan.models import Asking


def do(asked: Asking, *, role: str) -> None:
    """Do it; `role` is that of who said yes. Raises `Refused` where it cannot be done any more."""
    message = Message.objects.select_related("door__connection", "conversation").filter(
        pk=asked.told.get("message")
    ).first()  # fmt: skip
    text = asked.told.get("text", "")
    passed = gating.check(asked.case, gating.of_words(text), text=text, went_on=True)
    deed = Deed(
        case=asked.case, act=asked.act, by=asked.asked_by, line=asked.line, why=asked.why, message=message,
        gates=passed.gates,
    )  # fmt: skip
    try:
        permitted.done_after_yes(deed, _verb(asked, message), role=role)
    except (correcting.CannotChange, promising.InThePast) as late:
        raise Refused(late.for_people) from late


def _verb(asked: Asking, message: Message | None) -> Callable[[], object]:
    told, by = asked.told, asked.asked_by
    if message is None:
        due_at = datetime.fromisoformat(told["due_at"])
        return partial(promising.promise, asked.case, what=told["what"], due_at=due_at, by=by)
    if asked.act == "take_back":
        return partial(correcting.take_back, message, by=by)
    return partial(correcting.change, message, text=told["text"], by=by)
