"""Facts in, advice out: which line, by when, who has it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.plan import reading
from mostrador.plan.conditions.need import NEEDS
from mostrador.plan.deciding import Facts, clock, decide, gates_over
from mostrador.plan.keeping import FIRST
from mostrador.plan.shape import Act

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "line", "role"),
    [
        (Facts(needs=("price_availability",)), "L05", "tienda"),
        (Facts(needs=("complaint",)), "L09", "tienda"),
        (Facts(needs=("complaint",), fault="ours"), "L08", "tienda"),
        (Facts(needs=("complaint",), fault="not_ours"), "L10", "tienda"),
        (Facts(needs=("question",), asks_for_manager=True), "L02", "dueña"),
        (Facts(needs=("buy",), label="troll"), "L03", "tienda"),
        (Facts(needs=("buy",), public=True, off_topic_under_post=True), "L04", "tienda"),
        (Facts(needs=("other",)), "L99", "cm"),
        (Facts(), "L99", "cm"),
    ],
)
def test_the_first_line_that_matches_wins(vidriera, facts, line, role):
    advice = decide(vidriera, facts)
    assert (advice.line, advice.to_role) == (line, role)


def test_praise_that_mentions_a_broken_cork_is_a_complaint_first(vidriera):
    assert decide(vidriera, Facts(needs=("complaint", "praise"))).line == "L09"


def test_safety_comes_before_everything_wherever_it_stands(vidriera):
    facts = Facts(needs=("complaint", "safety"), asks_for_manager=True, label="troll")
    assert decide(vidriera, facts).line == "L01"


def test_safety_then_law_then_crisis_whatever_the_order_in_the_document(vidriera_text):
    last = "  - {id: L99,"
    text = vidriera_text.replace("  - {id: L01, when: {need: safety},", "  - {id: L50, when: {need: safety},")
    text = text.replace(
        last, f"  - {{id: L60, when: {{crisis: 2}}}}\n  - {{id: L61, when: {{raises: privacy}}}}\n{last}"
    )
    lines = text.splitlines()
    moved = next(line for line in lines if "id: L50" in line)
    lines.remove(moved)
    lines.insert(next(index for index, line in enumerate(lines) if "id: L99" in line), moved)
    plan = reading.read("\n".join(lines))
    both = {"needs": ("safety",), "raises": frozenset({"privacy"}), "crisis_level": 3, "asks_for_manager": True}
    assert decide(plan, Facts(**both)).line == "L50"
    assert decide(plan, Facts(**{**both, "needs": ("buy",)})).line == "L61"
    assert decide(plan, Facts(**{**both, "needs": ("buy",), "raises": frozenset()})).line == "L60"
    assert decide(plan, Facts(**{**both, "needs": ("buy",), "raises": frozenset(), "crisis_level": 1})).line == "L02"


def test_the_advice_says_why_in_the_words_of_the_plan(vidriera):
    assert decide(vidriera, Facts(needs=("complaint",), fault="ours")).why == "need: complaint, fault: ours"
    assert decide(vidriera, Facts()).why == "any"


def test_the_clock_is_the_doors(vidriera):
    owes = decide(vidriera, Facts(needs=("buy",), channel="whatsapp")).owes
    assert (owes.first, owes.next, owes.line, owes.door, owes.origin) == (
        15 * MINUTE,
        30 * MINUTE,
        "L06",
        "whatsapp",
        "plan",
    )
    assert owes.hours is vidriera.hours["guardia"]


def test_a_line_can_hurry_the_clock_but_never_slow_it(vidriera):
    slow_door = decide(vidriera, Facts(needs=("safety",), door_name="Google")).owes
    assert (slow_door.first, slow_door.next) == (10 * MINUTE, 10 * MINUTE)
    quick_door = decide(vidriera, Facts(asks_for_manager=True, door_name="Tienda")).owes
    assert quick_door.first == 5 * MINUTE


def test_due_at_runs_inside_the_hours(vidriera):
    owes = decide(vidriera, Facts(needs=("question",), channel="whatsapp")).owes
    heard = datetime(2026, 3, 2, 20, 50, tzinfo=UTC)  # 21:50 in Madrid; the watch ends at 22:00
    assert owes.due_at(heard) == datetime(2026, 3, 3, 8, 5, tzinfo=UTC)
    assert owes.due_at(heard, again=True) == datetime(2026, 3, 3, 8, 20, tzinfo=UTC)


def test_a_machine_is_owed_nothing_and_people_may_need_nothing(vidriera):
    assert decide(vidriera, Facts(needs=("question",), automatic=True)).owes is None
    assert decide(vidriera, Facts(needs=("greeting",), needs_answer=False)).owes is None


def test_who_asks_for_the_manager_or_is_in_danger_is_always_answered(vidriera):
    assert decide(vidriera, Facts(needs=("other",), needs_answer=False, asks_for_manager=True)).needs_answer
    assert decide(vidriera, Facts(needs=("praise", "safety"), needs_answer=False)).owes is not None


def test_a_doors_name_comes_before_its_channel(vidriera_text):
    plan = reading.read(vidriera_text.replace("  x:  ", "  Barra VIP: {hours: tienda, first: 2m}\n  x:  "))
    assert clock(plan, Facts(door_name="barra vip", channel="whatsapp")).key == "Barra VIP"
    assert clock(plan, Facts(door_name="otra", channel="whatsapp")).key == "whatsapp"


def test_one_channel_may_have_a_public_and_a_private_clock(vidriera_text):
    text = vidriera_text.replace("instagram_dm:  {", "instagram_dm:  {channel: instagram, ")
    plan = reading.read(text.replace("instagram_com: {", "instagram_com: {channel: instagram, "))
    assert clock(plan, Facts(channel="instagram", public=True)).key == "instagram_com"
    assert clock(plan, Facts(channel="instagram")).key == "instagram_dm"


def test_a_door_that_nobody_named_has_the_default_clock(first, vidriera):
    assert clock(first, Facts(channel="mastodon", door_name="Mastodon")).key == "default"
    assert clock(first, Facts(channel="default", door_name="default")).key == "default"
    assert clock(vidriera, Facts(channel="mastodon")).first == 8 * HOUR  # no default: its own most patient clock


def test_a_doors_own_hours_come_before_the_plans(vidriera):
    def facts(hours):
        return Facts(needs=("buy",), channel="whatsapp", door_hours=hours)

    assert decide(vidriera, facts("mon 09:00-10:00")).owes.hours.text == "mon 09:00-10:00"
    assert decide(vidriera, facts("tienda")).owes.hours is vidriera.hours["tienda"]
    assert decide(vidriera, facts("cuando podamos")).owes.hours is vidriera.hours["guardia"]


def test_holidays_of_the_plan_hold_for_a_doors_own_hours(first):
    own = decide(first, Facts(needs=("buy",), door_hours="mon-fri 09:00-14:00")).owes.hours
    assert not own.open_at(datetime(2026, 12, 25, 11, tzinfo=UTC))


def test_gates_stand_over_acts_where_they_apply(vidriera):
    order, marketing = Act("open", "order"), Act("send", "marketing")
    assert [gate.id for gate in gates_over(vidriera, Facts(channel="web_chat"), order)] == ["G1"]
    assert [gate.id for gate in gates_over(vidriera, Facts(channel="whatsapp"), order)] == ["G1", "G2"]
    assert [gate.id for gate in gates_over(vidriera, Facts(), marketing)] == ["G3"]
    assert [gate.effect for gate in gates_over(vidriera, Facts(), Act("record", "person_fact"))] == ["ask"]
    assert gates_over(vidriera, Facts(), Act("reply", "humana")) == []


def test_the_advice_names_the_gates_over_what_it_advises(vidriera):
    advice = decide(vidriera, Facts(needs=("buy",), channel="whatsapp"))
    assert advice.gates == ("G1", "G2", "G4")


facts = st.builds(
    Facts,
    needs=st.lists(st.sampled_from(NEEDS), max_size=3, unique=True).map(tuple),
    asks_for_manager=st.booleans(),
    needs_answer=st.booleans(),
    automatic=st.booleans(),
    abuse=st.booleans(),
    spam=st.booleans(),
    label=st.sampled_from(["", "troll"]),
    fault=st.sampled_from(["", "ours", "not_ours"]),
    raises=st.frozensets(st.sampled_from(["legal", "privacy"])),
    public=st.booleans(),
    channel=st.sampled_from(["", "whatsapp", "x", "nuevo"]),
    door_name=st.text(max_size=8),
    door_hours=st.sampled_from(["", "tienda", "mon 09:00-10:00"]) | st.text(max_size=8),
    crisis_level=st.integers(0, 3),
)
FIRST_PLAN = reading.read_file(FIRST)


@settings(max_examples=200, deadline=None)
@given(facts)
def test_deciding_is_total_and_deterministic(some):
    advice = decide(FIRST_PLAN, some)
    assert advice == decide(FIRST_PLAN, some)
    assert FIRST_PLAN.line(advice.line) is not None
    assert advice.to_role in FIRST_PLAN.roles


@settings(max_examples=200, deadline=None)
@given(facts)
def test_whoever_needs_an_answer_is_owed_one_by_a_time(some):
    advice = decide(FIRST_PLAN, some)
    assert (advice.owes is not None) == advice.needs_answer
    if some.needs_answer and not some.automatic:
        assert advice.owes is not None
        heard = datetime(2026, 5, 9, 22, tzinfo=UTC)
        assert advice.owes.due_at(heard) > heard


def test_an_insult_is_owed_an_answer_until_evidence_made_them_a_troll(vidriera):
    """The machine's word alone closes nothing: criticism is presumed, and two pieces of evidence make a troll."""
    insult = Facts(needs=("abuse",), abuse=True, needs_answer=False)
    assert decide(vidriera, insult).owes is not None
    labelled = Facts(needs=("abuse",), abuse=True, needs_answer=False, label="troll")
    assert decide(vidriera, labelled).owes is None
    assert decide(vidriera, Facts(needs=("abuse",), needs_answer=False, automatic=True)).owes is None


@settings(max_examples=200, deadline=None)
@given(facts)
def test_safety_always_leads(some):
    if "safety" in some.needs:
        assert decide(FIRST_PLAN, some).line == "L01"
