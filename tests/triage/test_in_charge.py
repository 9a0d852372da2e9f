"""Who asks for somebody in charge is heard; who only speaks of them is promised no call."""

from pathlib import Path

import pytest

from mostrador.triage import in_charge, sorting
from mostrador.triage.reading import read

FOLDER = Path(__file__).with_name("manager")
FOUND, IN_VAIN = 0.9, 0.05


def rows(name: str, *, wanted: bool) -> list[str]:
    """Return sentences of one half: the rule was written looking at `development`, never at `held_out`."""
    lines = [line.split("\t") for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [text for _, asked, text in lines if (asked == "yes") == wanted]


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_who_asks_is_heard_and_hardly_anybody_else(name: str) -> None:
    asking, speaking = rows(name, wanted=True), rows(name, wanted=False)
    heard = [text for text in asking if sorting.sort(text).asks_for_manager]
    false = [text for text in speaking if in_charge.asked_for(read(text))]
    assert len(heard) >= FOUND * len(asking) and len(false) <= IN_VAIN * len(speaking), false


@pytest.mark.parametrize(
    "text",
    [
        "Que se ponga el que manda",
        "dame a tu jefa",
        "passa pra alguém que resolva",
        "can someone senior call me?",
        "exijo que me atienda un superior",
        "the manager, please",
    ],
)
def test_it_is_heard_in_many_words(text: str) -> None:
    assert sorting.sort(text).asks_for_manager


@pytest.mark.parametrize(
    "text",
    [
        "the manager was lovely, thank you",
        "¿La dueña sigue teniendo aquel perro?",
        "he hablado con el encargado y genial",
        "um presente pro meu chefe",
    ],
)
def test_a_word_about_them_is_no_request(text: str) -> None:
    assert not sorting.sort(text).asks_for_manager
