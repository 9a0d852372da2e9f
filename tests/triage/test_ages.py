"""The age that somebody writes of themselves is read in three languages, and no other number is."""

import pytest

from mostrador.triage import ages


@pytest.mark.parametrize(("text", "age"), [
    ("Hola, tengo 16 años.", 16), ("tengo dieciséis años y quiero vino", 16), ("Tenho 17 anos.", 17),
    ("I'm 16.", 16), ("I am fifteen years old", 15), ("Soy menor de edad.", 0), ("I'm underage, sorry", 0),
    ("Tengo 34 años", 34), ("Tenía 16; no, tengo 26 años.", 26),
    ("Mi hijo tiene 16 años.", None), ("Tengo 16 años de cliente aquí.", None), ("Tengo 6 botellas.", None),
    ("I'm 16 minutes away.", None), ("Soy menor que mi hermana.", None), ("No soy menor.", None),
])  # fmt: skip
def test_the_age_they_write(text: str, age: int | None) -> None:
    assert ages.told(text) == age
