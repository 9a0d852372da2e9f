"""Posts that call people names, and posts with the same words that insult nobody; the English ones before the rule."""

import pytest

from mostrador.triage import sorting
from tests.triage import dev_rows
from tests.triage.both_models import MODELS
from tests.triage.test_tempering import rows

HEARD, IN_VAIN = 165, 28  # of 214 and of 173, by the light model; 168 and 27 measured, 163 and 33 without the rule
ROUGH = 11  # of 135 harsh but fair criticisms; 14 without the rule


def test_names_are_heard_and_their_words_alone_accuse_nobody() -> None:
    assert sum(sorting.sort(text).abuse for text in rows("called_names", "yes")) >= HEARD
    assert sum(sorting.sort(text).abuse for text in rows("called_names", "no")) <= IN_VAIN


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "@user These people are sick. There's something wrong with them",
        "Lock this crook up with the rest of the crime family",
    ],
)
def test_a_name_bears_out_a_trace_of_an_insult(text: str, think) -> None:
    assert sorting.sort(text, deeper=think(text)).abuse


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "the witch costume sold out in an hour",
        "A shameful vote. Shame on the chamber",
        "you lied to me about the delivery date, I have it in writing",
        "the app is garbage since the update, it won't even open",
    ],
)
def test_rough_words_about_what_we_sold_are_no_abuse(text: str, think) -> None:
    assert not sorting.sort(text, deeper=think(text)).abuse


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "qué manipuladora la de rojo, les da la vuelta a todos",
        "la presentadora cada día más amargada",
        "siguen a un pederasta y tan contentos",
    ],
)
def test_a_name_bears_out_a_trace_in_spanish_too(text: str, think) -> None:
    assert sorting.sort(text, deeper=think(text)).abuse


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "soy tonta, me equivoqué de talla",
        "qué asco de tiempo, hoy no salgo",
        "la puta lluvia nos ha fastidiado el plan",
        "joder con la puta alarma del vecino",
        "¿la rata de peluche está en stock?",
        "una mierda de día, pero vuestro pan lo arregla",
        "el perro se puso enfermo y no podemos ir",
        "el paraguas es una basura, se dio la vuelta a la primera",
    ],
)
def test_such_words_of_anything_else_accuse_nobody_in_spanish(text: str, think) -> None:
    assert not sorting.sort(text, deeper=think(text)).abuse


def test_few_harsh_criticisms_are_called_abuse_and_insults_beside_them_are() -> None:
    assert sum(sorting.sort(text).abuse for text in rows("rough", "no")) <= ROUGH
    assert sum(sorting.sort(text).abuse for text in rows("rough", "yes")) >= 35


def test_of_criticism_hardly_any_is_called_abuse() -> None:
    fair = [
        row for each in dev_rows.LANGUAGES for row in [*dev_rows.rows(each), *dev_rows.grave(each)] if not row.abuse
    ]
    criticism = [row for row in fair if dev_rows.kind_of(row) in ("complaint", "feedback")]
    assert dev_rows.share(criticism, lambda row: sorting.sort(row.text).abuse) <= 0.03
