"""Hoy: the turn display over the counter."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mostrador.desk import day, pages
from mostrador.desk.entering import reads
from mostrador.desk.surroundings import enter


@reads
def today(request: HttpRequest) -> HttpResponse:
    return pages.page(request, "today.html", {"day": day.today(enter(request))})


@reads
def fragment(request: HttpRequest) -> HttpResponse:
    shown = day.today(enter(request))
    return pages.fragment(request, "_today.html", {"day": shown, "fresh": True}, otherwise=reverse("desk:today"))
