"""Opening hours: what they mean on ordinary days, around midnight, on holidays and when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.plan.hours import Hours, HoursWrong, NeverOpen
from mostrador.plan.resting import UnknownPlace, days_off

MADRID = ZoneInfo("Europe/Madrid")
SHOP = Hours.parse("mon-sat 10:00-14:00,17:00-20:30", "Europe/Madrid")
HOUR = timedelta(hours=1)


def here(day, clock):
    """Return a moment on the clocks of Madrid: here(date(2026, 3, 2), "10:00") or here("2026-03-02", "10:00")."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=MADRID)


def test_service_time_stops_over_lunch():
    assert SHOP.after(here("2026-03-02", "13:30"), HOUR) == here("2026-03-02", "17:30")


def test_service_time_stops_over_night_and_sunday():
    assert SHOP.after(here("2026-03-07", "20:00"), HOUR) == here("2026-03-09", "10:30")


def test_heard_while_closed_the_clock_begins_at_the_opening():
    assert SHOP.after(here("2026-03-08", "12:00"), timedelta(minutes=15)) == here("2026-03-09", "10:15")


def test_due_exactly_at_closing_is_due_then_not_the_next_morning():
    assert SHOP.after(here("2026-03-02", "19:30"), HOUR) == here("2026-03-02", "20:30")


def test_no_service_time_at_all_while_closed_is_the_next_opening():
    assert SHOP.after(here("2026-03-08", "12:00"), timedelta(0)) == here("2026-03-09", "10:00")
    assert SHOP.after(here("2026-03-09", "12:00"), timedelta(0)) == here("2026-03-09", "12:00")


def test_negative_service_time_is_refused():
    with pytest.raises(ValueError, match="negative"):
        SHOP.after(here("2026-03-02", "10:00"), -HOUR)


def test_between_counts_open_time_only_and_can_look_back():
    morning, evening = here("2026-03-02", "09:00"), here("2026-03-02", "18:00")
    assert SHOP.between(morning, evening) == 5 * HOUR
    assert SHOP.between(evening, morning) == -5 * HOUR


def test_between_reaches_over_new_year():
    daily = Hours.parse("daily 09:00-10:00", "Europe/Madrid")
    assert daily.between(here("2025-12-30", "00:00"), here("2026-01-03", "00:00")) == 4 * HOUR
    assert daily.between(here("2024-12-31", "00:00"), here("2026-01-01", "00:00")) == 366 * HOUR


def test_open_from_the_opening_on_but_not_at_the_closing():
    assert SHOP.open_at(here("2026-03-02", "10:00"))
    assert not SHOP.open_at(here("2026-03-02", "14:00"))
    assert not SHOP.open_at(here("2026-03-08", "12:00"))


def test_next_opening_and_closing():
    assert SHOP.next_opening(here("2026-03-07", "21:00")) == here("2026-03-09", "10:00")
    assert SHOP.next_opening(here("2026-03-02", "11:00")) == here("2026-03-02", "17:00")
    assert SHOP.closes_at(here("2026-03-02", "11:00")) == here("2026-03-02", "14:00")
    assert SHOP.closes_at(here("2026-03-02", "15:00")) is None


def test_always_never_opens_and_never_closes():
    always = Hours.parse("always", "America/Montevideo")
    now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert always.open_at(now)
    assert always.next_opening(now) is None
    assert always.closes_at(now) is None
    assert always.after(now, 48 * HOUR) == now + 48 * HOUR


def test_all_week_round_the_clock_does_not_seem_to_close_at_new_year():
    nonstop = Hours.parse("mon-sun 00:00-24:00", "Europe/Madrid")
    assert nonstop.closes_at(here("2026-12-31", "12:00")) is None
    assert nonstop.next_opening(here("2026-12-31", "12:00")) is None


def test_a_night_belongs_to_the_day_it_begins():
    bar = Hours.parse("fri,sat 22:00-02:00", "Europe/Madrid")
    assert bar.open_at(here("2026-03-07", "01:00"))
    assert bar.open_at(here("2026-03-08", "01:59"))
    assert not bar.open_at(here("2026-03-06", "01:00"))
    assert bar.closes_at(here("2026-03-06", "23:00")) == here("2026-03-07", "02:00")


def test_a_night_goes_on_over_new_year():
    bar = Hours.parse("daily 22:00-02:00", "Europe/Madrid")
    assert bar.closes_at(here("2026-12-31", "23:00")) == here("2027-01-01", "02:00")
    assert bar.after(here("2026-12-31", "23:30"), HOUR) == here("2027-01-01", "00:30")
    assert bar.next_opening(here("2026-12-31", "23:30")) == here("2027-01-01", "22:00")


def test_ranges_that_touch_or_overlap_are_one_opening():
    hours = Hours.parse("daily 09:00-14:00,13:00-15:00,15:00-16:00", "Europe/Madrid")
    assert hours.closes_at(here("2026-03-02", "09:00")) == here("2026-03-02", "16:00")
    assert hours.between(here("2026-03-02", "00:00"), here("2026-03-03", "00:00")) == 7 * HOUR


def test_different_hours_on_different_days():
    office = Hours.parse("mon-fri 09:00-20:00; sat 10:00-14:00", "Europe/Madrid")
    assert office.closes_at(here("2026-03-06", "12:00")) == here("2026-03-06", "20:00")
    assert office.closes_at(here("2026-03-07", "12:00")) == here("2026-03-07", "14:00")


def test_a_week_may_run_over_its_end():
    weekend = Hours.parse("sat-mon 10:00-11:00", "Europe/Madrid")
    days = [day for day in range(2, 9) if weekend.open_at(here(f"2026-03-0{day}", "10:30"))]
    assert days == [2, 7, 8]


def test_the_lost_hour_of_spring_is_not_service_time():
    night = Hours.parse("daily 01:00-05:00", "Europe/Madrid")
    assert night.between(here("2026-03-29", "00:00"), here("2026-03-29", "12:00")) == 3 * HOUR
    assert night.after(here("2026-03-29", "01:30"), HOUR) == here("2026-03-29", "03:30")


def test_the_hour_that_comes_twice_in_autumn_counts_twice():
    night = Hours.parse("daily 01:00-05:00", "Europe/Madrid")
    assert night.between(here("2026-10-25", "00:00"), here("2026-10-25", "12:00")) == 5 * HOUR


def test_an_opening_inside_the_lost_hour_begins_when_the_clocks_have_changed():
    odd = Hours.parse("daily 02:30-04:00", "Europe/Madrid")
    opens = odd.next_opening(here("2026-03-29", "00:00"))
    assert opens == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert odd.closes_at(opens) == here("2026-03-29", "04:00")


def test_an_opening_wholly_inside_the_lost_hour_does_not_take_place():
    odd = Hours.parse("daily 02:10-02:50", "Europe/Madrid")
    assert odd.between(here("2026-03-29", "00:00"), here("2026-03-29", "23:00")) == timedelta(0)


def test_a_closing_that_comes_twice_closes_the_first_time():
    late = Hours.parse("daily 20:00-02:30", "Europe/Madrid")
    assert late.closes_at(here("2026-10-24", "23:00")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_holidays_rest_unless_the_hours_say_otherwise():
    christmas = {date(2026, 12, 25)}
    assert not Hours.parse("mon-fri 09:00-20:00", "Europe/Madrid", holidays=christmas).open_at(
        here("2026-12-25", "12:00")
    )
    special = Hours.parse("mon-fri 09:00-20:00 holidays 11:00-13:00", "Europe/Madrid", holidays=christmas)
    assert special.open_at(here("2026-12-25", "12:00"))
    assert not special.open_at(here("2026-12-25", "15:00"))


def test_daily_and_always_know_no_holidays():
    for text in ("daily 09:00-22:00", "always"):
        assert Hours.parse(text, "Europe/Madrid", holidays={date(2026, 12, 25)}).open_at(here("2026-12-25", "12:00"))


def test_holidays_come_from_the_calendar_of_the_place():
    shop = Hours.parse("mon-fri 09:00-20:00", "Europe/Madrid", holidays=days_off("ES", "MD"))
    assert not shop.open_at(here("2028-05-02", "12:00"))  # Madrid's own day
    assert shop.open_at(here("2028-05-03", "12:00"))
    elsewhere = Hours.parse("mon-fri 09:00-20:00", "Europe/Madrid", holidays=days_off("ES"))
    assert elsewhere.open_at(here("2028-05-02", "12:00"))


def test_a_night_before_a_holiday_still_goes_on_into_it():
    bar = Hours.parse("mon-sun 22:00-02:00", "Europe/Madrid", holidays={date(2027, 1, 1)})
    assert bar.open_at(here("2027-01-01", "01:00"))
    assert not bar.open_at(here("2027-01-01", "23:00"))


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("ES", "ZZ")])
def test_a_place_without_a_calendar_is_refused(country, region):
    with pytest.raises(UnknownPlace, match="no "):
        days_off(country, region)


def test_hours_that_never_come_are_told_not_waited_for():
    closed = Hours.parse("mon-sun 10:00-12:00", "UTC", holidays=_whole_year)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert closed.next_opening(now) is None
    with pytest.raises(NeverOpen):
        closed.after(now, HOUR)
    with pytest.raises(NeverOpen):
        closed.after(now, timedelta(0))


def _whole_year(year):
    return frozenset(date(year, 1, 1) + timedelta(days=day) for day in range(366))


@pytest.mark.parametrize(
    "text",
    ["", "mon", "mon-fri", "monday 09:00-10:00", "mon 9-10", "mon 09:00-25:00", "mon 09:00-09:00", "mon 09:70-10:00",
     "mon 24:00-02:00", "holidays 10:00-12:00", "mon 09:00-10:00 tue", "lun 09:00-10:00", "mon 09:00-10:00,", "daily"],
)  # fmt: skip
def test_what_is_no_timetable_is_refused_with_a_fix(text):
    with pytest.raises(HoursWrong, match=r"\. "):
        Hours.parse(text, "Europe/Madrid")


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(HoursWrong, match="time zone"):
        Hours.parse("always", "Europe/Vidriera")


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        SHOP.open_at(datetime(2026, 3, 2, 12))


def test_a_platform_that_says_year_one_breaks_nothing():
    due = SHOP.after(datetime.min.replace(tzinfo=UTC), HOUR)
    assert due.year == 1970
    assert SHOP.between(datetime.min.replace(tzinfo=MADRID), datetime.max.replace(tzinfo=UTC)) > timedelta(0)


def test_equal_hours_are_equal_and_share_their_calendar():
    one = Hours.parse("daily 09:00-10:00", "UTC", holidays={date(2026, 1, 1)})
    assert one == Hours.parse("daily 09:00-10:00", "UTC", holidays=[date(2026, 1, 1)])
    assert one != Hours.parse("daily 09:00-10:00", "UTC")
    assert len({one, Hours.parse("daily 09:00-10:00", "UTC", holidays={date(2026, 1, 1)})}) == 1
