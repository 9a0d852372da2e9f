"""Thought-through items are written down, by the verbs they call for."""

from collections.abc import Sequence
from itertools import groupby

from mostrador.doors.contract import Post
from mostrador.inbox import changing, echoing, locking, posting, receiving, threading
from mostrador.inbox.models import Attachment, Message
from mostrador.inbox.receiving import Heard
from mostrador.journeys import binding, fetching, night_receipts
from mostrador.journeys.considering import WORDS, Thought
from mostrador.journeys.crisis import hearing
from mostrador.kit import jobs
from mostrador.plan import noting


def store_items(thoughts: Sequence[Thought]) -> None:
    """Write items in their order. What we already have changes nothing: channels deliver twice."""
    locking.hold_doors({thought.door.pk for thought in thoughts})
    for words, together in groupby(thoughts, key=lambda thought: thought.item.kind in WORDS):
        if words:
            _messages(list(together))
        else:
            for thought in together:
                _other(thought)


def _messages(thoughts: Sequence[Thought]) -> None:
    heard = [_heard(thought) for thought in thoughts]
    written = receiving.receive_all(heard)
    hearing.hear(heard, written)
    binding.begin(message for one, message in zip(heard, written, strict=True) if message and binding.complains(one))
    together = list(zip(thoughts, written, strict=True))
    if wanted := [(message, one) for thought, message in together if message for one in thought.wanted]:
        noting.note_all(wanted)
    for thought, message in together:
        if message is not None and thought.item.attachments:
            _fetch_what_came_with(message)
        if message is not None and not thought.item.here:
            night_receipts.expect(_heard(thought), message)
        if message is not None and thought.item.post:
            _keep_the_post(thought.item.post, message)


def _keep_the_post(told: Post, message: Message) -> None:
    conversation = message.conversation
    post = posting.note(told, door=message.door, thread=conversation.thread) if conversation.public else None
    if post is not None and posting.wants_picture(post):
        jobs.enqueue(fetching.fetch_picture, post_id=post.pk, only_one=f"picture of post {post.pk}")


def _heard(thought: Thought) -> Heard:
    if thought.heard is None:
        raise NobodySaidIt("The message names nobody as its author.")
    return thought.heard


def _other(thought: Thought) -> None:
    if thought.item.kind == "echo":
        _echo(thought)
    else:
        changing.apply(thought.item, door=thought.door, person=thought.person)


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
        _fetch_what_came_with(message)


def _fetch_what_came_with(message: Message) -> None:
    for attachment in message.attachments.filter(state=Attachment.State.WANTED):
        jobs.enqueue(fetching.fetch, attachment_id=attachment.pk)


class NobodySaidIt(Exception):
    """A message without an author, or an echo without the person it went to, has no place."""
