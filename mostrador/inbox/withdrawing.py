"""Second thoughts, while the words are still with us."""

from datetime import datetime

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import locking, promising, slipping
from mostrador.inbox.delivering import State
from mostrador.inbox.events import MessageStateChanged
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.telling import tell_message
from mostrador.kit.words import N_


class TooLate(Exception):
    for_people = N_("Too late: it has already left.")


@transaction.atomic
def withdraw(message: Message, *, by: Member) -> str:
    """Stop an answer that has not left and return its words. Raises `TooLate` once any part is on its way."""
    locking.hold_conversations([message.conversation_id])
    waiting = message.parts.filter(state=State.QUEUED, tries=0)
    if waiting.update(state=State.WITHDRAWN) != message.parts.count():
        transaction.set_rollback(True)
        raise TooLate
    message.state = State.WITHDRAWN
    message.save(update_fields=["state"])
    promising.answer_did_not_arrive(message)
    for word in message.promise_set.filter(origin=Promise.Origin.TOLD, state=Promise.State.RUNNING):
        promising.drop(word, by=by)  # they never heard it
    _as_before(message)
    tell_message(MessageStateChanged, message, by=by, state=State.WITHDRAWN)
    return slipping.taken_back(message)


def _as_before(message: Message) -> None:
    """Give the asunto back the last words that count, and the turn that follows from them."""
    case = Case.objects.filter(messages=message.pk).first()
    if case is None:
        return
    last = case.messages.exclude(direction="note").exclude(state=State.WITHDRAWN).order_by("-shown_at", "-id").first()
    if last is None:
        return
    case.last_from_us, case.last_author = last.direction == "out", last.author
    case.last_words, case.moved_at = " ".join(last.text.split())[:200], last.shown_at
    if last.pk < message.pk:
        _bring_back(case, message)
    elif not case.last_from_us:  # they wrote again since: they have waited since their first words
        case.waiting_since = _moment(message, "waiting_since") or case.waiting_since
    case.save()
    promising.refresh(case)


def _bring_back(case: Case, message: Message) -> None:
    """Nobody has spoken since: all is as it was before we answered."""
    for name, value in (message.case_before or {}).items():
        setattr(case, name, _moment(message, name) if name.endswith(("_at", "_since", "_until")) else value)


def _moment(message: Message, name: str) -> datetime | None:
    told = (message.case_before or {}).get(name)
    return datetime.fromisoformat(told) if told else None
