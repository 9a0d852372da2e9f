"""Buscar: people and words, the newest first, within what one may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mostrador.desk import pages, quoting, wording
from mostrador.desk.entering import reads
from mostrador.desk.surroundings import Surroundings, enter
from mostrador.desk.views import people
from mostrador.inbox import searching
from mostrador.inbox.models import Case, Message
from mostrador.kit import saying

PAGE = 25
AROUND = 70  # characters shown each side of the word found


@reads
def search(request: HttpRequest) -> HttpResponse:
    around = enter(request)
    words = request.GET.get("q", "").strip()[:120]
    before = request.GET.get("before", "")
    found = _said(words, around, int(before) if before.isdigit() and len(before) < 16 else None) if words else []
    context = {
        "words": words, "found": [_hit(message, words, around) for message in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else 0, "is_first": not before,
        "people": people.lines(around, words) if words and not before else [],
        "cases": _by_code(words, around) if words and not before else [],
    }  # fmt: skip
    return pages.page(request, "_hits.html" if request.headers.get("HX-Request") else "search.html", context)


def _said(words: str, around: Surroundings, before: int | None) -> list[Message]:
    return searching.search(words, member=around.member, before=before, limit=PAGE + 1)


def _by_code(words: str, around: Surroundings) -> list[dict[str, Any]]:
    """Return the asunto whose tracking code somebody typed or dictated."""
    code = words.upper().replace(" ", "")
    found = Case.objects.visible_to(around.member).filter(code=code)
    return [
        {"name": wording.wanted(case), "url": reverse("desk:case", args=[case.pk]), "code": case.code} for case in found
    ]


def _hit(message: Message, words: str, around: Surroundings) -> dict[str, Any]:
    door = around.doors.get(message.door_id)
    person = message.conversation.person
    name = wording.called(person.name, address=message.conversation.address_value, door=door.name if door else "")
    case = message.case_id
    url = reverse("desk:case", args=[case]) if case else reverse("desk:conversation", args=[message.conversation_id])
    return {
        "name": name, "key": f"person-{person.head_id}", "door": door.glyph if door else "",
        "url": f"{url}#message-{message.pk}", "door_name": door.name if door else "",
        "words": snippet(quoting.split(message.text)[0] or message.subject, words),
        "when": saying.stamp(message.received_at, around.now),
        "by": around.members.get(message.author_id or 0, "") if message.direction != "in" else "",
    }  # fmt: skip


def snippet(text: str, words: str) -> SafeString:
    """Return the words around the first one found, with what was looked for in bold. Everything else is escaped."""
    plain = " ".join(text.split())
    terms = [term.lower() for term in words.split() if term]
    places = [(plain.lower().find(term), len(term)) for term in terms if term in plain.lower()]
    if not places:
        return mark_safe(escape(plain[: 2 * AROUND]))  # noqa: S308 - escaped on this line
    at, length = min(places)
    start, end = max(0, at - AROUND), at + length + AROUND
    bold = f"<b>{escape(plain[at : at + length])}</b>"
    head, tail = ("… " if start else "") + escape(plain[start:at]), escape(plain[at + length : end])
    return mark_safe(head + bold + tail + (" …" if end < len(plain) else ""))  # noqa: S308 - every part is escaped
