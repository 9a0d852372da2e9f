"""Where the platform closes the door on us, the promise is due before, and warns while somebody is still there."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message, Promise
from mostrador.inbox.owing import Owed
from mostrador.journeys import facts, outbound
from mostrador.kit import clock
from mostrador.people.models import Person
from mostrador.plan import keeping
from mostrador.plan.hours import Hours
from tests import cast

MADRID = ZoneInfo("Europe/Madrid")
SHOP = Hours.parse("mon-sat 10:00-14:00,17:00-20:30", "Europe/Madrid")
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


def promised(heard_at: datetime, *, first: timedelta, closes_at: datetime | None) -> Promise:
    owed = Owed(first=first, next=first, hours=SHOP, line="L99", closes_at=closes_at)
    from mostrador.inbox import promising

    message = Message(shown_at=heard_at, received_at=heard_at)
    return promising.owed_for(message, owed=owed, answered_before=False)


def test_a_promise_is_never_due_after_the_window_and_warns_while_the_shop_is_open() -> None:
    saturday = at("2026-05-16 19:00")
    late = promised(saturday, first=3 * HOUR, closes_at=saturday + timedelta(hours=24))
    assert late.due_at == at("2026-05-17 19:00"), "on Monday nobody could answer any more"
    assert saturday < late.warn_at < at("2026-05-16 20:30")


def test_what_comes_while_closed_and_closes_before_opening_warns_at_once() -> None:
    night = at("2026-05-16 21:00")
    late = promised(night, first=HOUR, closes_at=night + timedelta(hours=12))
    assert (late.due_at, late.warn_at) == (night + timedelta(hours=12), night)


@pytest.mark.parametrize("closes_at", [None, at("2026-05-14 17:00"), at("2026-05-13 10:00")])
def test_a_window_that_is_wide_or_over_changes_nothing(closes_at: datetime | None) -> None:
    assert promised(at("2026-05-14 11:00"), first=HOUR, closes_at=closes_at).due_at == at("2026-05-14 12:00")


@pytest.mark.django_db
def test_the_plans_window_counts_from_their_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    first = keeping.write_first(tmp_path).read_text(encoding="utf-8")
    told = first.replace("default:   {hours: tienda,", "default:   {hours: tienda, window: 3h,")
    assert told != first
    assert not keeping.trouble()
    (tmp_path / keeping.FILE).write_text(told, encoding="utf-8")
    with time_machine.travel(at("2026-05-14 17:00"), tick=False):
        leo, door = cast.a_member("Leo"), cast.a_door()
        heard = facts.weigh(
            cast.an_item("¿Tenéis godello?"), door=door, person=Person.objects.create(since=clock.now()),
            plan=keeping.current(), arrived_at=clock.now(), parcel_id=None,
        )  # fmt: skip
        assert heard.owed and heard.owed.closes_at == at("2026-05-14 20:00")
        cast.hears(door, "¿Tenéis godello?")
        case = Case.objects.select_related("conversation__door__connection").get()
        assert outbound.permission(case, by=Member.objects.get(pk=leo.pk)).closes_at == at("2026-05-14 20:00")
        assert Door.objects.count() == 1
