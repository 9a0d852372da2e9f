"""Hoy: the number, who waits longest, what we promised, and the calm when nobody waits."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox import promising, replying
from mostrador.inbox.models import Case, Message
from mostrador.kit import clock, saying
from mostrador.plan import keeping
from tests import cast
from tests.desk.conftest import SignedIn

NOON = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)  # in Madrid


def test_when_the_last_one_is_answered_nobody_waits(leo: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "¿Tenéis godello?")
        case = cast.the_case()
        desk = enters(leo)
        words = {
            "key": str(uuid.uuid4()),
            "surface": "private",
            "text": "Sí.",
            "told_what": "el vino",
            "told_when": "hour",
        }
        desk.post(reverse("desk:answers", args=[case.pk]), words)
        page = desk.get("/").content.decode()
        assert "ring--closed ring--closing" in page  # once, right after the last answer
        assert "Lucia" in page  # the next promise
        assert 'class="badge"' not in page
        clockwork.shift(timedelta(minutes=12))
        page = desk.get("/").content.decode()
        assert "ring--closing" not in page
        assert "12" in page


def test_who_only_looks_is_offered_to_see_not_to_attend(
    vera: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    cast.hears(door, "¿Tenéis godello?")
    seen, attends = (enters(member).get("/").content.decode() for member in (vera, leo))
    assert "Ver a Lucia" in seen and "Atender" not in seen and "button--solid" not in seen
    assert "Atender a Lucia" in attends and reverse("desk:case", args=[cast.the_case().pk]) in seen


def test_promises_of_the_day_stand_in_the_order_of_the_clock(leo: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False):
        for hours, name in ((5, "tarde"), (2, "pronto"), (30, "mañana")):
            cast.hears(door, "hola", author=name)
            case = Case.objects.get(person__name=name.title())
            promising.promise(case, what=f"cosa {name}", due_at=clock.now() + timedelta(hours=hours), by=leo)
        page = enters(leo).get("/").content.decode()
        assert page.index("cosa pronto") < page.index("cosa tarde")
        assert "cosa mañana" not in page


def test_a_word_given_up_after_its_time_is_told_as_not_kept(leo: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "hola")
        word = promising.promise(cast.the_case(), what="la caja", due_at=clock.now() + timedelta(hours=1), by=leo)
        clockwork.shift(timedelta(hours=2))
        promising.drop(word, by=leo)
        page = enters(leo).get("/").content.decode()
    assert "agenda__item--broken" in page and "agenda__item--open" not in page
    with translation.override("es"):
        assert "1 sin cumplir" in page and "1 cumplido" not in page


@pytest.mark.parametrize(("minutes", "kind"), [(1, "mark--time"), (12, "mark--soon"), (20, "mark--late")])
def test_the_mark_says_how_much_of_the_time_is_left(
    minutes: int, kind: str, leo: Member, door: Door, enters: SignedIn
) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "hola")  # fifteen minutes to answer
        clockwork.shift(timedelta(minutes=minutes))
        assert kind in enters(leo).get("/inbox/").content.decode()


def test_late_is_said_in_words_too(leo: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "hola")
        clockwork.shift(timedelta(minutes=27))
        assert "12 min" in enters(leo).get("/inbox/").content.decode()


def test_our_words_are_never_put_in_their_mouth(leo: Member, door: Door, enters: SignedIn) -> None:
    """An answer that failed leaves them waiting; what the row quotes then is ours, and says that it did not leave."""
    for name in ("lucia", "pablo"):
        cast.hears(door, "¿Abrís el lunes?", author=name)
    for case in Case.objects.all():
        words = replying.Words(text="Sí, desde las diez.", key=f"k{case.pk}", by=leo, parts=[("Sí.", 0)])
        replying.reply(case, words)
    Message.objects.filter(direction="out").update(state="failed")
    Case.objects.update(state="waiting_us", waiting_since=clock.now())
    page = enters(leo).get("/").content.decode()
    assert page.count("Leo: «Sí, desde las diez.» · no salió") == 2  # the large quote and the row
    assert "no salió" in enters(leo).get("/inbox/").content.decode()


def test_now_stands_at_its_place_and_a_late_promise_above_it(leo: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        cast.hears(door, "hola")
        case = cast.the_case()
        for hours in (1, 5):
            promising.promise(case, what=f"cosa {hours}", due_at=clock.now() + timedelta(hours=hours), by=leo)
        clockwork.shift(timedelta(hours=2))
        page = enters(leo).get("/").content.decode()
        assert page.index("cosa 1") < page.index("agenda__item--now") < page.index("cosa 5")
        assert page.count("agenda__item--late") == 1
        assert "tarde 1 h" in page


def test_the_head_says_until_when_the_shop_is_open(leo: Member, door: Door, enters: SignedIn) -> None:
    hours = next(one for one in keeping.current().hours.values() if not one.always)
    with time_machine.travel(NOON, tick=False):
        closes = hours.closes_at(NOON)
        assert closes is not None
        with translation.override("es"):
            assert f"abierta hasta las {saying.until(closes, NOON)}" in enters(leo).get("/").content.decode()
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        assert "cerrada, abre" in enters(leo).get("/").content.decode()
