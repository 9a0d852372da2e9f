"""What a public thread hangs under: kept once, however many comment."""

from typing import Any

from django.db import transaction

from mostrador.doors import contract
from mostrador.doors.contract import File
from mostrador.doors.models import Door
from mostrador.inbox.attaching import PICTURES
from mostrador.inbox.models import Conversation, Post
from mostrador.kit import files

MOST_BYTES = 5 * 1024 * 1024


@transaction.atomic
def note(told: contract.Post, *, door: Door, thread: str) -> Post:
    """Keep what the platform says of it; what it says later replaces what it said before, silence replaces nothing."""
    post, fresh = Post.objects.get_or_create(door=door, thread=thread[:255], defaults=_fields(told))
    changed = {name: value for name, value in _fields(told).items() if value and value != getattr(post, name)}
    if changed and not fresh:
        for name, value in changed.items():
            setattr(post, name, value)
        post.save(update_fields=list(changed))
    return post


def wants_picture(post: Post) -> bool:
    """Whether it is still to be fetched; once is enough: platforms give the same picture a new address each time."""
    return bool(post.picture_url) and not post.picture_key


def note_picture(post: Post, *, file: File) -> bool:
    """Keep its picture; return whether it is one. What is no picture, or too big, is left out: the words suffice."""
    if file.type not in PICTURES or not 0 < len(file.content) <= MOST_BYTES:
        return False
    post.picture_key, post.picture_type = files.new_key(), file.type
    files.keep(post.picture_key, file.content)
    post.save(update_fields=["picture_key", "picture_type"])
    return True


def above(conversation: Conversation) -> Post | None:
    """Return what a conversation hangs under, if it is public and the platform told us."""
    if not conversation.public:
        return None
    return Post.objects.filter(door=conversation.door_id, thread=conversation.thread).first()


def _fields(told: contract.Post) -> dict[str, Any]:
    return {
        "text": told.text.strip()[:10_000], "url": _address(told.url), "picture_url": _address(told.picture_url),
        "published_at": told.published_at,
    }  # fmt: skip


def _address(told: str) -> str:
    """Return it where a browser may follow it; a cut address leads elsewhere, and a program is no address."""
    return told if told.startswith(("https://", "http://")) and len(told) <= 1000 else ""
