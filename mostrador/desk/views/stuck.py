"""Work of the house that was given up after many tries: in sight, with its reason, to be tried again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mostrador.desk import pages
from mostrador.desk.entering import of_the_house
from mostrador.desk.surroundings import enter
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
    return pages.page(request, "stuck.html", {"rows": rows})


@of_the_house
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let one of them start over."""
    job = get_object_or_404(Job.objects.exclude(died_at=None), pk=job_id)
    if request.method == "POST":
        jobs.revive(job)
    return pages.go(request, reverse("desk:stuck"))
