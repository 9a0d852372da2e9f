"""Bandeja: who waits, what we promised, whom we wait for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from mostrador.desk import addresses, filtering, lists, pages, rows
from mostrador.desk.entering import reads
from mostrador.desk.lists import Filters, Tab
from mostrador.desk.surroundings import Surroundings, enter
from mostrador.kit.addressing import address
from mostrador.triage import needs


@reads
def inbox(request: HttpRequest) -> HttpResponse:
    around = enter(request)
    shown = the_list(request, around)
    if request.headers.get("HX-Request") and shown["after"]:
        return pages.page(request, "_more_rows.html", {"list": shown})
    return pages.page(request, "inbox.html", {"list": shown, "open": "list"})


@reads
def fragment(request: HttpRequest) -> HttpResponse:
    shown = the_list(request, enter(request), current=_number(request.GET.get("current", "")))
    otherwise = addresses.inbox() + shown["query"]
    return pages.fragment(request, "_inbox.html", {"list": shown, "fresh": True}, otherwise=otherwise)


def the_list(request: HttpRequest, around: Surroundings, *, current: int = 0) -> dict[str, Any]:
    """Return everything the list pane shows, for the tab, the filters and the place that the address names."""
    tab, filters = read_tab(request), read_filters(request)
    after = request.GET.get("after", "")
    try:
        page = lists.page(around, tab, filters=filters, after=after)
    except lists.NoSuchPlace as lost:
        raise Http404 from lost
    groups = rows.groups(page, tab, filters, around=around, current=current, first=not after)
    if tab == "waiting" and not page.next and not after:
        groups += rows.theirs(filters, around=around, current=current)
    keep = rows.query(tab, filters)
    return {
        "tab": tab, "tabs": rows.tabs(tab, filters, around=around), "groups": groups, "after": after, "query": keep,
        "next": addresses.inbox() + rows.query(tab, filters, after=page.next) if page.next else "",
        "fragment": address("desk:inbox_fragment") + rows.query(tab, filters, current=current),
        "filters": filtering.menu(tab, filters, around), "filtered": bool(filters), "empty": not page.rows,
        "plain": addresses.inbox() + rows.query(tab, Filters()), "current": current,
    }  # fmt: skip


def read_tab(request: HttpRequest) -> Tab:
    asked = request.GET.get("tab", "waiting")
    return next((tab for tab in lists.TABS if tab == asked), "waiting")


def read_filters(request: HttpRequest) -> Filters:
    asked = request.GET
    need = asked.get("need", "")
    return Filters(
        door=_number(asked.get("door", "")), need=need if need in needs.KINDS else "",
        mine=asked.get("mine") == "1", tag=asked.get("tag", "")[:40],
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
