"""Who may do what without asking, and whom they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.plan import reading
from mostrador.plan.acting import ACTS, MONEY
from mostrador.plan.authority import UnknownAct, limit, may, role_of
from mostrador.plan.keeping import FIRST
from mostrador.plan.saying import limit_words


def test_within_the_limit_nobody_is_asked(vidriera):
    ruling = may(vidriera, "tienda", "refund", amount=2500)
    assert (ruling.verdict, ruling.line, ruling.left) == ("allow", "authority.tienda", 3000)


def test_above_the_limit_the_next_step_that_may_is_asked(vidriera):
    ruling = may(vidriera, "tienda", "refund", amount=4500)
    assert (ruling.verdict, ruling.ask_of, ruling.left) == ("ask", "cm", 3000)
    assert ruling.why == "This is above your limit."
    assert may(vidriera, "tienda", "refund", amount=50000).ask_of == "dueña"


def test_above_everybodys_limit_it_is_blocked(vidriera):
    assert may(vidriera, "dueña", "refund", amount=60001).verdict == "block"
    assert may(vidriera, "tienda", "refund", amount=60001).verdict == "block"


def test_the_month_caps_all_three_together(vidriera):
    assert may(vidriera, "tienda", "gesture", amount=1000, spent=5000).verdict == "allow"
    ruling = may(vidriera, "tienda", "gesture", amount=1001, spent=5000)
    assert (ruling.verdict, ruling.left, ruling.why) == ("ask", 1000, "This is more than what is left of your month.")
    assert may(vidriera, "tienda", "gesture", amount=1, spent=999_999).left == 0


def test_without_an_amount_it_asks_whether_there_is_anything_to_give(vidriera):
    assert may(vidriera, "tienda", "refund").verdict == "allow"
    assert may(vidriera, "tienda", "refund", spent=6000).verdict == "ask"


def test_a_negative_amount_is_a_mistake(vidriera):
    with pytest.raises(ValueError, match="negative"):
        may(vidriera, "tienda", "refund", amount=-1)


def test_to_answer_is_also_to_promise_and_to_mend(vidriera):
    for act in ("reply", "reply_private", "reply_public", "promise", "edit", "take_back", "note", "assign"):
        assert may(vidriera, "tienda", act).verdict == "allow"


def test_private_answers_alone_leave_public_ones_to_be_asked(vidriera_text):
    plan = reading.read(
        vidriera_text.replace("may: [reply, reserve, apologise, move_private]}", "may: [reply_private]}", 1)
    )
    assert may(plan, "tienda", "reply").verdict == "allow"
    assert may(plan, "tienda", "promise").verdict == "allow"
    ruling = may(plan, "tienda", "reply_public")
    assert (ruling.verdict, ruling.ask_of) == ("ask", "cm")


def test_an_act_of_the_step_above_is_asked(vidriera):
    ruling = may(vidriera, "tienda", "hide_spam")
    assert (ruling.verdict, ruling.ask_of, ruling.line) == ("ask", "cm", "authority.tienda")
    assert may(vidriera, "cm", "crisis_3").ask_of == "dueña"


def test_what_the_plan_gives_to_nobody_is_blocked(vidriera_text):
    plan = reading.read(vidriera_text.replace("may: [all]", "may: [reply]"))
    assert may(plan, "tienda", "crisis_3").verdict == "block"


@pytest.mark.parametrize("act", sorted(ACTS | set(MONEY)))
def test_a_viewer_may_nothing(vidriera, act):
    ruling = may(vidriera, "viewer", act, amount=0)
    assert ruling.verdict == "block"
    assert ruling.why


def test_even_a_plan_with_a_role_called_viewer_gives_viewers_nothing(vidriera_text):
    plan = reading.read(vidriera_text.replace("tienda", "viewer"))
    assert "viewer" in plan.roles
    assert may(plan, "viewer", "reply").verdict == "block"


@pytest.mark.parametrize(("house", "role"), [("agent", "tienda"), ("manager", "cm"), ("owner", "dueña")])
def test_members_without_a_name_in_the_plan_stand_on_the_ladder_by_their_role(vidriera, house, role):
    assert role_of(vidriera, member_role=house) == role
    assert may(vidriera, house, "reply").line == f"authority.{role}"


def test_roles_of_the_first_plan_say_whose_they_are(first):
    assert [role_of(first, member_role=one) for one in ("agent", "manager", "owner", "viewer")] == [
        "equipo", "encargado", "dueña", "",
    ]  # fmt: skip


def test_people_named_in_the_plan_have_its_role_for_them(vidriera):
    assert role_of(vidriera, member_role="owner", name="Leo Pérez") == "cm"
    assert role_of(vidriera, member_role="manager", name="iker") == "tienda"
    assert role_of(vidriera, member_role="manager", name="Nadie") == "cm"


def test_a_name_alone_raises_nobody(vidriera):
    assert role_of(vidriera, member_role="agent", name="Ana") == "tienda"
    assert role_of(vidriera, member_role="viewer", name="Ana") == ""
    assert role_of(vidriera, member_role="agent", name="Leo") == "tienda"


def test_a_shop_of_one_role_gives_it_to_everybody(vidriera_text):
    text = vidriera_text.replace(
        "escalation: [{to: tienda, after: 0m}, {to: cm, after: 30m}, {to: dueña, after: 60m}]", ""
    )
    plan = reading.read(text)
    assert plan.ladder == ("dueña",)
    assert role_of(plan, member_role="agent") == "dueña"


def test_an_act_that_no_plan_knows_is_a_mistake_of_the_code(vidriera):
    with pytest.raises(UnknownAct):
        may(vidriera, "tienda", "contestar")


def test_an_unknown_role_may_nothing(vidriera):
    assert may(vidriera, "intruso", "reply").verdict == "block"


def test_every_ruling_cites_its_line(vidriera):
    for role in vidriera.roles:
        for act in sorted(ACTS | set(MONEY)):
            assert may(vidriera, role, act).line == f"authority.{role}"


def test_words_for_the_reply_box(vidriera):
    assert limit_words(vidriera, "tienda").msgid == "You can answer without asking"
    assert limit_words(vidriera, "agent", "reply_public").msgid == "You can answer in public without asking"
    assert limit_words(vidriera, "viewer").msgid == "You can only read"
    refund = limit_words(vidriera, "agent", "refund", spent=4000)
    assert (refund.msgid % {"amount": "20 €"}, refund.amount) == ("You can refund up to 20 € without asking", 2000)
    spent = limit_words(vidriera, "tienda", "refund", spent=6000)
    assert (spent.msgid % {"role": spent.role}, spent.role) == ("For this you ask cm", "cm")


PLAN = reading.read_file(FIRST)
gifts = st.lists(st.tuples(st.sampled_from(MONEY), st.integers(0, 3000)), max_size=40)


@given(st.sampled_from(sorted(PLAN.roles)), gifts)
def test_no_sequence_of_acts_passes_a_limit_or_a_month(role, wanted):
    spent = 0
    for act, amount in wanted:
        ruling = may(PLAN, role, act, amount=amount, spent=spent)
        assert ruling.left == limit(PLAN, role, act, spent=spent)
        if ruling.verdict == "allow":
            assert amount <= PLAN.authority[role].limits[act]
            spent += amount
    assert spent <= PLAN.authority[role].month


@given(st.sampled_from(sorted(PLAN.roles)), st.sampled_from(MONEY), st.integers(0, 60_000))
def test_whoever_is_asked_may_do_it(role, act, amount):
    ruling = may(PLAN, role, act, amount=amount)
    if ruling.verdict == "ask":
        assert may(PLAN, ruling.ask_of, act, amount=amount).verdict == "allow"
