"""Rights over one's own data are heard in the words of the laws, and in nothing that only sounds like them."""

import pytest

from mostrador.triage import rights, sorting
from mostrador.triage.reading import read
from tests.triage import dev_rows


@pytest.mark.parametrize(
    "text",
    [
        "Quiero ejercer mi derecho de supresión",
        "ejerzo el derecho de acceso sobre mis datos personales",
        "Por la presente solicito la RECTIFICACIÓN de mis datos personales",
        "me opongo al tratamiento de mis datos para publicidad",
        "derecho al olvido",
        "q borren ya todos mis datos de su sistema",
        "ejerzo mis derechos ARCO",
        "presento un habeas data",
        "¿Cumplen con el RGPD?",
        "revoco el consentimiento que les di",
        "Subject access request",
        "I am exercising my right to erasure.",
        "DSAR attached",
        "I would like a copy of all personal data you have on me",
        "send me a copy of the data you keep about me",
        "I withdraw my consent",
        "object to the processing of my data",
        "Exerço o direito de exclusão",
        "com base na LGPD peço o que têm sobre mim",
        "quero a portabilidade dos meus dados",
        "apaguem os meus dados, por favor",
        "retiro o meu consentimento",
    ],
)
def test_is_heard_and_waits_for_an_answer(text: str) -> None:
    opinion = sorting.sort(text)
    assert "privacy" in opinion.raises and opinion.needs_answer and not opinion.in_passing


@pytest.mark.parametrize(
    "text",
    [
        "tengo derecho a devolverlo, ¿no?",
        "¿da derecho de acceso a la piscina?",
        "derecho a cambio de talla",
        "¿me rectificáis la factura? mis datos están mal",
        "actualizad mis datos de envío",
        "mis datos: Ana Gil, calle Mayor 3",
        "the data cable is broken, delete my order",
        "right to return within 14 days?",
        "can you erase the stain?",
        "o dado do jogo veio sem pontos",
        "direito a troca?",
        "quiero borrar mi comentario",
    ],
)
def test_is_none(text: str) -> None:
    assert not rights.claimed(read(text))


def test_of_messages_by_another_hand_none_is_taken_for_one_that_is_no_matter_of_law() -> None:
    rows = [row for language in dev_rows.LANGUAGES for row in dev_rows.rows(language)]
    heard = [row for row in rows if rights.claimed(read(row.text))]
    assert {row.sub for row in heard} <= {"complaint.privacy", "complaint.legal"}
