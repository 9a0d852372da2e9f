"""A word or two is read in the language that is to be expected there."""

import pytest

from mostrador.journeys import tongues
from mostrador.people.models import Person
from mostrador.triage import sorting
from mostrador.triage.before import NOTHING, Before


@pytest.mark.parametrize(
    ("person", "before", "told"),
    [
        (Person(language="pt-br"), Before(ours="¿Qué talla quieres?"), "pt"),
        (Person(language=""), Before(ours="Qual tamanho você quer?"), "pt"),
        (Person(language=""), NOTHING, "es"),
        (None, NOTHING, "es"),
    ],
)
def test_theirs_before_that_of_our_words_before_the_shops(person: Person | None, before: Before, told: str) -> None:
    assert tongues.expected(person, before, shop="es") == told


@pytest.mark.parametrize("shop", ["es", "pt", "en"])
def test_what_has_no_language_is_in_the_shops(shop: str) -> None:
    hint = tongues.expected(Person(language=""), NOTHING, shop=shop)
    assert {sorting.sort(text, hint=hint).language for text in ("info", "ok", "38?")} == {shop}


def test_whoever_writes_another_language_is_not_taken_for_a_neighbour() -> None:
    assert sorting.sort("do you ship to Ireland?", hint="es").language == "en"
    assert sorting.sort("vocês entregam hoje?", hint="es").language == "pt"
