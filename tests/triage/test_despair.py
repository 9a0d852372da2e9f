"""Who says that they will hurt themselves is taken for somebody in danger; a jest is not."""

import pytest

from mostrador.triage import despair, sorting
from mostrador.triage.reading import read
from mostrador.triage.training import rows
from tests.triage import dev_rows


@pytest.mark.parametrize(
    "text",
    [
        "no quiero seguir viviendo así, me habéis arruinado y no puedo más",
        "si esto no se arregla hoy me quito de en medio, lo digo en serio",
        "estoy pensando en suicidarme",
        "me voy a matar y va a ser por su culpa",
        "Llevo meses sin ganas de vivir",
        "voy a hacerme daño",
        "ya no quiero estar aquí",
        "I don't want to live anymore",
        "I dont want to be here.",
        "if you keep ignoring me I’ll hurt myself",
        "I keep thinking about suicide",
        "I'm going to end my life over this debt",
        "não aguento mais viver, perdi tudo por causa disso",
        "se ninguém me responder hoje eu faço uma besteira comigo",
        "vou me matar",
        "penso em tirar a minha própria vida",
    ],
)
def test_is_heard_as_danger_by_either_model(text: str) -> None:
    opinion = sorting.sort(text)
    assert (opinion.needs[0].kind, opinion.urgency, opinion.needs_answer) == ("safety", "critical", True)
    assert not opinion.abuse and not opinion.spam


@pytest.mark.parametrize(
    "text",
    [
        "me muero de risa con vosotros",
        "no puedo vivir sin vuestro queso",
        "no quiero vivir lejos de esta panadería",
        "me voy a matar a comer croquetas",
        "quítame de en medio ese anuncio",
        "I'd kill for that cheesecake",
        "I don't want to be here for hours, is there a queue?",
        "do you deliver where I live?",
        "não consigo viver sem esse brigadeiro",
        "vou me matar de tanto comer",
        "para toda la vida, gracias",
        "¿hay sitio aquí en el medio?",
    ],
)
def test_what_people_say_in_jest_is_not(text: str) -> None:
    assert not despair.said(read(text))


def test_of_all_messages_written_for_training_and_scoring_none_is_taken_for_it() -> None:
    every = [row for language in dev_rows.LANGUAGES for row in dev_rows.rows(language)]
    heard = [row.text for row in [*every, *rows.authored()] if despair.said(read(row.text))]
    assert heard == []
