"""The calls of the chat. Each goes through `knocking.chat`: door, site, method, refusals."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.doors.models import Connection
from mostrador.inbox import visiting as whereabouts
from mostrador.inbox.models import Attachment, Conversation, Message
from mostrador.journeys import calling_back
from mostrador.kit import files
from mostrador.widget import facing, identifying, limiting, telling, uploading, visiting, writing
from mostrador.widget.knocking import Refused, body_of, chat, comes_from_here, place_of, visitor_of, within


@chat("GET")
def face(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    """How the chat looks and what it says, before anybody is known."""
    response = JsonResponse(facing.face(connection))
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@chat("POST")
def begin(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    """Give a token: the same visitor to whoever shows a good one, somebody vouched for, else a stranger."""
    within(limiting.OPENINGS, place_of(request))
    told = body_of(request)
    vouched = identifying.identify(connection.secrets, told.get("user"), told.get("hash"))
    here = comes_from_here(request)
    visitor = vouched.visitor if vouched else _known(connection, told, here) or visiting.stranger()
    opened = {"token": visiting.token(connection, visitor), "vouched": vouched is not None}
    return JsonResponse({**opened, **_thread(request, connection, visitor)})


@chat("GET")
def thread(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    visitor = visitor_of(request, connection)
    within(limiting.LOOKS, visitor)
    return JsonResponse(_thread(request, connection, visitor))


@chat("POST")
def messages(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    visitor = visitor_of(request, connection)
    within(limiting.WORDS_FROM, place_of(request))
    within(limiting.WORDS, visitor)
    told = body_of(request)
    vouched = identifying.identify(connection.secrets, told.get("user"), told.get("hash"))
    mine = vouched if vouched and vouched.visitor == visitor else None
    writing.say(connection, visitor, told, vouched=mine, language=get_language() or "")
    calling_back.expect(connection, visitor, language=get_language() or "")
    return JsonResponse({"accepted": True}, status=HTTPStatus.ACCEPTED)


@chat("POST")
def seen(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    visitor = visitor_of(request, connection)
    within(limiting.LOOKS, visitor)
    upto = body_of(request).get("upto")
    if isinstance(upto, bool) or not isinstance(upto, int) or not 0 < upto < 2**63:
        raise Refused(400, "no_id", "upto is the id of a message.")
    writing.saw(connection, visitor, _conversation(connection, visitor), upto=upto)
    return JsonResponse({"accepted": True}, status=HTTPStatus.ACCEPTED)


@chat("POST")
def upload(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    visitor = visitor_of(request, connection)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > uploading.MOST_BYTES + uploading.ENVELOPE_BYTES:
        raise Refused(413, "too_big", uploading.too_big())
    within(limiting.BYTES_FROM, place_of(request), size)
    within(limiting.BYTES, visitor, size)
    kept = uploading.take(request.FILES.get("file"))
    return JsonResponse(
        {"key": writing.file_word(visitor, kept), "name": kept.name, "picture": telling.is_picture(kept)}, status=201
    )


@chat("GET")
def file(request: HttpRequest, connection: Connection, file_key: str) -> HttpResponseBase:
    """Bring a file of the visitor's own conversation."""
    visitor = visitor_of(request, connection)
    within(limiting.LOOKS, visitor)
    return brought(_conversation(connection, visitor), file_key)


@chat("POST")
def call_back(request: HttpRequest, connection: Connection) -> HttpResponseBase:
    """Where to tell them of an answer: only once they have written."""
    visitor = visitor_of(request, connection)
    within(limiting.WISHES_FROM, place_of(request))
    within(limiting.WISHES, visitor)
    address = body_of(request).get("email")
    if not isinstance(address, str):
        raise Refused(400, "no_address", str(whereabouts.NoAddress.for_people))
    keep_way_back(_conversation(connection, visitor), address)
    return JsonResponse({"to": address})


def keep_way_back(conversation: Conversation, address: str) -> None:
    try:
        whereabouts.give_way_back(conversation, address=address)
    except whereabouts.NoAddress as wrong:
        raise Refused(400, "no_address", str(wrong.for_people)) from wrong


def brought(conversation: Conversation, file_key: str) -> HttpResponseBase:
    """Return the bytes: a picture may be shown, everything else is only ever saved."""
    return handed(telling.shown(conversation), file_key)


def handed(messages: QuerySet[Message], file_key: str) -> HttpResponseBase:
    """Return the bytes of a file that one of these messages carries. Raises `Refused`."""
    there = Attachment.objects.filter(message__in=messages, message__deleted_at=None)
    found = there.filter(key=file_key, state=Attachment.State.KEPT).first()
    if found is None or not files.place(found.key).is_file():
        raise Refused(404, "no_file", _("That file is not here any more. Attach it again."))
    picture = telling.is_picture(found)
    response = FileResponse(files.place(found.key).open("rb"))
    response.headers["Content-Type"] = found.type if picture else "application/octet-stream"
    how = "inline" if picture else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.name or 'file', safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _thread(request: HttpRequest, connection: Connection, visitor: str) -> dict[str, Any]:
    before = request.GET.get("before", "")
    told = telling.thread(
        connection,
        visitor,
        after=request.GET.get("after", "")[:40],
        before=int(before) if before.isdigit() and len(before) < 19 else None,
    )
    if request.GET.get("looking") == "1" and (conversation := visiting.conversation_of(connection, visitor)):
        whereabouts.note_here(conversation, language=get_language() or "")
    return told


def _conversation(connection: Connection, visitor: str) -> Conversation:
    found = visiting.conversation_of(connection, visitor)
    if found is None:
        raise Refused(409, "not_yet", _("Write to us first."))
    return found


def _known(connection: Connection, told: dict[str, Any], here: bool) -> str | None:
    """Return whose token it is. One of somebody vouched for counts only on our own page, which a signed link opens:
    on the shop's site, without the site's word, whoever sits there now is a stranger.
    """
    shown = told.get("token")
    visitor = visiting.visitor_of(connection, shown) if isinstance(shown, str) and len(shown) < 500 else None
    return visitor if visitor and (here or not visiting.is_vouched(visitor)) else None
