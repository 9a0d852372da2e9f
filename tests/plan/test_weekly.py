"""A timetable said as people say it."""

import pytest

from mostrador.plan import explaining, reading, weekly
from mostrador.plan.voice import speaking


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("es", "mon-sat 10:00-14:00,17:00-20:30", "de lunes a sábado, de 10:00 a 14:00 y de 17:00 a 20:30"),
        ("es", "daily 09:00-22:00", "todos los días, de 9:00 a 22:00"),
        ("es", "always", "a cualquier hora"),
        (
            "en",
            "mon-fri 09:00-20:00 sat 10:00-14:00",
            "Monday to Friday, from 9:00 to 20:00; Saturday, from 10:00 to 14:00",
        ),
        (
            "pt",
            "fri,sat 22:00-02:00 holidays 11:00-14:00",
            "de sexta-feira a sábado, das 22:00 às 2:00; em feriados, das 11:00 às 14:00",
        ),
    ],
)
def test_it_is_said(language: str, text: str, said: str) -> None:
    assert weekly.said(text, speaking(language)) == said


@pytest.mark.parametrize(("language", "said"), [("es", "martes"), ("en", "Tuesday"), ("pt", "terça-feira")])
def test_a_day_of_the_calendar_is_named_in_words(vidriera_text, language, said):
    rows = explaining.sentences(reading.read(vidriera_text), speaking(language))
    (starter,) = [row["says"] for row in rows if row["id"] == "tue instagram_com"]
    assert starter.startswith(f"{said}, instagram_com, ") and "¿Qué cenáis hoy?" in starter
