"""A second thought adds, and makes less of nothing that was heard."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from mostrador.triage import sorting
from mostrador.triage.holding import LIGHT, TROUBLE, held
from mostrador.triage.needs import KINDS
from mostrador.triage.opinion import Need

SOME = sorting.sort("lo de las botellas")
needs = st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True)


def of(kinds: Sequence[str]) -> tuple[Need, ...]:
    return tuple(Need(kind, "", 0.5) for kind in kinds)


@pytest.mark.parametrize(
    ("first", "second", "led"),
    [
        (["complaint"], ["praise"], ["complaint"]),
        (["complaint"], ["praise", "complaint"], ["complaint", "praise"]),
        (["complaint", "praise"], ["question"], ["complaint", "praise", "question"]),
        (["question"], ["complaint"], ["complaint"]),
        (["complaint"], ["safety"], ["safety"]),
        (["other"], ["praise"], ["praise"]),
    ],
)
def test_it_leads_with_what_weighs_most(first: list[str], second: list[str], led: list[str]) -> None:
    found = held(structs.replace(SOME, needs=of(second)), of(first), tone="neg")
    assert [need.kind for need in found.needs] == led


@given(needs, needs)
def test_it_never_wants_less(first: list[str], second: list[str]) -> None:
    kinds = [need.kind for need in held(structs.replace(SOME, needs=of(second)), of(first), tone="neg").needs]
    assert TROUBLE & set(kinds) or not TROUBLE & set(first)
    assert set(kinds) - LIGHT or set(first) <= LIGHT
    assert kinds[0] not in LIGHT or first[0] in LIGHT
    assert kinds[0] in TROUBLE or first[0] not in TROUBLE
