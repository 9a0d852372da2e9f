"""A criticism read claim by claim, in three languages; what is denied is no claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.triage import claims

SAID = [
    ("caro y llegó roto", [("price", "caro", False), ("broken", "llegó roto", True)]),
    ("Llegó roto, carísimo y nadie contesta", [
        ("broken", "Llegó roto", True), ("price", "carísimo", False), ("silence", "nadie contesta", False)]),
    ("expensive, arrived broken and late", [
        ("price", "expensive", False), ("broken", "arrived broken", True), ("late", "late", True)]),
    ("chegou quebrado e caro", [("broken", "chegou quebrado", True), ("price", "caro", False)]),
    ("pedido 1187: faltan dos botellas", [("missing", "pedido 1187: faltan dos botellas", True)]),
    ("hace un mes que espero", [("late", "hace un mes que espero", True)]),
    ("faz duas semanas que espero", [("late", "faz duas semanas que espero", True)]),
    ("three weeks waiting", [("late", "three weeks waiting", True)]),
    ("you sent white instead of red", [("wrong", "you sent white instead of red", True)]),
    ("me mandaron blanco en vez de tinto", [("wrong", "me mandaron blanco en vez de tinto", True)]),
    ("nobody picks up the phone", [("silence", "nobody picks up the phone", False)]),
    ("ninguém atende", [("silence", "ninguém atende", False)]),
    ("pareces retrasado", []), ("hace un mes que compro aquí", []), ("sois unos ignorantes", []),
    ("No es caro", []), ("Me encanta", []), ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), SAID)
def test_each_thing_is_a_claim_of_its_own(text: str, told: list[tuple[str, str, bool]]) -> None:
    assert [(one.about, one.words, one.of_order) for one in claims.read(text)] == told


@given(st.text(max_size=300))
def test_any_text_is_read_the_same_twice_and_each_claim_stands_in_it(text: str) -> None:
    found = claims.read(text)
    assert found == claims.read(text) and all(one.words in text for one in found)
    assert len({one.about for one in found}) == len(found) <= claims.MOST
