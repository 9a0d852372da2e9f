"""Files of the reply box: how many, how large, and what is said of those that are not taken. The others stay."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile

from mostrador.accounts.models import Member
from mostrador.inbox import attaching
from mostrador.inbox.models import Attachment, Conversation
from mostrador.kit.words import N_

MOST_FILES = 10  # with one answer
TOO_BIG = N_("“%(name)s” is too big for this door: %(limit)s MB is the most. The other files are kept.")
TOO_MANY = N_("%(count)s files go with one answer at most. The others were left out: send them with the next one.")
EMPTY = N_("“%(name)s” is empty. The other files are kept.")


class NotTaken(Exception):
    """A file stays behind. `for_people` takes `words`; those that were taken are kept."""

    def __init__(self, for_people: str, **words: object) -> None:
        super().__init__(for_people % words)
        self.for_people, self.words = for_people, words


def limit(conversation: Conversation) -> int:
    """Return how many bytes a file may have to leave by this door."""
    most = conversation.door.speaks.file_limit_bytes
    return min(most, attaching.MOST_BYTES) if most else attaching.MOST_BYTES


def take(
    files: list[UploadedFile], *, by: Member, conversation: Conversation, into: list[Attachment], beside: int = 0
) -> None:
    """Keep the files one by one in `into`, `beside` others that are kept already. Raises `NotTaken` after the last."""
    refused: tuple[str, Mapping[str, object]] | None = None
    for file in files:
        if len(into) + beside >= MOST_FILES:
            raise NotTaken(TOO_MANY, count=MOST_FILES)
        words = _why_not(file, limit(conversation))
        if words:
            refused = words, {"name": file.name or "", "limit": limit(conversation) // 2**20}
        else:
            kept = attaching.upload(by, name=file.name or "", type=file.content_type or "", content=file.read())
            into.append(kept)
    if refused:
        raise NotTaken(refused[0], **refused[1])


def _why_not(file: UploadedFile, most: int) -> str:
    if not file.size:
        return EMPTY
    return TOO_BIG if file.size > most else ""
