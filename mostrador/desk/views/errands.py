"""Conversación: the page of one asunto, and its regions one by one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mostrador.desk import beside, errand_page, pages, reply_box, rows, thread
from mostrador.desk.entering import case_of, conversation_of, member_of, reads
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import enter
from mostrador.desk.views import inbox
from mostrador.inbox import viewing
from mostrador.inbox.models import Case


@reads
def errand(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    _look(request, case)
    around = enter(request)
    page = Errand(case, around)
    keep = rows.query(inbox.read_tab(request), inbox.read_filters(request))
    back = reverse("desk:inbox") + keep
    before = request.GET.get("before", "")
    context = {
        "list": inbox.the_list(request, around, current=case.pk), "open": "talk", "title": page.known.name,
        **regions(request, page, back=back, asking=request.GET.get("ask", ""), before=before),
        "box": reply_box.box(page, text="" if request.GET.get("own") else None),
        "whole_url": reverse("desk:case", args=[case.pk]) + keep,
    }  # fmt: skip
    return pages.page(request, "errand.html", context)


@reads
def older(request: HttpRequest, case_id: int) -> HttpResponse:
    """What was said before the place `before`, to be put on top of the thread."""
    case = case_of(request, case_id)
    page, before = Errand(case, enter(request)), request.GET.get("before", "")
    otherwise = reverse("desk:case", args=[case.pk]) + f"?before={before}"
    return pages.fragment(request, "_older.html", {"talk": _talk(request, page, before=before)}, otherwise=otherwise)


@reads
def head(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    shown = errand_page.head(Errand(case, enter(request)), back=_back(request))
    return pages.fragment(request, "_head.html", {"head": shown}, otherwise=reverse("desk:case", args=[case.pk]))


@reads
def talk(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    _look(request, case)
    shown = _talk(request, Errand(case, enter(request)), since=request.GET.get("since", ""))
    shown["has"] = request.GET.get("has", "")
    return pages.fragment(request, "_talk.html", {"talk": shown}, otherwise=reverse("desk:case", args=[case.pk]))


@reads
def context(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    shown = beside.aside(Errand(case, enter(request)))
    return pages.fragment(request, "_context.html", {"aside": shown}, otherwise=reverse("desk:case", args=[case.pk]))


@reads
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The conversation is only a page: the one of its asunto that last moved."""
    found = conversation_of(request, conversation_id)
    case = get_object_or_404(Case.objects.filter(conversation=found).order_by("-moved_at", "-pk")[:1])
    return pages.see(reverse("desk:case", args=[case.pk]))


def regions(
    request: HttpRequest, page: Errand, *, back: str = "", asking: str = "", before: str = "", since: str = ""
) -> dict[str, Any]:
    """Return the regions that a change may change; the reply box is none of them: somebody may be writing in it."""
    return {
        "head": errand_page.head(page, back=back, asking=asking), "aside": beside.aside(page),
        "talk": _talk(request, page, before=before, since=since),
    }  # fmt: skip


def _talk(request: HttpRequest, page: Errand, *, before: str = "", since: str = "") -> dict[str, Any]:
    try:
        return errand_page.talk(page, request=request, before=before, since=since)
    except thread.NoSuchPlace as lost:
        raise Http404 from lost


def _look(request: HttpRequest, case: Case) -> None:
    # Before the stream's position is read: our own look is no news to this page.
    if case.unread:
        viewing.look(case, by=member_of(request))


def _back(request: HttpRequest) -> str:
    return reverse("desk:inbox") + rows.query(inbox.read_tab(request), inbox.read_filters(request))
