"""The optional language model is asked, where the house has one: by the house when it is unsure, by a person for words.

What it says is never sent, ordered, paid or ruled by itself: it names needs among ours, or writes words that a person
reads first.
"""

from mostrador.accounts.models import Member
from mostrador.inbox import attaching, drafting
from mostrador.inbox.models import Attachment, Case, Draft, Message
from mostrador.journeys import opining, reconsidering
from mostrador.kit import jobs
from mostrador.plan import keeping
from mostrador.triage import allowance, consulting
from mostrador.triage.consulting import NotAnswered, TooMany

LAST = 8  # messages that a draft is made of
VOICE = "audio/"


def draft(case: Case, *, by: Member, surface: str, text: str) -> Draft | None:
    """Put words into their draft of an answer, below what stands in the box. Raises `consulting.NotAnswered`."""
    language = (case.person.head.language or keeping.current().locale.language)[:2]
    words = consulting.draft(_thread(case), language=language, spend=allowance.spend, note=allowance.note)
    before = drafting.current(case.conversation, by=by)
    text = f"{text.rstrip()}\n\n{words}" if text.strip() else words
    files = before.files if before else ()
    return drafting.save(case.conversation, by=by, surface=surface, text=text, files=files)


def translate(message: Message, *, language: str) -> str:
    """Raises `consulting.NotAnswered`."""
    words = opining.words(message)
    return consulting.translate(words, language=language, spend=allowance.spend, note=allowance.note)


def expect(attachment: Attachment) -> None:
    """A file is here: where it is a voice note and the model hears, its words will follow."""
    if attachment.type.startswith(VOICE) and consulting.hears():
        jobs.enqueue(listen, attachment_id=attachment.pk, only_one=f"words of file {attachment.pk}")


@jobs.job
def listen(*, attachment_id: int) -> None:
    """Write down the words of a voice note, and weigh them like written ones. Until then it waits to be heard."""
    found = Attachment.objects.select_related("message__door__connection", "message__case", "message__person",
                                              "message__conversation__door__connection")  # fmt: skip
    note = found.filter(pk=attachment_id, state=Attachment.State.KEPT, said="").first()
    if note is None or note.message is None:
        return
    try:
        words = consulting.transcribe(
            attaching.content(note), type=note.type, spend=allowance.spend, note=allowance.note
        )
    except TooMany:
        return
    except NotAnswered as trouble:
        raise NotHeard(str(trouble)) from trouble  # later again: jobs wait longer each time
    attaching.note_words(note, words=words)
    if note.message.direction == Message.Direction.IN and not note.message.text:
        reconsidering.think_again(note.message, None)


class NotHeard(Exception):
    """The model did not write down a voice note; it still waits to be heard by a person."""


def _thread(case: Case) -> list[dict[str, str]]:
    said = Message.objects.filter(case=case, deleted_at=None).exclude(direction=Message.Direction.NOTE)
    last = list(said.select_related("door__connection").order_by("-shown_at", "-pk")[:LAST])
    ours = Message.Direction.OUT
    return [
        {"from": "shop" if one.direction == ours else "customer", "text": opining.words(one)[:1500]}
        for one in reversed(last)
    ]
