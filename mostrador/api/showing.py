"""Records as the API shows them."""

from typing import Any

from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.people.models import Person


def door(row: Door) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "channel": row.connection.channel, "state": row.connection.state}


def message(row: Message) -> dict[str, Any]:
    return {
        "id": row.pk,
        "external_id": row.external_id,
        "door": row.door_id,
        "conversation": row.conversation_id,
        "case": row.case_id,
        "person": row.person_id,
        "direction": row.direction,
        "text": row.text,
        "automatic": row.automatic,
        "sent_at": row.sent_at,
        "received_at": row.received_at,
        "state": row.state,
        "edited_at": row.edited_at,
        "deleted_at": row.deleted_at,
    }


def conversation(row: Conversation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "door": row.door_id,
        "thread": row.thread,
        "person": row.person_id,
        "person_name": row.person.name,
        "public": row.public,
        "subject": row.subject,
        "last_heard_at": row.last_heard_at,
    }


def case(row: Case) -> dict[str, Any]:
    return {
        "id": row.pk,
        "conversation": row.conversation_id,
        "person": row.person_id,
        "code": row.code,
        "kind": row.kind,
        "title": row.title,
        "state": row.state,
        "owner": row.owner_id,
        "waiting_since": row.waiting_since,
        "due_at": row.due_at,
    }


def person(row: Person) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "language": row.language,
        "since": row.since,
        "same_as": row.same_as_id,
    }
