"""A line and a gate are switched off where they stand, and on again: nothing else in the text changes."""

import pytest

from mostrador.plan import deciding, editing, explaining, reading
from mostrador.plan.deciding import Facts
from mostrador.plan.findings import PlanWrong
from mostrador.plan.shape import Act


def test_a_line_that_is_off_decides_nothing_and_stands_in_the_plan_all_the_same(vidriera_text):
    text = editing.switched(vidriera_text, ("lines", "L16"), on=False)
    plan = reading.read(text)
    assert deciding.decide(plan, Facts(needs=("greeting",))).line == "L99"
    assert [one.id for one in plan.resting_lines] == ["L16"]
    said = [row["says"] for row in explaining.sentences(plan) if row["id"] == "L16"]
    assert len(said) == 1 and said[0].startswith("Apagada: ")


@pytest.mark.parametrize("path", [("lines", "L16"), ("lines", "L01"), ("legal", "G7")])
def test_off_and_on_again_says_the_same_and_keeps_every_comment(vidriera_text, path):
    off = editing.switched(vidriera_text, path, on=False)
    on = editing.switched(off, path, on=True)
    assert off != vidriera_text and on.replace(", rest: false", "") == vidriera_text
    assert editing.switched(vidriera_text, path, on=True) == vidriera_text
    assert off.count("#") == vidriera_text.count("#") and len(off.splitlines()) == len(vidriera_text.splitlines())
    assert reading.read(on).line("L16") is not None


def test_a_gate_that_is_off_stands_over_nothing(vidriera_text):
    plan = reading.read(editing.switched(vidriera_text, ("legal", "G7"), on=False))
    assert not deciding.gates_over(plan, Facts(), Act("record", "person_fact"))
    assert [one.id for one in plan.resting_gates] == ["G7"]


@pytest.mark.parametrize(("path", "said"), [
    (("lines", "L99"), "there is no default line"), (("lines", "L09"), "no line is about complaints"),
    (("legal", "G1"), "no gate stands over it"),
])  # fmt: skip
def test_what_no_plan_can_do_without_is_told_when_it_is_off(vidriera_text, path, said):
    with pytest.raises(PlanWrong) as wrong:
        reading.read(editing.switched(vidriera_text, path, on=False))
    assert any(said in one.what for one in wrong.value.findings)


def test_what_is_wrong_behind_a_line_that_is_off_is_told_where_it_stands(vidriera_text):
    text = editing.switched(vidriera_text, ("lines", "L03"), on=False).replace("reply: saludo", "reply: salut")
    with pytest.raises(PlanWrong) as wrong:
        reading.read(text)
    (found,) = [one for one in wrong.value.findings if one.level == "error"]
    assert "salut" in found.what and "L16" in text.splitlines()[found.line - 1]


def test_rest_is_true_or_false(vidriera_text):
    with pytest.raises(PlanWrong) as wrong:
        reading.read(vidriera_text.replace("{id: L16,", "{id: L16, rest: sometimes,"))
    assert "neither true nor false" in str(wrong.value)
