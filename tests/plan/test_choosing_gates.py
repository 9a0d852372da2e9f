"""A gate of the law as one chooses it: read back as it was written, written back as it was chosen."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.plan import choosing, choosing_gates, explaining, phrases, phrasing, reading, removing
from mostrador.plan.choosing import Condition
from mostrador.plan.choosing_gates import Chosen
from mostrador.plan.matching import BOTH, NEITHER
from mostrador.plan.parts import Act
from mostrador.plan.voice import speaking
from tests.plan.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")
PLAN = reading.read(TEXT)
G3 = "when: {send: marketing}"


def with_when(when):
    return TEXT.replace(G3, f"when: {when}")


def test_every_gate_of_the_example_is_chosen_from_menus():
    chosen = {gate.id: choosing_gates.chosen(gate) for gate in PLAN.gates}
    assert [name for name, one in chosen.items() if one.over is None] == []
    assert [one.word for one in chosen["G2"].over] == ["open", "send"]
    assert [(one.word, one.place) for one in chosen["G2"].where] == [("doors", BOTH)]


def test_a_gate_kept_as_it_stands_changes_not_one_character():
    for gate in PLAN.gates:
        assert choosing_gates.applied(TEXT, gate.id, choosing_gates.chosen(gate), plan=PLAN) == TEXT


@pytest.mark.parametrize("when", [
    "{any_of: {send: marketing, public: true}}", "{send: marketing, none_of: {open: order}}",
    "{send: marketing, need: complaint}", "{any_of: {all_of: {send: marketing, public: true}, open: order}}",
    "{send: marketing, any_of: {public: true, crisis: 2}}", "{send: marketing, gesture: wine}",
])  # fmt: skip
def test_what_menus_cannot_say_is_never_touched(when):
    text = with_when(when)
    plan = reading.read(text, checked=False)
    chosen = choosing_gates.chosen(choosing_gates.gate_of(plan, "G3"))
    assert chosen.over is None
    after = choosing_gates.applied(text, "G3", msgspec.structs.replace(chosen, effect="warn"), plan=plan)
    assert f"when: {when}, effect: warn" in after


over = st.lists(st.sampled_from(sorted(choosing_gates.acts(PLAN))), unique=True, min_size=1, max_size=4).flatmap(
    lambda words: st.tuples(*[
        st.builds(Condition, st.just(word), st.lists(
            st.sampled_from(choosing_gates.acts(PLAN)[word][1:] or ("any",)), unique=True, min_size=1, max_size=3,
        ).map(tuple)) for word in words
    ])
)  # fmt: skip
where = st.lists(st.sampled_from(choosing_gates.WHERE), unique=True, max_size=3).flatmap(
    lambda words: st.tuples(*[
        st.builds(Condition, st.just(word), st.sampled_from(choosing.words()[word] or tuple(PLAN.doors)).map(
            lambda one: (one,)), st.sampled_from((BOTH, NEITHER))) for word in words
    ])
)  # fmt: skip
rules = st.text("abc ñé:#,{}'\"-", min_size=1, max_size=20).map(lambda one: f"x{' '.join(one.split())}x")


@settings(max_examples=25, deadline=None)
@given(over, where, rules, st.sampled_from(sorted(phrases.EFFECTS)), st.sampled_from(["G1", "G2", "G5", "G8"]))
def test_whatever_is_chosen_reads_back_as_it_was_chosen_and_no_comment_is_lost(over, where, rule, effect, gate_id):
    wanted = Chosen(rule=rule, effect=effect, over=over, where=where)
    after = choosing_gates.applied(TEXT, gate_id, wanted, plan=PLAN)
    plan = reading.read(after, checked=False)
    found = choosing_gates.chosen(choosing_gates.gate_of(plan, gate_id))
    assert choosing_gates.when(found) == choosing_gates.when(wanted) and (found.rule, found.effect) == (rule, effect)
    others = [(one.id, one.rule, one.when.written) for one in PLAN.gates if one.id != gate_id]
    assert [(one.id, one.rule, one.when.written) for one in plan.gates if one.id != gate_id] == others
    assert after.count("  #") == TEXT.count("  #") and "# schema version" in after


def test_a_plan_without_any_law_takes_its_first_gate_and_gives_it_up_again():
    bare = removing.without(TEXT, ("legal",))
    plan = reading.read(bare, checked=False)
    wanted = Chosen(rule="Sin permiso, nada", over=(Condition("send", ("marketing",)),))
    after = choosing_gates.applied(bare, choosing_gates.next_id(plan), wanted, plan=plan)
    assert [gate.id for gate in reading.read(after, checked=False).gates] == ["G1"]
    assert not reading.read(removing.without(after, (*choosing_gates.LAW, "G1")), checked=False).gates


def test_menus_have_words_for_everything_a_gate_may_stand_over():
    for word, values in choosing_gates.acts(PLAN).items():
        for value in values:
            said = [phrasing.conditions({word: value}, speaking(code)) for code in ("es", "en", "pt")]
            assert len(set(said)) > 1, (word, value)


def test_a_gate_says_what_it_stands_over_and_where():
    said = {gate.id: explaining.gate(gate, speaking("es")) for gate in PLAN.gates}
    assert said["G1"].endswith("Si toca abrir un pedido o tener el detalle de regalar vino y eso falta, no se hace.")
    assert "Si entra por whatsapp, instagram_dm, instagram_com y facebook_com, toca abrir un pedido" in said["G2"]


def test_what_is_done_in_a_crisis_is_written_where_it_stood():
    level = PLAN.crisis.level(2)
    acts = (Act("pause_posts"), Act("holding", "h3"), Act("notify", "cm"))
    after = choosing.level_applied(TEXT, level, acts)
    assert reading.read(after).crisis.level(2).do == acts
    assert sum(a != b for a, b in zip(TEXT.splitlines(), after.splitlines(), strict=True)) == 1
    assert choosing.level_applied(TEXT, level, level.do) == TEXT
    assert reading.read(choosing.level_applied(TEXT, level, ())).crisis.level(2).do == ()
