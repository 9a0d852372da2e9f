"""Fills in the references that every fact of the inbox carries, so that verbs stay one line long."""

from typing import Any, TypeVar

from mostrador.accounts.models import Member
from mostrador.inbox.events import OfCase, OfMessage
from mostrador.inbox.models import Case, Message
from mostrador.kit import ledger

AboutCase = TypeVar("AboutCase", bound=OfCase)
AboutMessage = TypeVar("AboutMessage", bound=OfMessage)


def tell_case(fact: type[AboutCase], case: Case, *, by: Member | None = None, **more: Any) -> None:
    ledger.record(about_case(fact, case, **more), member_id=by.pk if by else None)


def tell_message(fact: type[AboutMessage], message: Message, *, by: Member | None = None, **more: Any) -> None:
    ledger.record(about_message(fact, message, **more), member_id=by.pk if by else None)


def about_case(fact: type[AboutCase], case: Case, **more: Any) -> AboutCase:
    return fact(
        door_id=case.conversation.door_id,
        conversation_id=case.conversation_id,
        case_id=case.pk,
        person_id=case.person_id,
        **more,
    )


def about_message(fact: type[AboutMessage], message: Message, **more: Any) -> AboutMessage:
    return fact(
        door_id=message.door_id,
        conversation_id=message.conversation_id,
        message_id=message.pk,
        person_id=message.conversation.person_id,
        case_id=message.case_id,
        **more,
    )
