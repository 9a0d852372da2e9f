"""How a change of an asunto is answered: with its fresh regions for htmx, else with its page."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mostrador.desk import pages, reply_box
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import enter
from mostrador.desk.views import errands
from mostrador.inbox.models import Case


def answer(
    request: HttpRequest, case: Case, *, asking: str = "", box: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """Send the regions of `case` as it is now; `box` replaces the reply box too."""
    if not request.headers.get("HX-Request"):
        return pages.see(reverse("desk:case", args=[case.pk]) + (f"?{urlencode({'ask': asking})}" if asking else ""))
    fresh = Case.objects.select_related("person__same_as", "conversation__door__connection", "owner").get(pk=case.pk)
    page = Errand(fresh, enter(request))
    regions = errands.regions(request, page, asking=asking, since=request.POST.get("since", ""))
    return pages.page(request, "_changed.html", {**regions, "box": box, "oob": True}, status=status)


def fresh_box(request: HttpRequest, case: Case) -> dict[str, object]:
    return reply_box.box(Errand(case, enter(request)))


def elsewhere(request: HttpRequest, case: Case) -> HttpResponse:
    """Leave for the page of another asunto."""
    return pages.go(request, reverse("desk:case", args=[case.pk]))
