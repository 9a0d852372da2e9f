"""Every sentence of the plan that has a page of its own: changed in a draft by choosing and by filling in."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.desk import (
    notices,
    pages,
    plan_choices,
    plan_gates,
    plan_levels,
    plan_lines,
    plan_marks,
    plan_page,
    plan_sheets,
)
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.plan_forms import Editor, Form
from mostrador.desk.plan_sheet_sent import Held
from mostrador.desk.surroundings import enter
from mostrador.kit import clock
from mostrador.kit.words import N_
from mostrador.plan import (
    choosing,
    choosing_gates,
    editing,
    explaining,
    inserting,
    reading,
    removing,
    sheets,
    versioning,
)
from mostrador.plan.findings import Finding, PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan
from mostrador.plan.sheets import Sheet
from mostrador.plan.sheets_of_the_plan import SHEETS

STAYS = N_("It stays: without it the plan would not hold. %(why)s")
Refusals = (versioning.NotOpen, versioning.Moved, versioning.TooLong)


class Standing(NamedTuple):
    """What somebody takes out of a draft; `without` makes the text without it, or raises `NoSuchPlace`."""

    plan: Plan | None
    held: Any
    without: Callable[[], str]


LINE = Editor(opened=plan_lines.opened, sent=plan_lines.sent, page="plan_line.html", part="lines")
GATE = Editor(opened=plan_gates.opened, sent=plan_gates.sent, page="plan_gate.html", part="law")
LEVEL = Editor(opened=plan_levels.opened, sent=plan_levels.sent, page="plan_level.html", part="crisis")


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
def sheet(request: HttpRequest, version_id: int, key: str, entry: str | None = None) -> HttpResponse:
    """Fill in a part of the plan: its tone, a text, a question; without an entry, a new one of those that are many."""
    found, plan = _draft(version_id)
    asked = _sheet(key)
    named = "" if asked.shape == "alone" else entry
    try:
        sheets.standing(asked, found.text, named)
        return _edited(request, found, plan, Held(asked, found.text, named), _sheet_editor(asked))
    except editing.NoSuchPlace:
        if plan is None:
            return _edited(request, found, plan, None, _sheet_editor(asked))
        raise Http404 from None


@of_the_house
@require_POST
def remove_part(request: HttpRequest, version_id: int, key: str, entry: str = "") -> HttpResponse:
    """Take a part of the plan, or an entry of many, out of a draft; the strip that says so takes it back."""
    found, asked = get_object_or_404(PlanVersion, pk=version_id), _sheet(key)
    plan = versioning.readable(found.text)
    if not asked.can_go or plan is None:
        raise Http404
    says = " ".join(sheets.sentences(asked, plan, entry, plan_page.voice().of(plan)))
    told, held = _("Taken out: %(says)s") % {"says": says}, Held(asked, found.text, entry)
    without = partial(sheets.without, asked, found.text, entry)
    return _removed(request, found, Standing(plan, held, without), told, _sheet_editor(asked))


def _sheet(key: str) -> Sheet:
    if key not in SHEETS:
        raise Http404
    return SHEETS[key]


def _sheet_editor(asked: Sheet) -> Editor:
    part = plan_page.section_of(asked.row)
    return Editor(
        opened=plan_sheets.opened, sent=plan_sheets.sent, page="plan_sheet.html", part=part, tried=asked.tried
    )


@of_the_house
@require_POST
def remove_line(request: HttpRequest, version_id: int, line_id: str) -> HttpResponse:
    """Take a line out of a draft; the strip that says so takes it back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    plan = versioning.readable(found.text)
    held = choosing.line_of(plan, line_id) if plan is not None else None
    says = explaining.line(held, plan_page.voice().of(plan)) if plan is not None and held is not None else ""
    told = _taken_out(line_id, says)
    without = partial(removing.without, found.text, (*inserting.LINES, line_id))
    return _removed(request, found, Standing(plan, held, without), told, LINE)


@of_the_house
@require_POST
def remove_gate(request: HttpRequest, version_id: int, gate_id: str) -> HttpResponse:
    """Take a gate out of a draft; the strip that says so takes it back."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    plan = versioning.readable(found.text)
    held = choosing_gates.gate_of(plan, gate_id) if plan is not None else None
    says = explaining.gate(held, plan_page.voice()) if held is not None else ""
    told = _taken_out(gate_id, says)
    without = partial(removing.without, found.text, (*choosing_gates.LAW, gate_id))
    return _removed(request, found, Standing(plan, held, without), told, GATE)


@of_the_house
@require_POST
def undo(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take the last change of a draft back: the one that was seen, nobody else's after it."""
    found = get_object_or_404(PlanVersion, pk=version_id)
    try:
        plan_marks.must_stand(found, request.POST)
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
        notices.tell(request, _(plan_marks.UNREADABLE if found.is_open else versioning.NotOpen.for_people))
        return pages.see(_address(found))
    if held is None and not new:
        raise Http404
    if request.method != "POST":
        return _page(request, found, editor, editor.opened(plan, held))
    form = _checked(editor.sent(plan, held, request.POST).as_it_stood(request.POST.get("stood", "")), found.text)
    if "keep" not in request.POST:
        return _page(request, found, editor, form.as_one_goes())
    if form.faults:
        return _page(request, found, editor, form, status=422)
    return _kept(request, found, form.text(found.text), editor)


def _page(request: HttpRequest, found: PlanVersion, editor: Editor, form: Form, *, status: int = 200) -> HttpResponse:
    enter(request)
    stood = request.POST.get("stood", form.stood)  # drawn again, a page that is behind stays behind
    context = {
        "version": found, "form": {**form.shown(plan_page.voice()), "stood": stood}, "part": editor.part,
        "notices": notices.shown(request),
    }  # fmt: skip
    return pages.page(request, editor.page, context, status=status)


def _checked(form: Form, words: str) -> Form:
    """Return the form with what the plan's own check finds; while something is not chosen there is nothing to check."""
    if form.faults:
        return form
    try:
        found = _new_findings(words, form.text(words))
    except editing.NoSuchPlace:
        return form.with_fault(_(plan_marks.GONE))
    return form.with_findings(found)


def _removed(request: HttpRequest, found: PlanVersion, standing: Standing, told: str, editor: Editor) -> HttpResponse:
    """Keep the text without it where it stands as it stood on the page, and say what was taken out."""
    try:
        words = _without(standing, editor, request.POST.get("stood", ""))
        if faults := _new_findings(found.text, words):
            notices.tell(request, _(STAYS) % {"why": plan_choices.fault(faults[0])})
            return pages.see(_address(found) + f"#{editor.part}")
        changed = versioning.change(found, text=words, by=member_of(request))
        stood = {"stood": plan_marks.of_version(changed)}
        notices.tell(request, told, undo=reverse("desk:plan_undo", args=[found.pk]), fields=stood)
    except editing.NoSuchPlace:
        notices.tell(request, _(plan_marks.GONE))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + f"#{editor.part}")


def _without(standing: Standing, editor: Editor, stood: str) -> str:
    """Return the text without it. Raise `NoSuchPlace`, `Moved`."""
    if standing.plan is None or standing.held is None:
        raise editing.NoSuchPlace(standing.held)
    if editor.opened(standing.plan, standing.held).stood != stood:
        raise versioning.Moved
    return standing.without()


def _taken_out(line: str, says: str) -> str:
    return _("Taken out: %(line)s. %(says)s") % {"line": line, "says": says}


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
        if editor.tried and found.state != PlanVersion.State.DRAFT and words != found.previous:
            told = _("It may change what is due when, and who is asked. See it on your past before you sign.")
            notices.tell(
                request, told, undo=reverse("desk:past"), fields={"version": found.pk}, word=_("Try it on the past")
            )
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(_address(found) + f"#{editor.part}")


def _address(found: PlanVersion) -> str:
    return reverse("desk:plan_version", args=[found.pk])
