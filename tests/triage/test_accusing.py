"""Posts that call people names, and posts with the same words that insult nobody; the English ones before the rule."""

import pytest

from mostrador.triage import sorting
from tests.triage import dev_rows
from tests.triage.both_models import MODELS
from tests.triage.test_tempering import rows

HEARD, IN_VAIN = 165, 28  # of 214 and of 173, by the light model; 168 and 27 measured, 163 and 33 without the rule
TAKEN_FOR_COMPLAINTS = 14
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


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "son una manga de inútiles, hace un mes que espero",
        "you people are clowns, it's the second wrong box",
        "bunch of idiots, you sent white instead of red",
        "vocês são uns palhaços, faz um mês que espero",
        "you lot are pathetic, nobody picks up the phone",
        "sois tontos o qué, pedí tinto",
        "la botella rota, gilipollas",
        "sos un pelotudo, me trajeron la mitad",
        "bando de imbecis, cadê meu vinho",
    ],
)
@pytest.mark.parametrize("public", [False, True])
def test_who_insults_and_claims_something_complains_and_the_insult_stays_beside_it(
    text: str, public: bool, think
) -> None:
    opinion = sorting.sort(text, public=public, deeper=think(text))
    assert opinion.needs[0].kind == "complaint" and opinion.needs_answer


def test_the_insult_is_noted_beside_the_complaint() -> None:
    assert sorting.sort("bunch of idiots, you sent white instead of red").abuse


@pytest.mark.parametrize(
    "text",
    [
        "sois unos payasos", "hijos de puta", "vete a la mierda", "you are pathetic clowns", "vocês são uns palhaços",
        "callate gorda, nadie te quiere", "qualquer noite dessas essa loja pega fogo com vocês dentro",
    ],
)  # fmt: skip
def test_a_bare_insult_or_a_threat_is_no_complaint(text: str) -> None:
    assert sorting.sort(text).needs[0].kind == "abuse"


def test_few_bare_insults_are_taken_for_complaints() -> None:
    """Of 57 that nobody trained on 14 are, and 11 were before anybody looked for claims: all are owed an answer."""
    bare = [row for code in dev_rows.LANGUAGES for row in dev_rows.rows(code) if dev_rows.kind_of(row) == "abuse"]
    assert sum(sorting.sort(row.text).kind == "complaint" for row in bare) <= TAKEN_FOR_COMPLAINTS
