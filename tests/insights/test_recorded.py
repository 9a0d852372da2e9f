"""What the replay reads beside the messages: shifts, labels as they were then, and answers that anger had hurried."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.accounts import rostering
from mostrador.accounts.models import Role
from mostrador.inbox import promising
from mostrador.inbox.models import Message
from mostrador.insights import past
from mostrador.kit import clock
from mostrador.plan import labelling, reading, receipting
from mostrador.plan.models import Label
from mostrador.plan.shape import Plan
from tests import cast
from tests.insights.test_objectives import PLAN

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten o'clock in Madrid
HOUR = timedelta(hours=1)


@pytest.fixture
def plan() -> Plan:
    return reading.read(PLAN)


def test_shifts_are_read_from_their_dated_periods(plan: Plan) -> None:
    with clock.held_at(MONDAY):
        ana, leo = cast.a_member("Ana", Role.OWNER), cast.a_member("Leo")
        cast.hears(cast.a_door(), "¿Abrís hoy?")
        assert past.read(plan).shifts_from is None
        rostering.set_week(leo, week="mon 10:00-12:00", by=ana)
        rostering.set_week(ana, week="", by=ana)
    with clock.held_at(MONDAY + 3 * HOUR):
        rostering.set_week(leo, week="mon 16:00-17:00", by=ana)
    found = past.read(plan)
    assert found.shifts_from == MONDAY
    spans = {one.member: one.spans for one in found.on_shift}
    assert spans[leo.pk] == ((MONDAY, MONDAY + 2 * HOUR), (MONDAY + 6 * HOUR, MONDAY + 7 * HOUR))
    assert spans[ana.pk] == ((MONDAY, found.until),), "an empty week is always"


def test_a_label_counts_from_when_it_was_given_until_it_was_taken_back(plan: Plan) -> None:
    ana, door = cast.a_member("Ana", Role.OWNER), cast.a_door()
    with clock.held_at(MONDAY):
        cast.hears(door, "Sois lo peor", need="abuse")
    with clock.held_at(MONDAY + HOUR):
        case = cast.the_case()
        receipt = receipting.note(case, act="label", plan=plan, by=ana, role="jefa", ground="plan")
        label = labelling.give(case, receipt, by=ana)
    with clock.held_at(MONDAY + 2 * HOUR):
        cast.hears(door, "Y seguís", need="abuse")
    with clock.held_at(MONDAY + 3 * HOUR):
        labelling.end(label, state=Label.State.REVERSED, by=ana)
    with clock.held_at(MONDAY + 4 * HOUR):
        cast.hears(door, "¿Y mi pedido?")
    assert [one.facts.label for one in past.read(plan).heard] == ["", "troll", ""]


def test_an_answer_that_public_anger_hurried_is_known_to_be_owed_at_once(plan: Plan) -> None:
    with clock.held_at(MONDAY):
        cast.hears(cast.a_door(), "Nadie contesta nunca", public=True)
        message = Message.objects.get()
        promising.hurry(cast.the_case(), due_at=message.shown_at)
    assert [one.hurried_to for one in past.read(plan).heard] == [message.shown_at]
    with clock.held_at(MONDAY + HOUR):
        cast.hears(cast.a_door("Otra"), "¿Abrís?", author="pablo")
    assert [one.hurried_to for one in past.read(plan).heard] == [message.shown_at, None]
