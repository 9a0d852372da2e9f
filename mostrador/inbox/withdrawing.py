"""Second thoughts, while the words are still with us."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox import promising
from mostrador.inbox.delivering import State
from mostrador.inbox.events import MessageStateChanged
from mostrador.inbox.models import Case, Message
from mostrador.inbox.telling import tell_message
from mostrador.kit.words import N_


class TooLate(Exception):
    for_people = N_("Too late: it has already left.")


@transaction.atomic
def withdraw(message: Message, *, by: Member) -> str:
    """Stop an answer that has not left and return its words. Raises `TooLate` once any part is on its way."""
    waiting = message.parts.filter(state=State.QUEUED, tries=0)
    if waiting.update(state=State.WITHDRAWN) != message.parts.count():
        transaction.set_rollback(True)
        raise TooLate
    message.state = State.WITHDRAWN
    message.save(update_fields=["state"])
    promising.answer_did_not_arrive(message)
    _as_before(message)
    tell_message(MessageStateChanged, message, by=by, state=State.WITHDRAWN)
    return message.text


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
    if not case.last_from_us:
        case.state, case.waiting_since = Case.State.WAITING_US, last.shown_at
    case.save()
    promising.refresh(case)
