"""An owner signs what is told: whatever is changed in a plan, one thing or two, is told, and told apart."""

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mostrador.plan import reading
from mostrador.plan.differing import differences
from tests.plan import changing

SAMPLE = Path(__file__).parent / "samples" / "la-vidriera.yaml"
WHOLE = yaml.safe_load(SAMPLE.read_text())
OLD = changing.read(WHOLE)
LEAVES = [path for path in changing.paths(WHOLE) if path not in {("plan",)}]


def told(old, new):
    return {one.says for one in differences(old, new)}


@given(one=st.sampled_from(LEAVES), two=st.sampled_from(LEAVES))
@settings(max_examples=15, deadline=None)
def test_every_leaf_that_changes_is_told_also_beside_another(one, two):
    first, second = changing.other(WHOLE, one), changing.other(WHOLE, two)
    assume(first is not None and second is not None)  # there is no other word for it
    here, there = changing.put(WHOLE, one, first), changing.put(WHOLE, two, second)
    alone, other = told(OLD, changing.read(here)), told(OLD, changing.read(there))
    assert alone and other and not [one for one in alone | other if "same in other words" in one]
    both = _both(here, two, second)
    if one != two and both is not None:
        beside = told(OLD, both)
        assert beside not in (alone, other), beside


def _both(here, path, value):
    try:
        return changing.read(changing.put(here, path, value))
    except (changing.PlanWrong, LookupError):
        return None  # they cannot stand together


HIDDEN = [
    ("window: 24h, risk", "window: 12h, risk", "doors · whatsapp · window: 12h (antes 1d)."),
    ("private_reply: 7d", "private_reply: 3d", "doors · instagram_com · private_reply: 3d (antes 7d)."),
    ("max_public_turns: 2", "max_public_turns: 4", "Tras 4 respuestas en público seguimos en privado. "
     "(antes Tras 2 respuestas en público seguimos en privado.)"),
    ("resolve: 1d, window", "resolve: 3d, window", "whatsapp: resuelto en 3 días (antes 1 día)."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says"), HIDDEN)
def test_what_no_sentence_shows_is_told_as_the_text_has_it_also_beside_a_refund(vidriera_text, before, after, says):
    text = vidriera_text.replace(before, after).replace("tienda: {refund: 30", "tienda: {refund: 35")
    found = {one.replace("\xa0", " ") for one in told(OLD, reading.read(text))}
    assert found == {says, "Marta e Iker pueden devolver 35 € (antes 30 €)."}


def test_a_line_says_how_many_answers_it_gives_and_its_note(vidriera_text):
    line = "  - {id: L17, when: {need: question}, do: [acknowledge], max_turns: 4, note: hola}\n"
    text = vidriera_text.replace("  - {id: L16", f"{line}  - {{id: L16").replace("max_turns: 1}", "max_turns: 2}")
    assert told(OLD, reading.read(text)) == {
        "Nuevo: Si preguntan algo: reconocerlo. 4 respuestas como mucho. Nota: hola",
        "Si dicen algo que no es así: corregirlo con la fuente. 2 respuestas como mucho. "
        "(antes Si dicen algo que no es así: corregirlo con la fuente. Una respuesta como mucho.)",
    }  # fmt: skip


def test_what_a_new_door_has_besides_its_sentence_is_told_too(vidriera_text):
    door = "  barra: {hours: tienda, first: 1h, risk: ruido}\n"
    found = told(OLD, reading.read(vidriera_text.replace("  linkedin:", f"{door}  linkedin:")))
    assert "doors · barra · risk: ruido (antes nada)." in found and len(found) == 2


def test_what_is_written_otherwise_and_means_the_same_is_said_to_be_the_same(vidriera_text):
    text = vidriera_text.replace(
        "first: 1h, next: 2h, resolve: 2d}\n  google", "first: 60m, next: 2h, resolve: 2d}\n  google"
    )
    assert told(OLD, reading.read(text)) == {"Dice lo mismo con otras palabras."}
