"""Saved texts of the shop, and the help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import authority_words, notices, pages, plan_page, wording
from mostrador.desk.entering import for_writers, member_of, reads, writes
from mostrador.desk.surroundings import enter
from mostrador.inbox import canning
from mostrador.inbox.models import CannedReply, Case
from mostrador.journeys import ranking
from mostrador.plan import explaining, keeping


@for_writers
def texts(request: HttpRequest) -> HttpResponse:
    """See the saved texts, or save a new one."""
    if request.method == "POST":
        return _keep(request, None)
    enter(request)
    context = {"texts": list(CannedReply.objects.all()), "notices": notices.shown(request)}
    return pages.page(request, "texts.html", {**context, "owner": member_of(request).role == "owner"})


@writes
def text(request: HttpRequest, text_id: int) -> HttpResponse:
    """Change a saved text, or throw it away."""
    found = get_object_or_404(CannedReply, pk=text_id)
    if request.POST.get("remove"):
        canning.throw_away(found, by=member_of(request))
        return pages.see(reverse("desk:texts"))
    return _keep(request, found)


@reads
def help_page(request: HttpRequest) -> HttpResponse:
    enter(request)
    move = [
        (_("next, previous"), ["j", "k"]),
        (_("open"), ["Enter"]),
        (_("Today"), ["g", "h"]),
        (_("Inbox"), ["g", "b"]),
        (_("search"), ["/"]),
    ]
    answer = [
        (_("write to them"), ["r"]),
        (_("note for the team"), ["n"]),
        (_("send"), ["Ctrl", "Enter"]),
        (_("done"), ["e"]),
        (_("put off"), ["h"]),
        (_("leave the box"), ["Esc"]),
    ]
    return pages.page(request, "help.html", {"parts": [(_("Move"), move), (_("Answer"), answer)]})


@reads
def why(request: HttpRequest) -> HttpResponse:
    """¿Por qué? What the plan lets this member do, which line of it says so, and what that line says."""
    around, plan = enter(request), keeping.current()
    role = ranking.role_of(around.member, plan)
    asked = request.GET.get("line", "") or (f"authority.{role}" if role else "")
    case = Case.objects.visible_to(around.member).filter(pk=_number(request.GET.get("case", ""))).first()
    said = {row["id"]: row["says"] for row in explaining.sentences(plan, plan_page.voice())}
    context = {
        "may": authority_words.all_of(around.member, case), "plan": plan, "case": case,
        "line": wording.of_line(asked) if asked in said else "", "says": said.get(asked, ""),
        "tries": around.member.runs_the_house,
    }  # fmt: skip
    return pages.page(request, "why.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _keep(request: HttpRequest, found: CannedReply | None) -> HttpResponse:
    shortcut, words = request.POST.get("shortcut", ""), request.POST.get("text", "")
    try:
        canning.keep(found, shortcut=shortcut, text=words, by=member_of(request))
    except (canning.NameTaken, canning.Empty) as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(reverse("desk:texts"))
