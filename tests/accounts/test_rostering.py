"""Shifts and absences leave dated traces, and nothing rewrites them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.accounts import on_shift, rostering, teaming
from mostrador.accounts.models import Absence, Member, Role, Shift
from mostrador.kit import clock
from tests import cast

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2026, 5, 11, 9, 0, tzinfo=MADRID)
MORNINGS, SPLIT = "mon-fri 09:00-14:00", "mon-fri 10:00-14:00,17:00-20:00"


@pytest.fixture
def ana() -> Member:
    return cast.a_member("Ana", Role.OWNER)


@pytest.fixture
def leo() -> Member:
    return cast.a_member("Leo")


def goes(member: Member, *, away: bool) -> None:
    teaming.describe(member, name=member.name, language="es", away=away, stand_in=None)


def test_a_change_begins_a_new_period_and_leaves_the_old_one_as_it_was(ana: Member, leo: Member) -> None:
    with clock.held_at(MONDAY):
        rostering.set_week(leo, week=MORNINGS, by=ana)
    with clock.held_at(MONDAY + timedelta(days=7)):
        rostering.set_week(leo, week=SPLIT, by=ana)
        rostering.set_week(leo, week=SPLIT, by=ana)
    told = Shift.objects.order_by("since").values_list("week", "since", "until", "set_by")
    assert list(told) == [
        (MORNINGS, MONDAY, MONDAY + timedelta(days=7), ana.pk), (SPLIT, MONDAY + timedelta(days=7), None, ana.pk),
    ]  # fmt: skip


def test_what_is_put_right_in_the_same_moment_leaves_one_period(ana: Member, leo: Member) -> None:
    with clock.held_at(MONDAY):
        rostering.set_week(leo, week=MORNINGS, by=ana)
        rostering.set_week(leo, week=SPLIT, by=ana)
    assert list(Shift.objects.values_list("week", "until")) == [(SPLIT, None)]


@pytest.mark.parametrize(
    ("at", "here"),
    [(timedelta(), False), (timedelta(hours=1), True), (timedelta(hours=6), False), (timedelta(hours=9), True),
     (timedelta(days=5, hours=2), False)],
)  # fmt: skip
def test_one_is_here_in_each_span_of_the_day_and_not_between(
    at: timedelta, here: bool, ana: Member, leo: Member
) -> None:  # fmt: skip
    rostering.set_week(leo, week=SPLIT, by=ana)
    with clock.held_at(MONDAY + at):
        assert Member.objects.get(pk=leo.pk).is_here == here and Member.objects.get(pk=ana.pk).is_here


def test_on_a_holiday_of_the_plan_only_hours_for_holidays_count(ana: Member, leo: Member) -> None:
    christmas = datetime(2026, 12, 25, 11, 0, tzinfo=MADRID)  # a Friday
    rostering.set_week(leo, week=MORNINGS, by=ana)
    with clock.held_at(christmas):
        assert not leo.is_here
        rostering.set_week(leo, week=f"{MORNINGS} holidays 10:00-12:00", by=ana)
        assert leo.is_here
        assert on_shift.ends_at(leo, clock.now()) == christmas + timedelta(hours=1)


def test_being_away_stands_over_the_week_and_leaves_its_dates(ana: Member, leo: Member) -> None:
    rostering.set_week(leo, week=MORNINGS, by=ana)
    with clock.held_at(MONDAY + timedelta(hours=1)):
        goes(leo, away=True)
        assert not leo.is_here and on_shift.back_at(leo, clock.now()) is None
    with clock.held_at(MONDAY + timedelta(hours=2)):
        goes(leo, away=True)
    with clock.held_at(MONDAY + timedelta(hours=3)):
        goes(leo, away=False)
        assert leo.is_here
    told = Absence.objects.values_list("member", "since", "until")
    assert list(told) == [(leo.pk, MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=3))]


def test_who_leaves_the_team_is_not_here_from_then_on_and_is_once_back(ana: Member, leo: Member) -> None:
    with clock.held_at(MONDAY):
        teaming.set_place(leo, in_team=False, by=ana)
        assert not leo.is_here
    with clock.held_at(MONDAY + timedelta(days=30)):
        teaming.set_place(leo, in_team=True, by=ana)
        assert leo.is_here
    assert list(Absence.objects.values_list("since", "until")) == [(MONDAY, MONDAY + timedelta(days=30))]


@pytest.mark.parametrize("week", ["mon-fri", "lunes 9:00-14:00", "mon 09:00-", "mon " + "09:00-10:00," * 60])
def test_hours_that_cannot_be_read_change_nothing(week: str, ana: Member, leo: Member) -> None:
    with pytest.raises(rostering.NoWeek):
        rostering.set_week(leo, week=week, by=ana)
    assert not Shift.objects.exists()


def test_a_manager_changes_shifts_and_an_agent_not_even_their_own(leo: Member) -> None:
    rostering.set_week(leo, week=MORNINGS, by=cast.a_member("Marta", Role.MANAGER))
    with pytest.raises(rostering.NotTheirs):
        rostering.set_week(leo, week="", by=leo)
