"""A shop's own layer: learnt the same way twice, held back where it is worse, and deaf where danger is seen."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.triage import floors, layer, learning, sorting, traits
from mostrador.triage.layer import WIDTH, Layer
from mostrador.triage.learning import Label, Learnt, Lesson
from mostrador.triage.reading import read
from mostrador.triage.training import rows
from mostrador.triage.weights import shipped

GRAVE = [
    "Mi hijo se ha intoxicado con vuestro queso y está en urgencias",
    "Os voy a denunciar, mi abogado os escribirá mañana",
    "Habéis publicado mis datos y mi teléfono sin permiso",
    "Encontré un trozo de vidrio en la mermelada",
    "I found a bit of metal in the cereal bar",
    "Vou processar vocês, meu advogado já sabe",
]
MANAGER = ["Quiero hablar con el encargado ya", "I want to speak to the manager", "Quero falar com o gerente"]
PLAIN = ["Hola", "¿Tenéis godello?", "Muchas gracias, todo perfecto", "Sois unos inútiles", "Gana dinero desde casa ya"]
WILD = st.lists(st.floats(-60, 60), min_size=WIDTH, max_size=WIDTH)


def wild_layer(texts: list[str], gains: list[float], base: str = "") -> Layer:
    """Return a layer as strong as no training makes one, over every word of these texts."""
    traits = {trait for text in texts for trait, _much in layer.looked_at(read(text))}
    return Layer(base or shipped().version, dict.fromkeys(traits, gains))


@given(gains=WILD, text=st.sampled_from(GRAVE))
def test_no_layer_whatever_moves_a_message_in_which_danger_is_seen(gains: list[float], text: str) -> None:
    plain = sorting.sort(text)
    assert plain.urgency == "critical" or any(need.kind == "safety" for need in plain.needs)
    assert sorting.sort(text, layer=wild_layer([text], gains)) == plain


@given(gains=WILD, text=st.sampled_from([*MANAGER, *PLAIN]))
def test_no_layer_takes_the_answer_or_the_manager_from_anybody(gains: list[float], text: str) -> None:
    plain, taught = sorting.sort(text), sorting.sort(text, layer=wild_layer([text], gains))
    assert taught.asks_for_manager == plain.asks_for_manager
    assert taught.needs_answer or not plain.needs_answer
    assert taught.language == plain.language
    assert all(0 < need.p < 1 for need in taught.needs)


def test_danger_in_all_rows_by_other_hands_is_seen_with_the_wildest_layer() -> None:
    folder, dice = Path(__file__).parent / "rows", random.Random(3)
    texts = [row.text for name in ("es", "en", "pt") for row in rows.read_tsv(folder / f"{name}.tsv")]
    gains = [dice.uniform(-9, 9) for _ in range(WIDTH)]
    mad = wild_layer(texts, gains)
    changed = 0
    for text in texts:
        plain, taught = sorting.sort(text), sorting.sort(text, layer=mad)
        assert plain.urgency != "critical" or taught.urgency == "critical"
        assert taught.needs_answer or not plain.needs_answer
        changed += plain.needs != taught.needs
    assert changed > 100  # it was a wild one


def test_a_layer_over_other_weights_is_not_asked() -> None:
    gains = [9.0] + [-9.0] * (WIDTH - 1)
    assert sorting.sort("Hola", layer=wild_layer(["Hola"], gains, base="light-old")) == sorting.sort("Hola")


def quirk(count: int, *, seed: int = 1, said: str = "buy") -> list[Label]:
    """Return messages of a shop where "mesa para dos" is what one comes to buy."""
    dice = random.Random(seed)
    forms = ("{w} para {n} el {d}", "apúntame {w} de {n} {d}", "el {d} somos {n}, {w}", "¿{w} {d}? {n}")
    words = {"w": ("mesa", "hueco", "turno", "cata"), "n": ("dos", "tres", "seis"), "d": ("viernes", "jueves", "lunes")}
    return [
        Label(dice.choice(forms).format(**{name: dice.choice(among) for name, among in words.items()}), {"need": said})
        for _ in range(count)
    ]


def test_what_a_shop_says_again_and_again_is_learnt() -> None:
    found = learning.learn(Lesson(quirk(220)))
    assert found.held == 110 and found.right > found.right_before and not found.why_not


def test_learning_twice_gives_the_same_bytes() -> None:
    lesson = Lesson(quirk(130), [Label("Gracias por todo"), Label("¿Abrís el lunes?")])
    assert layer.packed(learning.learn(lesson).layer) == layer.packed(learning.learn(lesson).layer)


def test_labels_that_turn_round_are_learnt_and_not_put_in_force() -> None:
    """What it was taught for months is not so any more: on what came later it does worse than as it came."""
    found = learning.learn(Lesson([*quirk(120, said="complaint"), *quirk(120, seed=2, said="buy")]))
    assert found.right < found.right_before and found.why_not == "worse"


def test_with_few_labels_nobody_can_tell() -> None:
    assert learning.learn(Lesson(quirk(30))).why_not == "few"


def test_one_that_tells_what_nobody_corrected_otherwise_is_held_back() -> None:
    quiet = [Label(text) for text in PLAIN]
    assert Learnt(layer=Layer("", {}), held=200, asked=200, right=9, right_before=9, quiet=5, turned=1).why_not == (
        "restless"
    )
    assert learning.learn(Lesson(quirk(220), quiet)).turned <= 1


@given(st.integers(0, 800), st.integers(0, 800), st.integers(0, 90), st.integers(0, 90), st.integers(0, 300))
def test_it_is_never_promoted_when_worse(right: int, before: int, newer: int, newer_before: int, turned: int) -> None:
    found = Learnt(
        layer=Layer("", {}), held=200, asked=800, right=right, right_before=before, newer=90, newer_right=newer,
        newer_right_before=newer_before, quiet=300, turned=turned,
    )  # fmt: skip
    assert (found.why_not == "") == (right >= before and newer >= newer_before and turned <= 30)


def test_a_word_that_stood_in_one_message_alone_is_not_kept() -> None:
    taught = learning.fit([*quirk(20), Label("Soy Lucía Ferreiro, mesa para dos", {"need": "buy"})])
    assert traits.row("w mesa") in taught.gains
    assert not {traits.row("w ferreiro"), traits.row("p lucia ferreiro")} & taught.gains.keys()


def test_what_is_kept_can_be_read_again() -> None:
    taught = learning.fit(quirk(40))
    assert layer.opened(layer.packed(taught)) == taught
    assert json.loads(layer.packed(taught))["base"] == shipped().version


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=120))
def test_above_its_floor_few_were_wrong(judged: list[tuple[float, bool]]) -> None:
    at = floors.floor(judged)
    assert (at is None) == (len(judged) < floors.LEAST)
    if at is not None and at < floors.NEVER:
        above = [agreed for p, agreed in judged if p >= at]
        assert len(above) >= floors.LEAST and above.count(False) <= floors.FALSE * len(above)


@pytest.mark.parametrize(("wrong", "expected"), [(0, 0.5), (10, floors.NEVER)])
def test_a_floor_is_as_low_as_it_may_be_and_no_floor_is_better_than_a_bad_one(wrong: int, expected: float) -> None:
    judged = [("spam", 0.5 + at / 200, at >= wrong) for at in range(100)]
    judged = judged if wrong == 0 else [("spam", 0.9, at >= wrong) for at in range(100)]
    assert floors.floors([*judged, ("safety", 0.1, False)]) == {"spam": expected}
