"""Records as the API shows them."""

from datetime import datetime
from typing import Any

from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.journeys.our_word import Proposal
from mostrador.listening.models import Step
from mostrador.people.models import Person
from mostrador.plan.models import Asking, Given, Receipt
from mostrador.shop import known
from mostrador.shop.models import Product
from mostrador.triage import finding


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
        "products": _named(row.text) if row.direction == Message.Direction.IN else [],
    }


def _named(text: str) -> list[dict[str, Any]]:
    seen = finding.products(text, sold=known.names())
    return [{"words": one.words, "may_be": [product.id for product in one.products]} for one in seen]


def product(row: Product) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "also": row.also, "reference": row.reference}


def told(proposal: Proposal | None, word: tuple[str, datetime] | None) -> dict[str, Any] | None:
    """Return what the words promise: as it was kept, or as it was only read."""
    if word:
        return {"words": word[0], "at": word[1], "kept": True}
    return {"words": proposal.words, "at": proposal.at, "kept": False} if proposal else None


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


def receipt(row: Receipt) -> dict[str, Any]:
    return {
        "id": row.pk, "case": row.case_id, "message": row.message_id, "member": row.member_id, "act": row.act,
        "ground": row.ground, "role": row.role, "line": row.line, "plan_hash": row.plan_hash, "amount": row.amount,
        "left": row.left, "gates": row.gates, "why": row.why, "at": row.at,
    }  # fmt: skip


def crisis_receipt(row: Step) -> dict[str, Any]:
    return {
        "id": row.pk, "case": None, "crisis": row.crisis_id, "message": None, "member": row.member_id, "act": row.what,
        "ground": Receipt.Ground.OWN if row.member_id else Receipt.Ground.PLAN, "role": row.role, "line": row.line,
        "plan_hash": row.plan_hash, "amount": None, "left": None, "gates": "", "why": row.words, "at": row.at,
    }  # fmt: skip


def given(row: Given) -> dict[str, Any]:
    return {
        "id": row.pk, "case": row.case_id, "person": row.person_id, "kind": row.kind, "thing": row.thing,
        "amount": row.amount, "currency": row.currency, "state": row.state, "why": row.why, "note": row.note,
        "member": row.member_id, "at": row.at, "receipt": receipt(row.receipt),
    }  # fmt: skip


def asking(row: Asking) -> dict[str, Any]:
    return {
        "id": row.pk, "case": row.case_id, "about": row.about, "act": row.act, "amount": row.amount, "why": row.why,
        "asked_by": row.asked_by_id, "asked_at": row.asked_at, "role": row.role, "of": row.of_id,
        "due_at": row.due_at, "state": row.state, "answered_by": row.answered_by_id, "answered_at": row.answered_at,
        "words": row.words, "line": row.line, "plan_hash": row.plan_hash,
    }  # fmt: skip
