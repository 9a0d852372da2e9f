"""A plan tried on the past: the same gives the same, itself changes nothing, and the figures are those of the rows."""

import random
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.plan import reading
from mostrador.plan.replaying import Ended, Report, compare, saying, unknown
from mostrador.plan.replaying.past import OnShift, Past, spells
from mostrador.plan.shape import Plan
from tests.plan.conftest import SAMPLE
from tests.plan.pasts import GIVEN, PASTS, after, answered, gave, heard, past

TEXT = SAMPLE.read_text(encoding="utf-8")
PLAN = reading.read(TEXT)


WHATSAPP = "whatsapp:      {kind: private, priority: 1, hours: guardia, first: 15m, next: 30m"
WHATSAPP_IN_AN_HOUR_AND_A_HALF = (WHATSAPP, WHATSAPP.replace("15m", "90m"))


@cache
def plan(text: str) -> Plan:
    return reading.read(text)


def changed(*pairs: tuple[str, str]) -> Plan:
    text = TEXT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return plan(text)


def written(report: Report) -> bytes:
    return msgspec.json.encode([row for row, _words in saying.rows(report)])


@given(PASTS, st.randoms(use_true_random=False))
def test_the_same_past_gives_the_same_report_byte_for_byte_in_whatever_order_its_rows_come(found, dice: random.Random):
    new = changed(("need: praise", "need: [praise, other]"), ("first: 15m", "first: 5m"))
    shuffled = {
        name: tuple(dice.sample(getattr(found, name), len(getattr(found, name))))
        for name in ("heard", "answered", "ended")
    }
    again = msgspec.structs.replace(found, **shuffled)
    assert written(compare(found, old=PLAN, new=new)) == written(compare(again, old=PLAN, new=new))


@given(PASTS)
def test_a_plan_against_itself_treats_nothing_differently(found):
    report = compare(found, old=PLAN, new=plan(TEXT + "\n# a comment\n"))
    assert report.changed == ()
    pairs = [report.covered, report.late(), report.asks(), report.work.open, report.work.people, report.work.late_alone]
    assert all(pair.old == pair.new for pair in pairs)
    assert all(one.old == one.new for one in [*report.lines, *report.asked, *report.spent])


@given(PASTS)
def test_every_message_is_decided_by_one_line_and_every_wait_is_promised_once(found):
    report = compare(found, old=PLAN, new=PLAN)
    assert sum(one.new for one in report.lines) == report.messages
    assert report.covered.new + sum(one.new for one in report.lines if one.default) == report.messages
    assert sum(one.made for one in report.promises) == len(spells(found))
    assert all(one.late.new <= one.made for one in report.promises)


def without_months(text: str) -> str:
    return text.replace(", month: 60,", ",").replace(", month: 120,", ",").replace(", month: 900,", ",")


@given(st.lists(GIVEN, max_size=15), st.sampled_from([30, 45, 60]), st.sampled_from([10, 20]))
def test_raising_a_limit_per_case_never_asks_more_where_no_month_caps_them_together(gifts, refund: int, discount: int):
    text = without_months(TEXT)
    more = text.replace("tienda: {refund: 30, discount: 10", f"tienda: {{refund: {refund}, discount: {discount}")
    apart = [msgspec.structs.replace(one, case=number) for number, one in enumerate(gifts)]
    report = compare(past(*apart), old=plan(text), new=plan(more))
    assert all(one.new <= one.old for one in report.asked)


def test_a_larger_limit_per_case_can_use_up_the_month_and_then_ask_more_often():
    gifts = [gave(0, 4_500), *(gave(minute, 2_000, case=minute) for minute in (2, 3, 4))]
    report = compare(past(*gifts), old=PLAN, new=changed(("tienda: {refund: 30", "tienda: {refund: 60")))
    (asks,) = report.asked
    assert (asks.act, asks.role, asks.of, asks.old, asks.new) == ("refund", "tienda", "cm", 1, 3)


def test_a_lower_limit_says_who_would_have_asked_whom():
    gifts = [gave(0, 2_500), gave(5, 1_000, case=2), gave(9, 5_000, name="Leo", role="manager", case=3)]
    lower = changed(("tienda: {refund: 30", "tienda: {refund: 15"))
    report = compare(past(*gifts), old=PLAN, new=lower)
    assert [(one.role, one.of, one.old, one.new) for one in report.asked] == [("tienda", "cm", 0, 1)]
    assert {(one.role, one.old, one.new) for one in report.spent} == {("tienda", 3_500, 1_000), ("cm", 5_000, 7_500)}


BUDGET = "gestures: {budget_month: 120"


def house(report: Report) -> list[tuple[str, int, int, int | None]]:
    return [(one.month, one.old, one.new, one.new_limit) for one in report.spent if not one.role]


@given(st.lists(GIVEN, max_size=15), st.sampled_from([5, 20, 120]))
def test_no_replay_gives_more_gestures_in_a_month_than_the_budget_of_the_house(gifts, budget: int):
    report = compare(past(*gifts), old=PLAN, new=changed((BUDGET, f"gestures: {{budget_month: {budget}")))
    assert all(new <= limit for _month, _old, new, limit in house(report))


def test_a_smaller_budget_of_gestures_says_which_could_not_have_been_given():
    gifts = [gave(minute, 1_400, act="gesture", case=minute) for minute in (1, 2, 3)]
    report = compare(past(*gifts), old=PLAN, new=changed((BUDGET, "gestures: {budget_month: 30")))
    (held_back,) = report.asked
    assert (held_back.line, held_back.of, held_back.old, held_back.new) == ("gestures.budget", "", 0, 1)
    assert house(report) == [("2026-03", 4_200, 2_800, 3_000)]


def test_a_gesture_above_the_budget_of_a_month_is_a_large_one_and_asks_the_owner():
    gifts = [gave(1, 5_000, act="gesture", name="Ana", role="owner"),
             gave(2, 5_000, act="gesture", name="Ana", role="owner", case=2),
             gave(3, 5_000, act="gesture", name="Ana", role="owner", case=3),
             gave(4, 3_500, act="gesture", name="Leo", role="manager", case=4)]  # fmt: skip
    report = compare(past(*gifts), old=PLAN, new=changed((BUDGET, "gestures: {budget_month: 30")))
    told = {(one.line, one.role, one.of, one.new) for one in report.asked if one.new}
    assert told == {("gestures.big", "dueña", "", 1), ("gestures.big", "cm", "", 1)}, "two a year, and then no more"
    one = compare(past(gifts[3]), old=PLAN, new=changed((BUDGET, "gestures: {budget_month: 30")))
    assert [(each.line, each.role, each.of, each.new) for each in one.asked] == [("gestures.big", "cm", "dueña", 1)]


def test_nobody_is_given_a_second_gesture_within_the_plans_time_whoever_gave_the_first_and_however_long_ago():
    gifts = past(
        gave(1, 500, act="gesture", person=7), gave(2, 500, act="gesture", person=7),
        gave(9, 500, act="gesture", person=7, case=2), gave(9, 500, act="gesture", person=8, case=3),
    )  # fmt: skip
    earlier = (gave(-60 * 24 * 200, 500, act="gesture", person=8, case=9),)
    found = msgspec.structs.replace(gifts, gestures_before=earlier)
    report = compare(found, old=PLAN, new=changed(("not_twice_within: 365d", "not_twice_within: 30d")))
    (twice,) = report.asked
    assert (twice.line, twice.old, twice.new) == ("gestures.twice", 2, 1), "one asunto is one gesture"
    assert house(report) == [("2026-03", 1_000, 1_500, 12_000)]


def test_a_shorter_clock_makes_more_promises_late_and_names_each_of_them():
    rows = past(heard(1, 0), answered(10), heard(2, 60), answered(100))
    quicker = changed(("whatsapp:      {kind: private, priority: 1, hours: guardia, first: 15m, next: 30m",
                       "whatsapp:      {kind: private, priority: 1, hours: guardia, first: 5m, next: 30m"))  # fmt: skip
    report = compare(rows, old=PLAN, new=quicker)
    assert [(one.answer, one.late.old, one.late.new) for one in report.promises] == [("first", 0, 1), ("next", 1, 1)]
    (one,) = report.changed
    assert (one.message, one.old_due, one.new_due) == (1, after(15), after(5))


def test_a_wait_is_one_clock_from_its_first_words_and_ends_with_a_person():
    rows = past(heard(1, 0), heard(2, 5), answered(20), heard(3, 21, needs_answer=False), heard(4, 30))
    assert [(one.heard.id, one.again, one.answered_at) for one in spells(rows).values()] == [
        (1, False, after(20)), (4, True, None),
    ]  # fmt: skip


def test_what_was_let_go_for_a_reason_is_not_late():
    rows = past(heard(1, 0), Ended(case=1, at=after(500)), heard(2, 1_000, case=2))
    report = compare(rows, old=PLAN, new=PLAN)
    (one,) = report.promises
    assert (one.made, one.late.new, one.open) == (2, 1, 1)


def test_who_waited_before_the_first_day_is_not_counted_and_begins_no_second_clock():
    report = compare(past(heard(1, -30), heard(2, 10), answered(20)), old=PLAN, new=PLAN)
    assert report.messages == 1 and report.promises == ()


def test_gaps_are_the_largest_groups_with_their_words():
    rows = past(*(heard(number, number, "question", case=number) for number in range(1, 5)), heard(9, 9, "abuse"))
    report = compare(rows, old=PLAN, new=PLAN)
    assert [(one.need, one.door, one.count) for one in report.gaps] == [
        ("question", "WhatsApp", 4),
        ("abuse", "WhatsApp", 1),
    ]
    assert report.gaps[0].quotes[0] == "«question» 4" and report.gaps[0].cases[0] == 4


def test_the_time_of_an_answer_is_measured_where_somebody_else_was_waiting():
    rows = past(
        *(heard(number, 0, case=number) for number in range(1, 31)),
        *(answered(5 + 3 * number, case=number) for number in range(1, 31)),
    )
    work = compare(rows, old=PLAN, new=PLAN).work
    assert (work.seconds_each, work.measured, work.needed) == (180, 29, 30 * 180)
    assert work.people.new > 1, "thirty at once, in a quarter of an hour"


@pytest.mark.parametrize("minutes", [0, 45])
def test_the_usual_time_is_taken_and_said_where_too_few_were_measured(minutes: int):
    report = compare(past(heard(1, 0), answered(minutes)), old=PLAN, new=PLAN)
    assert (report.work.seconds_each, report.work.measured) == (240, 0)
    assert "the usual figure" in next(words for row, words in saying.rows(report) if row["part"] == "work")


def test_it_says_plainly_what_it_cannot_know():
    report = compare(past(heard(1, 0)), old=PLAN, new=PLAN)
    said = [words for row, words in saying.rows(report) if row["part"] == "unknown"]
    assert said[0] == unknown.SIMULATES and unknown.NO_MONEY in said
    assert unknown.NO_MONEY not in list(saying.unknown(compare(past(gave(0, 5)), old=PLAN, new=PLAN)))


def on_shift(rows: Past, *spans: tuple[float, float], member: int = 1) -> OnShift:
    return OnShift(member=member, spans=tuple((after(begin), after(end)) for begin, end in spans))


def with_shifts(rows: Past, *people: OnShift, since: float = 0) -> Past:
    return msgspec.structs.replace(rows, on_shift=people, shifts_from=after(since))


def test_hours_on_shift_are_those_of_everybody_while_the_clocks_run():
    rows = past(heard(1, 0), answered(5), days=1)  # one day: 10:00-14:00 and 17:00-20:30 in the sample, from 9:00 on
    report = compare(
        with_shifts(rows, on_shift(rows, (0, 240)), on_shift(rows, (60, 120), (200, 900), member=2)), old=PLAN, new=PLAN
    )
    here = report.work.on_shift
    assert here is not None and here.new == here.old and report.work.needed_then == report.work.needed == 240
    assert 240 * 60 < here.new <= (240 + 60 + 700) * 60


def test_a_clock_that_those_on_shift_cannot_keep_is_named_with_its_door():
    """Nobody is there in the first hour: what comes in then is late although two people do nothing else after it."""
    rows = past(*(heard(number, number, case=number) for number in range(1, 11)), heard(50, 100, case=50))
    team = [on_shift(rows, (60, 240), member=one) for one in (1, 2)]
    report = compare(with_shifts(rows, *team), old=PLAN, new=changed(WHATSAPP_IN_AN_HOUR_AND_A_HALF))
    (one,) = report.promises
    assert (one.tried.old, one.at_best.old, one.at_best.new) == (11, 10, 0)
    assert report.too_fast() == ()
    tight = compare(with_shifts(rows, *team), old=PLAN, new=PLAN)
    assert [(one.door, one.answer) for one in tight.too_fast()] == [("WhatsApp", "first")]
    assert "Those on shift cannot keep it: 10 of 11 late" in " ".join(words for _row, words in saying.rows(tight))


def test_what_came_before_shifts_were_on_record_is_not_held_against_them():
    rows = past(heard(1, 0), heard(2, 300, case=2))
    report = compare(with_shifts(rows, on_shift(rows, (290, 600)), since=290), old=PLAN, new=PLAN)
    (one,) = report.promises
    assert (one.made, one.tried.new, one.at_best.new, report.work.needed_then) == (2, 1, 0, 240)
    assert any(words == unknown.SHIFTS_LATER for words, _values in unknown.said(report))
    assert any("from 2026-03-02 on" in words for words in saying.unknown(report))


def test_without_any_shift_on_record_one_person_is_taken_to_be_there_and_it_says_so():
    report = compare(past(heard(1, 0)), old=PLAN, new=PLAN)
    assert report.work.on_shift is None and report.too_fast() == ()
    assert unknown.NO_SHIFTS in list(saying.unknown(report))


@given(PASTS, st.lists(st.integers(-500, 9_000), min_size=2, max_size=8, unique=True))
def test_more_people_never_keep_fewer_promises_and_whatever_was_tried_is_counted(found: Past, edges: list[int]):
    spans = list(zip(*[iter(sorted(edges))] * 2, strict=False))
    alone, all_day = on_shift(found, *spans), on_shift(found, (-500, 10_080), member=2)
    few, many = (compare(with_shifts(found, *team), old=PLAN, new=PLAN) for team in ((alone,), (all_day,)))
    assert all(0 <= one.at_best.new <= one.tried.new <= one.made for one in [*few.promises, *many.promises])
    assert [one.tried for one in few.promises] == [one.tried for one in many.promises]


def test_what_public_anger_hurried_is_due_at_once_under_any_plan():
    hurried = msgspec.structs.replace(heard(1, 0), hurried_to=after(1))
    report = compare(past(hurried, answered(10)), old=PLAN, new=PLAN)
    assert [one.late.new for one in report.promises] == [1]


def test_nothing_at_all_is_a_report_too():
    report = compare(past(), old=PLAN, new=PLAN)
    assert report.messages == 0 and report.work.needed == 0
    assert next(saying.rows(report))[1].startswith("vinos-la-vidriera 2.3.0 against 2.3.0, 2026-03-02 to 2026-03-09")
