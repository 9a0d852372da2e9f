"""What waits for somebody's word: work given up after many tries, and answers that may not have arrived."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mostrador.desk import pages
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import Surroundings, enter
from mostrador.inbox import holding, retrying
from mostrador.kit import jobs, saying
from mostrador.kit.models import Job

MOST = 100


@of_the_house
def stuck(request: HttpRequest) -> HttpResponse:
    """Everything that was given up, the newest first."""
    around = enter(request)
    dead = Job.objects.exclude(died_at=None).order_by("-died_at")[:MOST]
    rows = [
        {"id": job.pk, "name": job.name, "why": job.why, "when": saying.ago(job.died_at or around.now, around.now)}
        for job in dead
    ]
    return pages.page(request, "stuck.html", {"rows": rows, "doubtful": _doubtful(around)})


def _doubtful(around: Surroundings) -> list[dict[str, Any]]:
    waiting = holding.doubtful().select_related("conversation__person", "door")[:MOST]
    return [
        {
            "id": one.pk, "text": one.text, "when": saying.ago(one.shown_at, around.now),
            "to": one.conversation.person.name, "door": one.door.name,
            "url": reverse("desk:case", args=[one.case_id]) if one.case_id else "",
        }
        for one in waiting
    ]  # fmt: skip


@of_the_house
def answers(request: HttpRequest) -> HttpResponse:
    """Say of the answers named, or of all, that they arrived, or that they are to be sent again."""
    verb = {"arrived": retrying.it_arrived, "again": retrying.send_again}.get(request.POST.get("how", ""))
    if request.method != "POST" or verb is None:
        return HttpResponse(status=400)
    chosen = holding.doubtful()
    if named := [int(each) for each in request.POST.getlist("message") if each.isdecimal()]:
        chosen = chosen.filter(pk__in=named)
    for message in chosen.select_related("conversation"):
        with suppress(retrying.NotStuck):  # a colleague was quicker
            verb(message, by=member_of(request))
    return pages.go(request, reverse("desk:stuck"))


@of_the_house
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let one of them start over."""
    job = get_object_or_404(Job.objects.exclude(died_at=None), pk=job_id)
    if request.method == "POST":
        jobs.revive(job)
    return pages.go(request, reverse("desk:stuck"))
