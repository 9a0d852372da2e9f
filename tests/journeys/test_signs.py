"""What is seen becomes what ails the house: nothing over a limit is missed, nothing under one is called ill."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mostrador.journeys.signs import LIMITS, Disk, DoorSign, Limits, Signs, ailing
from mostrador.kit import living

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ages = st.none() | st.timedeltas(timedelta(0), timedelta(days=3))
DAY = timedelta(days=1)


def since(age: timedelta | None) -> datetime | None:
    return None if age is None else NOW - age


seen = st.builds(
    Signs,
    at=st.just(NOW),
    writer=st.sampled_from(["", "full"]),
    database=st.sampled_from(["", "gone"]),
    unopened_since=ages.map(since),
    unsent_since=ages.map(since),
    undone_since=ages.map(since),
    dead_jobs=st.integers(0, 3),
    quarantined=st.integers(0, 3),
    doors=st.lists(st.builds(DoorSign, connection_id=st.integers(1, 5), since=ages.map(since)), max_size=3).map(tuple),
    founded_at=ages.map(since),
    copied_at=ages.map(since),
    uncarried=st.timedeltas(timedelta(0), timedelta(minutes=2)),
    disk=st.builds(Disk, st.integers(0, 100), st.sampled_from([0, 100]), st.sampled_from([0, 1 << 40])),
)


def kinds(signs: Signs, limits: Limits = LIMITS) -> set[str]:
    return {one.kind for one in ailing(signs, limits)}


def test_a_house_where_nothing_waits_is_well():
    assert ailing(Signs(at=NOW, disk=Disk(50, 100), copied_at=NOW, founded_at=NOW - 9 * DAY)) == []


@given(seen)
def test_each_kind_is_told_exactly_when_it_is_over_its_limit(signs: Signs):
    told = kinds(signs)
    assert ("database" in told) == bool(signs.database)
    assert ("writer" in told) == bool(signs.writer)
    assert ("parcels" in told) == over(signs.unopened_since, LIMITS.unopened)
    assert ("parts" in told) == over(signs.unsent_since, LIMITS.unsent)
    assert ("jobs" in told) == over(signs.undone_since, LIMITS.undone)
    assert ("dead" in told, "quarantine" in told) == (signs.dead_jobs > 0, signs.quarantined > 0)
    assert ("disk" in told) == (signs.disk.whole == 100 and signs.disk.free < 10)
    assert ("copying" in told) == (signs.uncarried >= LIMITS.uncarried)
    assert ("wal" in told) == (signs.disk.wal > 0)


def over(moment: datetime | None, limit: timedelta) -> bool:
    return moment is not None and NOW - moment >= limit


@given(seen)
def test_what_waits_longer_is_never_called_better(signs: Signs):
    later = {**{name: getattr(signs, name) for name in signs.__dataclass_fields__}, "at": NOW + DAY}
    assert kinds(signs) <= kinds(Signs(**later))


@given(seen)
def test_every_door_is_told_by_its_own_number(signs: Signs):
    told = {one.about for one in ailing(signs) if one.kind == "door"}
    ill = {d.connection_id for d in signs.doors if d.since is None or over(d.since, LIMITS.failing)}
    assert told == {str(number) for number in ill}


def test_a_house_on_its_first_day_is_not_ill_for_want_of_a_copy():
    assert kinds(Signs(at=NOW, founded_at=NOW - timedelta(hours=3))) == set()
    assert kinds(Signs(at=NOW, founded_at=NOW - timedelta(hours=40))) == {"backup"}
    assert kinds(Signs(at=NOW, founded_at=NOW - timedelta(hours=40), copied_every=timedelta(hours=48))) == set()
    assert kinds(Signs(at=NOW, founded_at=NOW - 9 * DAY, copied_at=NOW, copy_trouble="damaged")) == {"backup"}
    assert kinds(Signs(at=NOW, founded_at=NOW - 9 * DAY, copied_at=NOW + 9 * DAY)) == {"backup"}, "a clock was ahead"


def test_a_fault_is_over_its_limit_before_a_minute_has_passed():
    looks = timedelta(seconds=10)
    beats = timedelta(seconds=living.EVERY_SECONDS)
    assert 2 * beats < living.SILENT, "a beat that comes late is no death"
    for limit in (living.SILENT, LIMITS.unopened, LIMITS.unsent, LIMITS.undone, LIMITS.failing, LIMITS.uncarried):
        assert limit + looks < timedelta(seconds=60)
