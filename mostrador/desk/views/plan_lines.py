"""A line of action put into a draft, changed in it and taken out, by choosing from the plan's own words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.desk import notices, pages, plan_changing, plan_lines, plan_page
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.kit import clock
from mostrador.plan import choosing, editing, explaining, inserting, reading, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan

Refusals = (versioning.NotOpen, versioning.TooLong)


@of_the_house
def line(request: HttpRequest, version_id: int, line_id: str = plan_lines.NEW) -> HttpResponse:
    """Choose when a line of action holds, and what is done then; without `keep` it is only shown as it would be."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    plan = versioning.readable(found.text) if found.is_open else None
    if plan is None:
        notices.tell(request, _(plan_changing.UNREADABLE if found.is_open else versioning.NotOpen.for_people))
        return pages.see(_address(found))
    held = choosing.line_of(plan, line_id) if line_id else None
    if line_id and held is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, plan_lines.opened(plan, held))
    form = _checked(plan_lines.sent(plan, held, request.POST), found.text)
    if "keep" not in request.POST:
        return _page(request, found, plan_lines.as_one_goes(form))
    if form.faults:
        return _page(request, found, form, status=422)
    return _kept(request, found, plan_lines.text(form, found.text))


@of_the_house
@require_POST
def remove(request: HttpRequest, version_id: int, line_id: str) -> HttpResponse:
    """Take a line out of a draft; the strip that says so takes it back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    try:
        words = inserting.without_line(found.text, line_id)
        if faults := _new_findings(found.text, words):
            notices.tell(request, plan_lines.fault(faults[0]))
            return pages.see(reverse("desk:plan_line", args=[found.pk, line_id]))
        says = _says(versioning.readable(found.text), line_id)
        versioning.change(found, text=words, by=member_of(request))
        told = _("Taken out: %(line)s. %(says)s") % {"line": line_id, "says": says}
        notices.tell(request, told, undo=reverse("desk:plan_undo", args=[found.pk]))
    except editing.NoSuchPlace:
        notices.tell(request, _(plan_changing.GONE))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + "#lines")


@of_the_house
@require_POST
def undo(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take the last change of a draft back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    try:
        versioning.undo(found, by=member_of(request))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.go(request, _address(found))


def _page(request: HttpRequest, found: PlanVersion, form: plan_lines.Form, *, status: int = 200) -> HttpResponse:
    enter(request)
    context = {
        "version": found, "standing": plan_page.standing(found), "form": plan_lines.shown(form, plan_page.voice()),
        "notices": notices.shown(request),
    }  # fmt: skip
    return pages.page(request, "plan_line.html", context, status=status)


def _checked(form: plan_lines.Form, words: str) -> plan_lines.Form:
    """Return the form with what the plan's own check finds; while something is not chosen there is no line to check."""
    if form.faults:
        return form
    try:
        found = _new_findings(words, plan_lines.text(form, words))
    except editing.NoSuchPlace:
        return plan_lines.with_fault(form, _(plan_changing.GONE))
    return plan_lines.with_findings(form, found)


def _new_findings(before: str, after: str) -> list[Finding]:
    """Return what is wrong with a text that was not before."""
    known = {(one.what, one.fix) for one in _errors(before)}
    return [one for one in _errors(after) if (one.what, one.fix) not in known]


def _errors(words: str) -> list[Finding]:
    try:
        reading.read(words, today=clock.now().date())
    except PlanWrong as wrong:
        return [one for one in wrong.findings if one.level == "error"]
    return []


def _kept(request: HttpRequest, found: PlanVersion, words: str) -> HttpResponse:
    try:
        versioning.change(found, text=words, by=member_of(request))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + "#lines")


def _says(plan: Plan | None, line_id: str) -> str:
    held = choosing.line_of(plan, line_id) if plan is not None else None
    return explaining.line(held, plan_page.voice()) if held is not None else ""


def _address(found: PlanVersion) -> str:
    return reverse("desk:plan_version", args=[found.pk])
