"""What is added on a receipt: on disk as a parcel of their own door before the page says that we have it."""

import secrets

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.doors import accepting, ingest, said_here
from mostrador.doors.contract import Parcel, Piece
from mostrador.inbox.models import Slip
from mostrador.kit import clock, house
from mostrador.widget import limiting, uploading, writing
from mostrador.widget.knocking import Refused, place_of, within

MANAGER = "manager"


def say(request: HttpRequest, slip: Slip) -> None:
    """Take what the form holds. The same form twice is one message. Raises `Refused`."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if request.POST.get("do") == MANAGER:
        text = "\n\n".join(filter(None, (_("I want to talk to the person in charge."), text)))
    if len(text) > writing.LONGEST_TEXT:
        raise Refused(413, "too_long", _("That is too long. Send it in several messages."))
    files = _files(request, slip)
    if not text and not files:
        raise Refused(400, "empty", _("There is nothing to send yet."))
    _accept(slip, text, files, number=_number(request))


def _accept(slip: Slip, text: str, files: tuple[said_here.File, ...], *, number: str) -> None:
    conversation = slip.case.conversation
    words = said_here.Words(
        id=f"{slip.pk}:{number}",
        author=conversation.address_value,
        thread=conversation.thread,
        door=conversation.door.external_id,
        text=text,
        sent_at=clock.now(),
        language=(get_language() or "")[:5],
        files=files,
    )
    knock = Parcel(method=said_here.METHOD, url=f"{house.public_url()}/r")
    piece = Piece(key=f"{said_here.PREFIX}{words.id}", body=said_here.written(words))
    try:
        accepting.accept(conversation.door.connection, [piece], parcel=knock)
    except ingest.Busy as busy:
        raise Refused(503, "busy", _("We could not take it just now. Send it again in a moment.")) from busy


def _number(request: HttpRequest) -> str:
    """Return the id that the page was shown with, so that a form sent twice is heard once."""
    given = request.POST.get("number", "")
    return given if writing.ID.fullmatch(given) else secrets.token_hex(16)


def _files(request: HttpRequest, slip: Slip) -> tuple[said_here.File, ...]:
    given = [file for file in request.FILES.getlist("file") if file.size]
    if len(given) > writing.MOST_FILES:
        raise Refused(400, "too_many", _("Five files at a time are the most."))
    size = sum(file.size or 0 for file in given)
    within(limiting.BYTES_FROM, place_of(request), size)
    within(limiting.BYTES, f"slip {slip.pk}", size)
    kept = [uploading.take(file) for file in given]
    return tuple(said_here.File(key=one.key, type=one.type, name=one.name, size=one.size) for one in kept)
