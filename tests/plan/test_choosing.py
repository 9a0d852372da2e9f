"""A line of action as one chooses it: read back as it was written, written back as it was chosen."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.plan import choosing, doing, inserting, matching, phrases, reading
from mostrador.plan.choosing import Condition
from mostrador.plan.matching import EITHER, NEITHER
from mostrador.plan.parts import Act
from mostrador.plan.phrasing import act as act_in_words
from mostrador.plan.voice import speaking
from tests.plan.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")
PLAN = reading.read(TEXT)
KEPT = TEXT.count("#")
BESIDE = {"limit": ("25m",), "max_turns": ("3",), "note": ("mirar: el lunes, y no # antes",)}


def with_when(when):
    return reading.read(TEXT.replace("{need: help_after_sale}", when), checked=False)


def test_every_line_of_the_example_is_chosen_from_menus_but_the_default():
    chosen = {line.id: choosing.conditions(line) for line in PLAN.lines}
    assert [name for name, one in chosen.items() if one is None] == ["L99"]
    assert chosen["L08"] == (Condition("need", ("complaint",)), Condition("fault", ("ours",)))


def test_a_line_kept_as_it_stands_changes_not_one_character():
    for line in PLAN.lines:
        assert choosing.applied(TEXT, line.id, choosing.chosen(line, PLAN), plan=PLAN) == TEXT


@pytest.mark.parametrize("when", [
    "{any_of: {all_of: {any_of: {need: idea, public: true}}, label: spam}}", "{need: idea, all_of: {need: buy}}",
    "{any_of: {any_of: {public: true}}}", "{open: [order]}", "{need: idea, any_of: {}}",
])  # fmt: skip
def test_what_is_nested_too_deep_for_menus_is_told_so_and_never_touched(when):
    plan, text = with_when(when), TEXT.replace("{need: help_after_sale}", when)
    line = plan.line("L12")
    chosen = choosing.chosen(line, plan)
    assert chosen.conditions is None
    after = choosing.applied(text, "L12", msgspec.structs.replace(chosen, acts=(Act("acknowledge"),)), plan=plan)
    assert when in after and reading.read(after, checked=False).line("L12").do == (Act("acknowledge"),)


def test_each_place_of_a_condition_comes_back():
    plan = with_when("{need: [help_after_sale, idea], any_of: {public: true, label: spam}, none_of: {doors: [x]}}")
    assert choosing.conditions(plan.line("L12")) == (
        Condition("need", ("help_after_sale", "idea")), Condition("public", (True,), EITHER),
        Condition("label", ("spam",), EITHER), Condition("doors", ("x",), NEITHER),
    )  # fmt: skip


@pytest.mark.parametrize(("when", "held"), [
    ("{any_of: {need: safety, all_of: {need: complaint, public: true}}}", (
        Condition("need", ("safety",), EITHER), Condition("need", ("complaint",), choosing.TOGETHER),
        Condition("public", (True,), choosing.TOGETHER))),
    ("{need: idea, none_of: {label: spam, all_of: {public: true, crisis: 2}}}", (
        Condition("need", ("idea",)), Condition("label", ("spam",), NEITHER),
        Condition("public", (True,), choosing.NOT_ALL), Condition("crisis", (2,), choosing.NOT_ALL))),
    ("{any_of: {need: idea, none_of: {public: true}}, all_of: {any_of: {label: spam, crisis: 1}}}", (
        Condition("need", ("idea",), EITHER), Condition("public", (True,), choosing.NONE_OF_THEM),
        Condition("label", ("spam",), choosing.EITHER_TOO), Condition("crisis", (1,), choosing.EITHER_TOO))),
])  # fmt: skip
def test_one_group_inside_of_another_is_chosen_and_says_the_same_written_anew(when, held):
    plan, text = with_when(when), TEXT.replace("{need: help_after_sale}", when)
    assert choosing.conditions(plan.line("L12")) == held
    assert choosing.applied(text, "L12", choosing.chosen(plan.line("L12"), plan), plan=plan) == text
    assert with_when(inserting.flow(choosing.when(held))).line("L12").when.written == plan.line("L12").when.written


conditions = st.lists(
    st.sampled_from(sorted(choosing.words())), unique=True, min_size=1, max_size=6
).flatmap(lambda words: st.tuples(*[
    st.builds(
        Condition, st.just(word),
        st.lists(st.sampled_from(choosing.words()[word] or tuple(PLAN.doors)), unique=True, min_size=1,
                 max_size=3 if choosing.takes_several(word) else 1).map(tuple),
        st.sampled_from(choosing.PLACES),
    ) for word in words
]))  # fmt: skip
every_act = st.one_of(*(
    st.sampled_from([Act(word, value or None) for value in values]) if values is not None
    else st.builds(Act, st.just(word), st.text("abc ñé:#,{}[]'\"-", min_size=1, max_size=9).map(lambda one: f"x{one}x"))
    for word, values in choosing.acts(PLAN)
))  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(conditions, st.lists(every_act, min_size=1, max_size=5), st.sampled_from([line.id for line in PLAN.lines][:-1]))
def test_whatever_is_chosen_reads_back_as_it_was_chosen_and_no_comment_is_lost(held, acts, line_id):
    wanted = choosing.Chosen(conditions=held, acts=tuple(acts), beside=BESIDE, before="L99")
    after = choosing.applied(TEXT, line_id, wanted, plan=PLAN)
    plan = reading.read(after, checked=False)
    found = choosing.chosen(plan.line(line_id), plan)
    assert sorted(found.conditions, key=repr) == sorted(held, key=repr)
    assert (found.acts, found.beside, found.before) == (tuple(acts), BESIDE, "L99")
    others = [(one.id, one.when.written, one.do) for one in PLAN.lines if one.id != line_id]
    assert [(one.id, one.when.written, one.do) for one in plan.lines if one.id != line_id] == others
    assert after.count("  #") == TEXT.count("  #") and "# schema version" in after


def test_a_new_line_has_the_next_number_and_stands_where_it_was_put():
    wanted = choosing.Chosen(
        conditions=(Condition("need", ("question",)),), acts=(Act("reply", "humana"),), before="L05"
    )  # fmt: skip
    assert choosing.next_id(PLAN) == "L17"
    plan = reading.read(choosing.applied(TEXT, "L17", wanted, plan=PLAN))
    assert [one.id for one in plan.lines][3:6] == ["L04", "L17", "L05"]
    assert choosing.next_id(plan) == "L18"


def test_menus_have_words_for_everything():
    """Every condition and act that may be chosen is said as people say it, in each language."""
    assert set(choosing.words()) <= set(phrases.ASKED)
    grouped = [word for group in phrases.DOING.values() for word in group]
    assert sorted(grouped) == sorted(doing.VOCABULARY)
    for word, values in choosing.words().items():
        plain = [("true" if value else "false") if isinstance(value, bool) else value for value in values]
        assert [one for one in plain if f"{word}: {one}" not in phrases.CONDITIONS] == []
    for word, values in doing.VOCABULARY.items():
        for value in values if isinstance(values, tuple) else ():
            said = [act_in_words(Act(word, value), speaking(code)) for code in ("es", "en", "pt")]
            assert len(set(said)) > 1, (word, value)


def test_every_condition_of_a_line_may_be_chosen_and_takes_its_values():
    for word, values in choosing.words().items():
        module = matching.modules()[word]
        assert [one for one in values if module.wrong(word, one)] == []
        assert not choosing.takes_several(word) or not module.wrong(word, list(values) or ["x"])
