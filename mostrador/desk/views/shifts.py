"""The team's shifts: everybody reads them, owners and managers change them, and a day of the past is looked up."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.accounts import rostering, teaming
from mostrador.accounts.models import Member, Role
from mostrador.desk import notices, pages, week
from mostrador.desk import shifts as told
from mostrador.desk.entering import member_of, of_the_house, reads
from mostrador.desk.surroundings import enter
from mostrador.kit import clock, saying
from mostrador.plan import keeping, shop_hours


@reads
def shifts(request: HttpRequest) -> HttpResponse:
    """Who is here now, everybody's week, and who was here on a day."""
    around, day = enter(request), _day(request)
    context = {
        "rows": told.rows(), "may_change": around.member.runs_the_house, "owner": around.member.role == Role.OWNER,
        "day": day.isoformat(), "there": told.of_day(day), "today": saying.here(clock.now()).date().isoformat(),
        "notices": notices.shown(request),
    }  # fmt: skip
    return pages.page(request, "shifts.html", context)


@of_the_house
def shift(request: HttpRequest, member_id: int) -> HttpResponse:
    """Change somebody's week from now on; what was stays as it was."""
    member = _member(member_id)
    if request.method != "POST":
        return _form(request, member, before=_before(request, member))
    asked = request.POST
    try:
        rostering.set_week(member, week=week.text(asked), by=member_of(request))
    except rostering.NoWeek as refused:
        return _form(request, member, said=asked, fault=_(refused.for_people))
    notices.tell(request, _("From now on, %(name)s: %(week)s") % {"name": member.name, "week": told.week(member.week)})
    return pages.see(reverse("desk:shifts"))


@of_the_house
def away(request: HttpRequest, member_id: int) -> HttpResponse:
    """Say for somebody that they are not here today, or are again."""
    if request.method != "POST":
        raise PermissionDenied
    teaming.set_away(_member(member_id), away=request.POST.get("away") == "1", by=member_of(request))
    return pages.see(reverse("desk:shifts"))


def _form(
    request: HttpRequest, member: Member, *, before: str = "", said: week.Said | None = None, fault: str = ""
) -> HttpResponse:
    enter(request)
    context = {
        "one": member,
        "week": week.rows(said or {}, before=before),
        "fault": fault,
        "now": told.week(member.week),
    }
    return pages.page(request, "shift.html", context, status=422 if fault else 200)


def _before(request: HttpRequest, member: Member) -> str:
    """Return the hours that the form begins with: theirs, or the shop's where they are asked for."""
    hours = shop_hours.of(keeping.current()) if request.GET.get("as") == "shop" else None
    return hours.text if hours else member.week


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return saying.here(clock.now()).date()


def _member(member_id: int) -> Member:
    able = Member.objects.filter(is_active=True).exclude(role=Role.VIEWER)
    return get_object_or_404(able, pk=member_id)
