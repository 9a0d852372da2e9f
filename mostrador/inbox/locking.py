"""One at a time: what is said in a conversation and owed for it changes in one hand, however many workers there are.

Whoever adds a message holds its door too: within a door the ids of messages become visible in their order, and what
came before its message is neither overlooked by the one nor by the other.
"""

from collections.abc import Iterable

from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Conversation
from mostrador.kit import rows


def hold(*cases: Case) -> bool:
    """Hold the conversations of these asuntos until the transaction ends; return whether they may have changed."""
    return rows.hold(Conversation, (case.conversation_id for case in cases))


def hold_conversations(numbers: Iterable[int]) -> bool:
    return rows.hold(Conversation, numbers)


def hold_doors(numbers: Iterable[int]) -> bool:
    """Hold doors, before any conversation of theirs."""
    return rows.hold(Door, numbers)


def hold_to_speak(conversation: Conversation) -> bool:
    """Hold a conversation and its door: a message will be added."""
    return hold_doors([conversation.door_id]) and hold_conversations([conversation.pk])
