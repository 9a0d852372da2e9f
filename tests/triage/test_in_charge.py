"""Who asks for somebody in charge is heard; who only speaks of them is promised no call."""

from pathlib import Path

import pytest

from mostrador.triage import in_charge, sorting
from mostrador.triage.reading import read
from tests.triage.both_models import MODELS

FOLDER = Path(__file__).with_name("manager")
FOUND = {"development": 0.9, "held_out": 0.9, "unusual": 0.9, "unusual_held_out": 0.3}  # of the last 10 of 31 measured
IN_VAIN = 0.05


def rows(name: str, *, wanted: bool) -> list[str]:
    """Return sentences of one half: the rule was written looking at `development` and `unusual`, never at the others.

    Both of a pair are by one hand; `unusual` and its half name nobody, or ask by asking who is above.
    """
    lines = [line.split("\t") for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [text for _, asked, text in lines if (asked == "yes") == wanted]


@pytest.mark.parametrize("name", FOUND)
def test_who_asks_is_heard_and_hardly_anybody_else(name: str) -> None:
    asking, speaking = rows(name, wanted=True), rows(name, wanted=False)
    heard = [text for text in asking if sorting.sort(text).asks_for_manager]
    false = [text for text in speaking if in_charge.asked_for(read(text))]
    assert len(heard) >= FOUND[name] * len(asking) and len(false) <= IN_VAIN * len(speaking), false


@pytest.mark.parametrize(
    "text",
    [
        "Que se ponga el que manda",
        "dame a tu jefa",
        "passa pra alguém que resolva",
        "can someone senior call me?",
        "exijo que me atienda un superior",
        "the manager, please",
        "quiero hablar con quien decide",
        "Who's above you?",
        "passem-me ao gerente",
        "quem manda aí?",
        "ya estuvo bueno, comuníqueme con quien resuelva",
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
        "quien decide en casa es mi mujer",
        "the shelf above you in the photo, is it for sale?",
    ],
)
def test_a_word_about_them_is_no_request(text: str) -> None:
    assert not sorting.sort(text).asks_for_manager


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "con usted no sigo, que venga su superior",
        "prefiero que esto lo vea tu responsable",
        "I'd rather deal with your supervisor",
        "Que se ponga tu jefe ya",
        "quero falar com o gerente, por favor",
        "pásame con gerencia",
    ],
)
def test_a_fair_request_is_neither_abuse_nor_anger(text: str, think) -> None:
    opinion = sorting.sort(text, deeper=think(text))
    assert opinion.asks_for_manager and opinion.needs_answer
    assert not opinion.abuse and opinion.urgency != "critical"
    assert not {"abuse", "complaint"} & {need.kind for need in opinion.needs}


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize("text", ["que se ponga tu jefe, gilipollas", "pásame con tu jefe o te rompo la cara"])
def test_an_insult_beside_the_request_stays_one(text: str, think) -> None:
    assert sorting.sort(text, deeper=think(text)).abuse


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "El paquete llegó roto y nadie contesta. Quiero hablar con el encargado",
        "my order never arrived and nobody answers, I want to speak to the manager",
    ],
)
def test_what_went_wrong_beside_the_request_stays_a_complaint(text: str, think) -> None:
    opinion = sorting.sort(text, deeper=think(text))
    assert opinion.asks_for_manager and "complaint" in {need.kind for need in opinion.needs}


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize("text", ["your manager was super kind", "la encargada fue un encanto", "o gerente foi gentil"])
def test_a_kind_word_of_them_is_praise(text: str, think) -> None:
    opinion = sorting.sort(text, deeper=think(text))
    assert not opinion.asks_for_manager and not opinion.abuse
    assert "complaint" not in {need.kind for need in opinion.needs}
