"""The figures of the aims, each counted by hand beside."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.accounts.models import Role
from mostrador.inbox import ending
from mostrador.inbox.models import CaseEnd
from mostrador.insights import objectives, past
from mostrador.insights.objectives import METRICS, Window
from mostrador.kit import clock
from mostrador.plan import metrics, reading
from tests.cast import a_door, a_member, hears, says, the_case

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten o'clock in Madrid
PLAN = """
plan: 1
id: prueba
version: 1.0.0
owner: jefa
locale: {timezone: Europe/Madrid}
hours: {tienda: "mon-fri 10:00-14:00"}
roles: {jefa: {people: [Ana], backup: equipo}, equipo: {people: [Leo], backup: jefa}}
objectives:
  - {id: O1, text: "Nadie en silencio", metric: silence_share_24h, now: null, target: "<=0.02", by: 2026-06-30}
  - {id: O2, text: "Deprisa", metric: first_human_reply_p90, now: null, target: "<=60m", by: 2026-06-30}
  - {id: O3, text: "Ideas", metric: ideas_answered_share, now: null, target: ">=0.8", by: 2026-06-30}
doors: {default: {hours: tienda, first: 1h, next: 1h}}
lines: [{id: L1, when: {need: [question, complaint]}, do: [acknowledge]}, {id: L99, when: any, do: [acknowledge]}]
authority: {equipo: {may: [reply]}, jefa: {may: [all]}}
escalation: [{to: equipo, after: 0m}, {to: jefa, after: 1h}]
"""


def window(upto: datetime) -> Window:
    plan = reading.read(PLAN)
    with clock.held_at(upto):
        a_door("Otra")  # so that the ledger's last moment is this one
    return Window(plan, past.read(plan))


@pytest.fixture
def answered_after_closing() -> Window:
    """She asks ten minutes before closing, and is answered ten minutes after the next day's opening; he waits on."""
    leo, door = a_member("Leo", Role.AGENT), a_door()
    asked = MONDAY + timedelta(hours=3, minutes=50)
    with clock.held_at(asked):
        hears(door, "¿Abrís mañana?", need="question")
    with clock.held_at(MONDAY + timedelta(days=1, minutes=10)):
        says("Sí.", by=leo)
        ending.finish(the_case(), by=leo)
    with clock.held_at(MONDAY + timedelta(days=1, minutes=20)):
        hears(door, "¿Hola?", author="pablo", need="other")
    return window(MONDAY + timedelta(days=3))


def test_every_metric_that_is_counted_is_one_that_a_plan_can_name():
    assert METRICS.keys() <= metrics.METRICS.keys() and len(METRICS) >= 10


def test_silence_is_a_day_without_a_person(answered_after_closing: Window):
    found = METRICS["silence_share_24h"](answered_after_closing)
    assert found is not None and (found.amount, found.counted) == (0.5, 2)


def test_answers_are_timed_while_the_house_is_open(answered_after_closing: Window):
    fastest = METRICS["first_human_reply_median"](answered_after_closing)
    slowest = METRICS["first_human_reply_p90"](answered_after_closing)
    still = timedelta(hours=3, minutes=40) + timedelta(hours=4)  # he has waited since, and waits
    assert slowest is not None and slowest.amount == still.total_seconds()
    assert fastest is not None and fastest.amount == (20 * 60 + still.total_seconds()) / 2


def test_errands_are_counted_with_how_long_they_took(answered_after_closing: Window):
    found = METRICS["resolution_p90"](answered_after_closing)
    assert found is not None and found.counted == 1
    assert found.amount == timedelta(hours=20, minutes=20).total_seconds()
    contacts = METRICS["contacts_per_errand"](answered_after_closing)
    assert contacts is not None and (contacts.amount, contacts.counted) == (1.0, 2)
    covered = METRICS["plan_coverage"](answered_after_closing)
    assert covered is not None and (covered.amount, covered.counted) == (0.5, 2)


def test_what_was_let_go_for_a_reason_is_no_silence():
    leo, door = a_member("Leo", Role.AGENT), a_door()
    with clock.held_at(MONDAY):
        hears(door, "gracias", need="praise")
        ending.no_answer_needed(the_case(), why=CaseEnd.Why.THANKS, by=leo)
    assert METRICS["silence_share_24h"](window(MONDAY + timedelta(days=3))) is None


def test_an_objective_stands_beside_its_target_and_says_where_nobody_counts(answered_after_closing: Window):
    found = objectives.standings(answered_after_closing.plan, answered_after_closing.past)
    assert [(one.id, one.now, one.met) for one in found] == [
        ("O1", 0.5, False),
        ("O2", 27_600.0, False),
        ("O3", None, None),
    ]
    told = [words for _row, words in objectives.rows(found)]
    assert told[2] == "O3 Ideas (ideas_answered_share >= 0.8): nobody counts it yet."


def test_a_house_without_a_past_has_no_figures():
    found = objectives.standings(*((it := window(MONDAY)).plan, it.past))
    assert [one.now for one in found] == [None, None, None]
