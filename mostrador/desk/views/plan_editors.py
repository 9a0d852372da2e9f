"""Lines of action, gates of the law and what a crisis asks for: changed in a draft by choosing from its words."""

from types import ModuleType
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.desk import notices, pages, plan_changing, plan_choices, plan_gates, plan_levels, plan_lines, plan_page
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.kit import clock
from mostrador.plan import choosing, choosing_gates, editing, explaining, inserting, reading, versioning
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan

Refusals = (versioning.NotOpen, versioning.TooLong)


class Editor(NamedTuple):
    """How one sort of sentence is changed: its form, its page, and the part of the Plan page it stands in."""

    form: ModuleType  # with opened, sent, text, with_findings, with_fault, as_one_goes and shown
    page: str
    part: str


LINE = Editor(plan_lines, "plan_line.html", "lines")
GATE = Editor(plan_gates, "plan_gate.html", "law")
LEVEL = Editor(plan_levels, "plan_level.html", "crisis")


@of_the_house
def line(request: HttpRequest, version_id: int, line_id: str = "") -> HttpResponse:
    """Choose when a line of action holds, and what is done then; without `keep` it is only shown as it would be."""
    found, plan = _draft(version_id)
    held = choosing.line_of(plan, line_id) if plan is not None else None
    return _edited(request, found, plan, held, LINE, new=not line_id)


@of_the_house
def gate(request: HttpRequest, version_id: int, gate_id: str = "") -> HttpResponse:
    """Choose what a gate of the law stands over, where, and what happens without it."""
    found, plan = _draft(version_id)
    held = choosing_gates.gate_of(plan, gate_id) if plan is not None else None
    return _edited(request, found, plan, held, GATE, new=not gate_id)


@of_the_house
def level(request: HttpRequest, version_id: int, number: int) -> HttpResponse:
    """Choose what is done at a level of crisis."""
    found, plan = _draft(version_id)
    held = plan.crisis.level(number) if plan is not None else None
    return _edited(request, found, plan, held, LEVEL)


@of_the_house
@require_POST
def remove_line(request: HttpRequest, version_id: int, line_id: str) -> HttpResponse:
    """Take a line out of a draft; the strip that says so takes it back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    plan = versioning.readable(found.text)
    held = choosing.line_of(plan, line_id) if plan is not None else None
    says = explaining.line(held, plan_page.voice().of(plan)) if plan is not None and held is not None else ""
    return _removed(request, found, (*inserting.LINES, line_id), says, LINE)


@of_the_house
@require_POST
def remove_gate(request: HttpRequest, version_id: int, gate_id: str) -> HttpResponse:
    """Take a gate out of a draft; the strip that says so takes it back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    plan = versioning.readable(found.text)
    held = choosing_gates.gate_of(plan, gate_id) if plan is not None else None
    says = explaining.gate(held, plan_page.voice()) if held is not None else ""
    return _removed(request, found, (*choosing_gates.LAW, gate_id), says, GATE)


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


def _draft(version_id: int) -> tuple[PlanVersion, Plan | None]:
    """Return a version, and its plan where it is still open and can be read."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    return found, versioning.readable(found.text) if found.is_open else None


def _edited(
    request: HttpRequest, found: PlanVersion, plan: Plan | None, held: Any, editor: Editor, *, new: bool = False
) -> HttpResponse:
    if plan is None:
        notices.tell(request, _(plan_changing.UNREADABLE if found.is_open else versioning.NotOpen.for_people))
        return pages.see(_address(found))
    if held is None and not new:
        raise Http404
    if request.method != "POST":
        return _page(request, found, editor, editor.form.opened(plan, held))
    form = _checked(editor, editor.form.sent(plan, held, request.POST), found.text)
    if "keep" not in request.POST:
        return _page(request, found, editor, editor.form.as_one_goes(form))
    if form.faults:
        return _page(request, found, editor, form, status=422)
    return _kept(request, found, editor.form.text(form, found.text), editor)


def _page(request: HttpRequest, found: PlanVersion, editor: Editor, form: Any, *, status: int = 200) -> HttpResponse:
    enter(request)
    context = {
        "version": found, "form": editor.form.shown(form, plan_page.voice()), "notices": notices.shown(request),
    }  # fmt: skip
    return pages.page(request, editor.page, context, status=status)


def _checked(editor: Editor, form: Any, words: str) -> Any:
    """Return the form with what the plan's own check finds; while something is not chosen there is nothing to check."""
    if form.faults:
        return form
    try:
        found = _new_findings(words, editor.form.text(form, words))
    except editing.NoSuchPlace:
        return editor.form.with_fault(form, _(plan_changing.GONE))
    return editor.form.with_findings(form, found)


def _removed(
    request: HttpRequest, found: PlanVersion, path: tuple[str, str], says: str, editor: Editor
) -> HttpResponse:
    try:
        words = inserting.without_entry(found.text, path[:1], path[1])
        if faults := _new_findings(found.text, words):
            notices.tell(request, plan_choices.fault(faults[0]))
            return pages.see(_address(found) + f"#{editor.part}")
        versioning.change(found, text=words, by=member_of(request))
        told = _("Taken out: %(line)s. %(says)s") % {"line": path[-1], "says": says}
        notices.tell(request, told, undo=reverse("desk:plan_undo", args=[found.pk]))
    except editing.NoSuchPlace:
        notices.tell(request, _(plan_changing.GONE))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + f"#{editor.part}")


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


def _kept(request: HttpRequest, found: PlanVersion, words: str, editor: Editor) -> HttpResponse:
    try:
        versioning.change(found, text=words, by=member_of(request))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + f"#{editor.part}")


def _address(found: PlanVersion) -> str:
    return reverse("desk:plan_version", args=[found.pk])
