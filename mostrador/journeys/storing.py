"""One thought-through item is written down, by the verb it calls for."""

from mostrador.inbox import changing, echoing, receiving, threading
from mostrador.inbox.models import Message
from mostrador.journeys import fetching
from mostrador.journeys.considering import Thought
from mostrador.kit import jobs


def store_item(thought: Thought) -> None:
    """Write the item. What we already have changes nothing: channels deliver twice."""
    match thought.item.kind:
        case "edited" | "deleted" | "reaction" | "receipt":
            changing.apply(thought.item, door=thought.door, person=thought.person)
        case "echo":
            _echo(thought)
        case _:
            _message(thought)


def _message(thought: Thought) -> None:
    if thought.heard is None:
        raise NobodySaidIt("The message names nobody as its author.")
    message = receiving.receive(thought.heard)
    if message is not None and thought.item.attachments:
        _fetch(message)


def _echo(thought: Thought) -> None:
    if thought.person is None:
        raise NobodySaidIt("Our own message names nobody whom it was for.")
    conversation = threading.conversation_for(
        thought.item, door=thought.door, person=thought.person, at=thought.arrived_at
    )
    message = echoing.note_echo(
        thought.item, door=thought.door, conversation=conversation, arrived_at=thought.arrived_at
    )
    if message is not None and thought.item.attachments:
        _fetch(message)


def _fetch(message: Message) -> None:
    for attachment in message.attachments.filter(state="wanted"):
        jobs.enqueue(fetching.fetch, attachment_id=attachment.pk)


class NobodySaidIt(Exception):
    """A message without an author, or an echo without the person it went to, has no place."""
