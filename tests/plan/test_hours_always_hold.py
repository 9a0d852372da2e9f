"""What must hold for any hours, any moment and any service time, days of changing clocks among them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from mostrador.plan.hours import Hours
from mostrador.plan.timetable import DAYS, HoursWrong, week, written

ZONES = ("Europe/Madrid", "America/Santiago", "America/Montevideo", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
HOLIDAYS = frozenset({date(2026, 1, 1), date(2026, 3, 30), date(2026, 10, 12), date(2026, 12, 25), date(2027, 1, 1)})
NONE = timedelta(0)


@st.composite
def texts(draw):
    groups = []
    for _ in range(draw(st.integers(1, 3))):
        days = draw(st.sampled_from(["daily", "mon-fri", "sat-sun", "mon-sun", *DAYS]))
        ranges = draw(st.lists(st.tuples(st.integers(0, 95), st.integers(1, 95)), min_size=1, max_size=3))
        groups.append(f"{days} {','.join(_range(begin * 15, length * 15) for begin, length in ranges)}")
    return " ".join(groups)


@st.composite
def timetables(draw):
    return Hours.parse(draw(texts()), draw(st.sampled_from(ZONES)), holidays=HOLIDAYS)


def _range(begin, length):
    end = (begin + length) % 1440
    return f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"


ordinary = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 20), timezones=st.just(UTC))
changing = st.sampled_from(
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 4, 5, 2, tzinfo=UTC),
     datetime(2026, 9, 6, 3, tzinfo=UTC), datetime(2026, 4, 4, 14, tzinfo=UTC), datetime(2026, 12, 31, 22, tzinfo=UTC)]
).flatmap(lambda near: st.timedeltas(timedelta(hours=-5), timedelta(hours=5)).map(lambda off: near + off))  # fmt: skip
moments = ordinary | changing
services = st.timedeltas(NONE, timedelta(hours=200)) | st.integers(0, 40).map(lambda n: timedelta(minutes=15 * n))
often = settings(max_examples=60, deadline=None)


@often
@given(timetables(), moments, services)
def test_between_undoes_after(hours, start, service):
    assert hours.between(start, hours.after(start, service)) == service


@often
@given(timetables(), moments, services)
def test_a_promise_never_falls_due_while_closed(hours, start, service):
    due = hours.after(start, service)
    assert hours.open_at(due) or hours.open_at(due - timedelta.resolution)
    assert due >= start


@often
@given(timetables(), moments, services, services)
def test_more_service_time_never_ends_sooner(hours, start, one, other):
    less, more = sorted((one, other))
    assert hours.after(start, less) <= hours.after(start, more)


@often
@given(timetables(), moments, moments, services)
def test_heard_later_is_never_due_sooner(hours, one, other, service):
    earlier, later = sorted((one, other))
    assert hours.after(earlier, service) <= hours.after(later, service)


@often
@given(timetables(), moments, moments, moments)
def test_service_time_adds_up(hours, a, b, c):
    assert hours.between(a, b) + hours.between(b, c) == hours.between(a, c)


@often
@given(timetables(), moments, moments)
def test_service_time_is_never_more_than_time(hours, one, other):
    earlier, later = sorted((one, other))
    assert NONE <= hours.between(earlier, later) <= later - earlier


@often
@given(timetables(), moments, services, services)
def test_two_waits_are_one_long_wait(hours, start, one, other):
    assume(one > NONE and other > NONE)
    assert hours.after(hours.after(start, one), other) == hours.after(start, one + other)


@often
@given(timetables(), moments)
def test_openings_and_closings_are_where_it_opens_and_closes(hours, moment):
    opening, closing = hours.next_opening(moment), hours.closes_at(moment)
    if opening is not None:
        assert opening >= moment
        assert hours.open_at(opening)
        assert opening == moment or not hours.open_at(opening - timedelta.resolution)
    if closing is not None:
        assert hours.open_at(moment)
        assert not hours.open_at(closing)
        assert hours.between(moment, closing) == closing - moment


@often
@given(timetables(), moments)
def test_open_is_open_by_the_clocks_on_the_wall(hours, moment):
    """Between opening and closing by the wall, away from the hours that a change of clocks takes or doubles."""
    wall = moment.astimezone(hours.zone)
    around = {(moment + timedelta(hours=step)).astimezone(hours.zone).utcoffset() for step in (-30, 30)}
    assume(len(around) == 1)
    assert hours.open_at(moment) == _by_the_wall(hours, wall.replace(tzinfo=None))


def _by_the_wall(hours, wall):
    from mostrador.plan.timetable import HOLIDAY, week

    table = week(hours.text)
    for back in (0, 1):
        day = wall.date() - timedelta(days=back)
        minutes = (wall - datetime.combine(day, datetime.min.time())) / timedelta(minutes=1)
        ranges = table[HOLIDAY if day in HOLIDAYS else day.weekday()]
        if any(begin <= minutes < end for begin, end in ranges):
            return True
    return False


@often
@given(texts())
def test_a_week_is_read_as_it_was_written(text):
    table = _read(text)
    assert week(written(table)) == table


def _read(text):
    try:
        return week(text)
    except HoursWrong:
        reject()
