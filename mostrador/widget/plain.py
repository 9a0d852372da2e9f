"""The chat without a script: what one form on the page asks for."""

import secrets

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.doors.models import Connection
from mostrador.inbox import visiting as whereabouts
from mostrador.journeys import calling_back
from mostrador.widget import limiting, uploading, visiting, writing
from mostrador.widget.knocking import Refused, place_of, within


def act(request: HttpRequest, connection: Connection, visitor: str) -> str:
    """Do what the pressed button says; return the word that the page then speaks of. Raises `Refused`."""
    match request.POST.get("do", "say"):
        case "tell":
            _tell(request, connection, visitor)
            return "told"
        case "person":
            words = "\n\n".join(
                filter(None, (_("I want to talk to the person in charge."), request.POST.get("text", "").strip()))
            )
            _say(request, connection, visitor, words, asks="person")
        case _:
            _say(request, connection, visitor, request.POST.get("text", ""))
    return "taken"


def _say(request: HttpRequest, connection: Connection, visitor: str, text: str, asks: str = "") -> None:
    language = get_language() or ""
    told = {
        "id": _number(request),
        "text": text.replace("\r\n", "\n"),
        "files": _files(request, visitor),
        "asks_for": asks,
    }
    writing.say(connection, visitor, told, vouched=None, language=language)
    calling_back.expect(connection, visitor, language=language)


def _number(request: HttpRequest) -> str:
    """Return the id that the page was shown with, so that a form sent twice is heard once."""
    given = request.POST.get("number", "")
    return given if writing.ID.fullmatch(given) else secrets.token_hex(16)


def _files(request: HttpRequest, visitor: str) -> list[str]:
    given = [file for file in request.FILES.getlist("file") if file.size]
    if len(given) > writing.MOST_FILES:
        raise Refused(400, "too_many", _("Five files at a time are the most."))
    size = sum(file.size or 0 for file in given)
    within(limiting.BYTES_FROM, place_of(request), size)
    within(limiting.BYTES, visitor, size)
    return [writing.file_word(visitor, uploading.take(file)) for file in given]


def _tell(request: HttpRequest, connection: Connection, visitor: str) -> None:
    within(limiting.WISHES_FROM, place_of(request))
    within(limiting.WISHES, visitor)
    conversation = visiting.conversation_of(connection, visitor)
    if conversation is None:
        raise Refused(409, "not_yet", _("Write to us first."))
    try:
        whereabouts.give_way_back(conversation, address=request.POST.get("email", ""))
    except whereabouts.NoAddress as wrong:
        raise Refused(400, "no_address", str(wrong.for_people)) from wrong
