"""How an asunto stands, read anew from what was said and what is owed: after it was cut, mended or opened again."""

from datetime import datetime

from mostrador.inbox import promising
from mostrador.inbox.models import Case, Message, Promise

GONE_WRONG = (Message.State.FAILED, Message.State.UNSURE)


def stand(case: Case) -> None:
    """Set whose turn it is, since when, and the last words, and write it all.

    Who is owed an answer waits since the words that made the promise; where nothing is owed, whoever spoke last
    waits for the other. What is done or put off stays so.
    """
    last = _last(case)
    owed = owed_since(case)
    if last is not None:
        case.last_from_us, case.last_author = last.direction == Message.Direction.OUT, last.author
        case.last_words, case.moved_at = " ".join(last.text.split())[:200], last.shown_at
    case.waiting_since = _waiting_since(owed, last)
    if case.state not in (Case.State.DONE, Case.State.SNOOZED):
        case.state = Case.State.WAITING_US if case.waiting_since else Case.State.WAITING_THEM
    if case.state == Case.State.DONE:
        case.waiting_since = None
    case.save(update_fields=["state", "waiting_since", "last_from_us", "last_author", "last_words", "moved_at"])
    promising.refresh(case)


def _last(case: Case) -> Message | None:
    said = case.messages.exclude(direction=Message.Direction.NOTE).exclude(state=Message.State.WITHDRAWN)
    return said.select_related("author").order_by("-shown_at", "-id").first()


def owed_since(case: Case) -> datetime | None:
    """Return when the words were written that we owe an answer to; None where none is owed."""
    running = case.promises.filter(state=Promise.State.RUNNING, about=Promise.About.ANSWER)
    first = running.select_related("message").order_by("began_at").first()
    if first is None:
        return None
    return first.message.shown_at if first.message else first.began_at


def _waiting_since(owed: datetime | None, last: Message | None) -> datetime | None:
    if owed is not None or last is None:
        return owed
    ours = last.direction == Message.Direction.OUT and not last.automatic and last.state not in GONE_WRONG
    return None if ours else last.shown_at
