"""The page of the shifts: everybody reads it, owners and managers change it, and the past stays as it was."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Absence, Member, Role, Shift
from mostrador.doors.models import Door
from tests import cast
from tests.desk.conftest import SignedIn

MADRID = ZoneInfo("Europe/Madrid")
TUESDAY = datetime(2026, 5, 12, 11, 0, tzinfo=MADRID)
MORNINGS = {f"{day}-1-{end}": time for day in ("mon", "tue") for end, time in (("from", "09:00"), ("to", "14:00"))}
SPLIT = {**MORNINGS, "tue-2-from": "17:00", "tue-2-to": "20:30", "holidays-1-from": "11:00", "holidays-1-to": "13:00"}


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(now: object, ana: Member, enters: SignedIn) -> Client:
    Member.objects.update(language="es")
    return enters(ana)


def page(desk: Client, **query: str) -> str:
    answer = desk.get(reverse("desk:shifts"), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def puts(desk: Client, member: Member, told: dict[str, str]) -> str:
    answer = desk.post(reverse("desk:shift", args=[member.pk]), told, follow=True)
    assert answer.status_code in (200, 422)
    return unescape(answer.content.decode())


def test_a_week_is_set_in_the_grid_and_said_in_words(desk: Client, leo: Member) -> None:
    said = puts(desk, leo, SPLIT)
    leo.refresh_from_db()
    assert leo.week == "mon 09:00-14:00 tue 09:00-14:00,17:00-20:30 holidays 11:00-13:00"
    assert "aquí hasta las 14:00" in said and "martes, de 9:00 a 14:00 y de 17:00 a 20:30" in said


def test_the_grid_shows_what_is_kept_also_a_third_span(desk: Client, leo: Member) -> None:
    puts(desk, leo, {**SPLIT, "tue-3-from": "22:00", "tue-3-to": "23:00"})
    form = desk.get(reverse("desk:shift", args=[leo.pk])).content.decode()
    assert 'name="tue-3-from" value="22:00"' in form and 'name="mon-3-from" value=""' in form


def test_an_empty_week_is_always_and_half_a_span_is_refused(
    desk: Client, leo: Member, now: time_machine.Traveller
) -> None:
    puts(desk, leo, MORNINGS)
    now.shift(timedelta(hours=1))
    assert "Cada tramo necesita su principio y su final" in puts(desk, leo, {"mon-1-from": "09:00"})
    puts(desk, leo, {})
    assert list(Shift.objects.order_by("pk").values_list("week", flat=True)) == ["mon-tue 09:00-14:00", ""]


def test_the_form_begins_with_the_shops_hours_where_asked(desk: Client, leo: Member) -> None:
    form = desk.get(reverse("desk:shift", args=[leo.pk]), {"as": "shop"}).content.decode()
    assert 'name="mon-1-from" value="09:00"' in form and 'name="sat-1-to" value="14:00"' in form
    assert not Shift.objects.exists()


def test_who_was_here_on_a_day_stays_true_after_a_change(
    desk: Client, leo: Member, now: time_machine.Traveller
) -> None:  # fmt: skip
    now.move_to(TUESDAY.replace(hour=0, minute=5))
    puts(desk, leo, MORNINGS)
    now.shift(timedelta(days=1))
    puts(desk, leo, {"wed-1-from": "17:00", "wed-1-to": "20:00"})
    assert "<b>Leo</b> · 9:00–14:00" in page(desk, on="2026-05-12")
    assert "<b>Leo</b> · 17:00–20:00" in page(desk, on="2026-05-13")
    assert "no consta" in page(desk, on="2026-05-01")


def test_somebody_ill_is_marked_away_by_who_runs_the_house(
    desk: Client, leo: Member, now: time_machine.Traveller
) -> None:  # fmt: skip
    puts(desk, leo, MORNINGS)
    desk.post(reverse("desk:shift_away", args=[leo.pk]), {"away": "1"})
    now.shift(timedelta(hours=1))
    desk.post(reverse("desk:shift_away", args=[leo.pk]), {"away": ""})
    assert Absence.objects.get().until == TUESDAY + timedelta(hours=1)
    assert "<b>Leo</b> · 11:00–11:00" not in page(desk, on="2026-05-12")
    assert "<b>Leo</b> · 12:00–14:00" in page(desk, on="2026-05-12")


def test_an_agent_reads_and_changes_nothing(leo: Member, ana: Member, enters: SignedIn) -> None:
    his = enters(leo)
    shown = page(his)
    assert "Ana" in shown and reverse("desk:shift", args=[leo.pk]) not in shown
    assert his.get(reverse("desk:shift", args=[leo.pk])).status_code == 403
    assert his.post(reverse("desk:shift_away", args=[ana.pk]), {"away": "1"}).status_code == 403
    assert not Absence.objects.exists()


def test_today_says_who_is_here_and_who_comes_back(
    desk: Client, leo: Member, door: Door, now: time_machine.Traveller
) -> None:  # fmt: skip
    cast.hears(door, "¿Abrís hoy?")
    assert "Aquí ahora" not in unescape(desk.get(reverse("desk:today")).content.decode())
    puts(desk, leo, MORNINGS)
    assert "Aquí ahora: Ana y Leo" in unescape(desk.get(reverse("desk:today")).content.decode())
    now.shift(timedelta(days=-1, hours=-3))
    shown = unescape(desk.get(reverse("desk:today")).content.decode())
    assert "Aquí ahora: Ana" in shown and "Leo: vuelve hoy a las 9:00" in shown
    chosen = unescape(desk.get(reverse("desk:case", args=[cast.the_case().pk])).content.decode())
    assert "Leo (vuelve hoy a las 9:00)" in chosen


def test_a_viewer_reads_the_shifts_too(vera: Member, leo: Member, enters: SignedIn) -> None:
    assert leo.role == Role.AGENT and "Leo" in page(enters(vera))
