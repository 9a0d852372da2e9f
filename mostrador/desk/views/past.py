"""The plan on the shop's own past: what it covers, and a changed one tried before it is in force."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import aims, notices, pages, plan_page, replayed
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.journeys import backtesting, proposing
from mostrador.kit import saying
from mostrador.plan import keeping, versioning
from mostrador.plan.findings import PlanWrong
from mostrador.plan.models import PlanVersion, Trial

STEPS, PROPOSING_STEPS = 4, 3
LONGEST, LONGEST_NUMBER = 200_000, 18  # characters of a plan; of the number of a version
SHOWN = 5


@of_the_house
def past(request: HttpRequest) -> HttpResponse:
    """Try a plan; or see what was tried lately. Without a text it is the plan in force: what it covers."""
    text = _text(request)
    if request.method != "POST":
        return _form(request, keeping.text())
    if text and request.POST.get("keep"):
        return _keep(request, text)
    try:
        trial = backtesting.ask(
            text or keeping.text(), by=member_of(request), since=_day(request, "since"), until=_day(request, "until")
        )
    except PlanWrong as wrong:
        return _form(request, text, faults=[_fault(one) for one in wrong.findings if one.level == "error"])
    except (ValueError, backtesting.NoDays):
        return _form(request, text, faults=[_("The first day must come before the last.")])
    return pages.go(request, reverse("desk:past_trial", args=[trial.pk]))


def _text(request: HttpRequest) -> str:
    """Return the text to try, or that of the version to try."""
    version = request.POST.get("version", "")
    if version.isascii() and version.isdigit() and len(version) < LONGEST_NUMBER:
        return str(get_object_or_404(PlanVersion, pk=int(version)).text)
    return request.POST.get("text", "").replace("\r\n", "\n")


@of_the_house
def proposal(request: HttpRequest) -> HttpResponse:
    """A plan from the past: the text in the box, changed by what the team has really done, each change with why."""
    if request.method != "POST":
        return _proposed(request)
    asked = proposing.ask(by=member_of(request))
    return pages.go(request, reverse("desk:past_trial", args=[asked.pk]))


@of_the_house
def trial(request: HttpRequest, trial_id: int) -> HttpResponse:
    """One plan tried: how far it is, or what was found."""
    return pages.page(request, "trial.html", _one(request, trial_id))


@of_the_house
def fragment(request: HttpRequest, trial_id: int) -> HttpResponse:
    here = reverse("desk:past_trial", args=[trial_id])
    return pages.fragment(request, "_trial.html", _one(request, trial_id), otherwise=here)


def _proposed(request: HttpRequest) -> HttpResponse:
    """The box with what was worked out: `of` is which."""
    asked = request.GET.get("of", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    ready = Trial.objects.filter(about=Trial.About.PROPOSAL, state=Trial.State.DONE, pk=number).first()
    if ready is None:
        return pages.see(reverse("desk:past"))
    changes = [{"says": says, "why": why} for says, why in proposing.in_sentences(ready, plan_page.voice())]
    return _form(request, proposing.of(ready).text, changes=changes)


def _keep(request: HttpRequest, text: str) -> HttpResponse:
    """Begin a draft with this text, to be read, changed and signed on the plan's own page."""
    try:
        draft = versioning.draft(text=text, by=member_of(request))
    except versioning.TooLong as refused:
        return _form(request, text, faults=[_(refused.for_people)])
    return pages.go(request, reverse("desk:plan_version", args=[draft.pk]))


def _form(
    request: HttpRequest, text: str, *, faults: list[str] | None = None, changes: list[dict[str, Any]] | None = None
) -> HttpResponse:  # fmt: skip
    around = enter(request)
    latest = Trial.objects.defer("text", "against", "report").order_by("-pk")[:SHOWN]
    context = {
        "text": text, "faults": faults or [], "changes": changes,
        "since": request.POST.get("since", ""), "longest": LONGEST,
        "until": request.POST.get("until", ""), "plan": keeping.current(), "notices": notices.shown(request),
        "trials": [{"url": reverse("desk:past_trial", args=[one.pk]), "when": saying.ago(one.asked_at, around.now),
                    "who": around.members.get(one.asked_by_id or 0, ""), "state": one.state} for one in latest],
    }  # fmt: skip
    return pages.page(request, "past.html", context, status=422 if faults else 200)


def _one(request: HttpRequest, trial_id: int) -> dict[str, Any]:
    enter(request)
    found = get_object_or_404(Trial, pk=trial_id)
    shown: dict[str, Any] = {"trial": found, "waits": found.state == Trial.State.WAITING, "steps": STEPS}
    if found.about == Trial.About.PROPOSAL:
        return {**shown, "steps": PROPOSING_STEPS, "proposal": f"{reverse('desk:past_proposal')}?of={found.pk}"}
    if found.state == Trial.State.DONE:
        skip = request.GET.get("skip", "")
        from_there = int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 8 else 0
        plan = keeping.current()
        report, new = backtesting.report_of(found), backtesting.plan_of(found)
        shown["found"] = replayed.whole(report, plan, new=new, skip=from_there)
        shown["alarms"] = backtesting.alarms_of(found)
        shown["aims"] = [aims.shown(one, plan) for one in backtesting.standings_of(found)]
    return shown


def _day(request: HttpRequest, name: str) -> date | None:
    written = request.POST.get(name, "")
    return date.fromisoformat(written) if written else None


def _fault(finding: Any) -> str:
    told = plan_page.said(finding)
    return _("Line %(line)s: %(what)s. %(fix)s") % {"line": told.line, "what": told.what, "fix": told.fix}
