"""What the law would have asked about gestures, replayed: of whom, over which thing, where and for whom."""

import pytest

from mostrador.plan.replaying import Given, compare, saying
from mostrador.plan.shape import Facts, Plan
from tests.plan.pasts import after, past
from tests.plan.test_replaying import PLAN, changed

GATE = '{id: G1, rule: "Alcohol: mayores de 18", when: {any_of: {open: [order], gesture: [wine]}}, effect: block}'


def gesture(thing: str = "card", *, told: bool = True, name: str = "Marta", role: str = "agent", adult: bool = False,
            door: str = "", case: int = 1) -> Given:  # fmt: skip
    return Given(
        case=case, at=after(case), act="gesture", amount=500, name=name, member_role=role, thing=thing, told=told,
        adult=adult, place=Facts(channel=door, door_name=door),
    )  # fmt: skip


def with_gate(gate: str) -> Plan:
    return changed((GATE, f"{GATE}\n  - {gate}"))


def asked(*gifts: Given, plan: Plan = PLAN) -> set[tuple[str, str, str, int, int]]:
    return {(one.line, one.role, one.of, one.old, one.new) for one in compare(past(*gifts), old=PLAN, new=plan).asked}


def test_wine_to_somebody_whose_age_nobody_knows_could_not_be_given():
    assert asked(gesture("wine")) == {("G1", "tienda", "", 1, 1)}
    assert asked(gesture("wine", adult=True)) == set()
    assert asked(gesture("card")) == set()


@pytest.mark.parametrize("thing", ["card", "other", "una botella"])
def test_what_more_than_choices_told_is_asked_of_the_next_above_and_nobody_stands_above_the_owner(thing: str):
    assert asked(gesture(thing, told=False)) == {("G1", "tienda", "cm", 1, 1)}
    assert asked(gesture(thing, told=False, name="Ana", role="owner")) == set()


def test_a_new_gate_says_who_would_have_asked_whom_and_how_often():
    asks = changed(
        (GATE, GATE + '\n  - {id: G9, rule: "Un vale se pregunta", when: {gesture: [voucher]}, effect: ask}')
    )
    gifts = [gesture("voucher", case=1), gesture("voucher", case=2, name="Leo", role="manager"), gesture(case=3)]
    assert asked(*gifts, plan=asks) == {("G9", "tienda", "cm", 0, 1), ("G9", "cm", "dueña", 0, 1)}
    report = compare(past(*gifts), old=PLAN, new=asks)
    said = [words for row, words in saying.rows(report) if row["part"] == "asked"]
    assert "gesture: tienda asks cm (G9): 0 → 1." in said


def test_a_gate_over_a_place_stands_there_alone_and_no_age_lifts_it():
    here = changed(
        (GATE, GATE + '\n  - {id: G9, rule: "Aquí no", when: {gesture: [wine], doors: [whatsapp]}, effect: ask}')
    )
    lifted = gesture("wine", adult=True, door="whatsapp"), gesture("wine", adult=True, door="web", case=2)
    assert asked(*lifted, plan=here) == {("G9", "tienda", "cm", 0, 1)}
