"""The plan: read as sentences, changed in a draft beside it, compared, signed by the owner, gone back to."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mostrador.desk import (
    care,
    exceptions,
    notices,
    pages,
    plan_faults,
    plan_marks,
    plan_page,
    replayed,
    week,
)
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.journeys import backtesting
from mostrador.kit import saying
from mostrador.plan import beginning, durations, editing, keeping, overriding, versioning
from mostrador.plan.differing import Difference
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan

Refusals = (
    versioning.NotOpen, versioning.Moved, versioning.StillWrong, versioning.NotSigned, versioning.TooLong,
    versioning.NotWritten, versioning.SaysTheSame,
)  # fmt: skip
NOWHERE = ("",)
FIRST_DAY = "primer-plan"  # what the plan of the first day is called
FIRST_ANSWERS = ("5m", "10m", "15m", "30m", "1h", "2h", "4h")  # within how long a chat is answered


@of_the_house
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The draft where there is one, else the plan in force."""
    held = versioning.follow_file()
    draft = PlanVersion.objects.open().order_by("-changed_at", "-pk").first()
    return _page(request, draft or held)


@of_the_house
def first(request: HttpRequest) -> HttpResponse:
    """Six questions that write a first plan: a draft, to be read and signed like any other."""
    faults: list[str] = []
    if request.method == "POST":
        text = beginning.plan_text(_answers(request))
        faults = plan_page.faults(text)
        if not faults:
            return pages.see(_address(versioning.draft(text=text, by=member_of(request), source="wizard")))
    enter(request)
    context = {
        "said": request.POST, "faults": faults, "decides": member_of(request).name,
        "week": week.rows(request.POST, before=week.USUAL),
        "spans": [{"value": span, "word": saying.lasting(durations.span(span))} for span in FIRST_ANSWERS],
    }  # fmt: skip
    return pages.page(request, "plan_first.html", context, status=422 if faults else 200)


@of_the_house
@require_safe
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    versioning.follow_file()
    return _page(request, _version(version_id))


@of_the_house
@require_POST
def draft(request: HttpRequest, version_id: int) -> HttpResponse:
    """Begin a draft from this version: the one in force, or an older one to go back to."""
    found = versioning.draft_from(_version(version_id), by=member_of(request))
    return pages.see(_address(found))


@of_the_house
@require_POST
def switch(request: HttpRequest, version_id: int) -> HttpResponse:
    """Switch a line or a gate of a draft on or off."""
    found, part = _version(version_id), request.POST.get("of", "")
    name = request.POST.get("on") or request.POST.get("off", "")
    try:
        plan_marks.must_stand(found, request.POST)
        words = editing.switched(found.text, (*plan_page.SWITCHED.get(part, NOWHERE), name), on="on" in request.POST)
        versioning.change(found, text=words, by=member_of(request))
    except editing.NoSuchPlace:
        notices.tell(request, _(plan_marks.GONE))
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(f"{_address(found)}#{plan_page.section_of(part)}")


@of_the_house
def text(request: HttpRequest, version_id: int) -> HttpResponse:
    """See the text itself with what is wrong in it; change it where it is a draft."""
    found = _version(version_id)
    if request.method == "POST":
        return _kept(request, found, request.POST.get("text", ""))
    return _text_page(request, found, found.text, stood=plan_marks.of_version(found))


def _text_page(
    request: HttpRequest, found: PlanVersion, written: str, *, stood: str, status: int = 200
) -> HttpResponse:
    enter(request)
    context = {
        "written": written, "stood": stood,
        "version": found,
        "findings": list(map(plan_page.said, plan_page.findings(found))) if found.is_open else [],
        "notices": notices.shown(request), "standing": plan_page.standing(found),
    }  # fmt: skip
    return pages.page(request, "plan_text.html", context, status=status)


@of_the_house
@require_POST
def sign(request: HttpRequest, version_id: int) -> HttpResponse:
    """Sign it and put it in force, in one step: the owner has just read what changes, and signs no other words."""
    found, by = _version(version_id), member_of(request)
    news = plan_page.difference(found, versioning.plan_of(found))
    try:
        plan_marks.must_stand(found, request.POST)
        versioning.put_in_force(versioning.sign(found, by=by), by=by)
    except versioning.NotYours:
        raise PermissionDenied from None
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
        return pages.see(_address(found))
    notices.tell(request, _("Signed. It decides from now on.") if news else _("Signed: it says what the file said."))
    return pages.see(reverse("desk:plan"))


@of_the_house
@require_POST
def repeated(request: HttpRequest) -> HttpResponse:
    """What was allowed again and again: write it into a draft (`take`), or never propose it again (`drop`)."""
    key, by = request.POST.get("key", ""), member_of(request)
    one = next((one for one in exceptions.found(enter(request)) if one.key == key), None)
    if one is None:
        notices.tell(request, _("That is no longer proposed."))
        return pages.see(reverse("desk:plan"))
    if "take" not in request.POST:
        overriding.dismiss(one.key, by=by)
        return pages.see(reverse("desk:plan"))
    words = overriding.changed(keeping.current(), keeping.text(), one)
    if not words:
        notices.tell(request, _("The plan would not hold with it: look at the limits above."))
        return pages.see(reverse("desk:plan"))
    return pages.see(_address(versioning.draft(text=words, by=by)))


@of_the_house
@require_POST
def remove(request: HttpRequest, version_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = _version(version_id)
    try:
        plan_marks.must_stand(found, request.POST)
        versioning.throw_away(found, by=member_of(request))
    except (versioning.NotOpen, versioning.Moved) as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(reverse("desk:plan"))


def _answers(request: HttpRequest) -> beginning.Answers:
    said = {name: value.strip()[:200] for name, value in request.POST.items() if isinstance(value, str)}
    refund = said.get("refund", "")
    return beginning.Answers(
        name=said.get("name") or "Mi tienda", hours=week.text(said), owner=said.get("owner", ""),
        team=tuple(one.strip() for one in said.get("team", "").split(",") if one.strip()),
        first=said.get("first", ""), sells_alcohol=bool(said.get("alcohol")),
        refund=int(refund) if refund.isascii() and refund.isdigit() and len(refund) < 6 else 0,
    )  # fmt: skip


def _page(request: HttpRequest, shown: PlanVersion) -> HttpResponse:
    around = enter(request)
    read = versioning.readable(shown.text)
    differs = plan_page.difference(shown, read)
    parts = _parts(shown, read, differs)
    found = plan_page.findings(shown) if shown.is_open else []
    unplaced = plan_faults.put(parts, found, shown.text) if parts else []
    context = {
        "version": shown, "stood": plan_marks.of_version(shown),
        "held": PlanVersion.objects.in_force(), "standing": plan_page.standing(shown),
        "draft": PlanVersion.objects.open().order_by("-changed_at", "-pk").first(),
        "parts": parts, "differs": differs, "findings": list(map(plan_page.said, found)), "unplaced": unplaced,
        "too_fast": _too_fast(shown), "history": plan_page.history(),
        "repeated": exceptions.shown(around) if not shown.is_open else [],
        "asked": care.asked_share(around), "is_first": read is not None and read.id == FIRST_DAY,
        "may_sign": around.member.role == "owner", "notices": notices.shown(request),
    }  # fmt: skip
    return pages.page(request, "plan.html", context)


def _parts(shown: PlanVersion, read: Plan | None, differs: Sequence[Difference]) -> list[dict[str, Any]]:
    changed = {(one.part, one.id): one.kind for one in differs}
    return plan_page.parts(read, changed, editable=shown.is_open) if read is not None else []


def _too_fast(shown: PlanVersion) -> dict[str, Any]:
    """Return which clocks of a draft those on shift cannot keep, or why there is nothing to say of it."""
    report = backtesting.latest_of(shown.text) if shown.is_open else None
    if report is None:
        return {"rows": [], "word": _("Try it on the past and see.")}
    if report.shifts_from is None:
        return {"rows": [], "word": _("Nobody knows: no shifts are on record.")}
    if not any(one.tried.new for one in report.promises):
        return {"rows": [], "word": _("Nobody knows: nothing was asked since shifts are on record.")}
    return {"rows": replayed.too_fast(report), "word": _("Nothing in the past speaks against it.")}


def _kept(request: HttpRequest, found: PlanVersion, words: str) -> HttpResponse:
    """Keep the text; what was typed over another one than stands there now is shown again, for whoever wrote it."""
    try:
        plan_marks.must_stand(found, request.POST)
        versioning.change(found, text=words, by=member_of(request))
    except versioning.Moved as refused:
        notices.tell(request, _(refused.for_people))
        return _text_page(request, found, words, stood=request.POST.get("stood", ""), status=422)
    except Refusals as refused:
        notices.tell(request, _(refused.for_people))
    return pages.see(reverse("desk:plan_text", args=[found.pk]))


def _version(version_id: int) -> PlanVersion:
    return get_object_or_404(PlanVersion.objects.select_related("signed_by"), pk=version_id)


def _address(found: PlanVersion) -> str:
    return reverse("desk:plan_version", args=[found.pk])
