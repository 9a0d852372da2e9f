"""A line is cited by its name, and what only a file calls so is said in words, in the three languages."""

from pathlib import Path

import pytest

from mostrador.plan import citing, explaining, law, reading
from mostrador.plan.voice import speaking
from tests.journeys.vidriera import SAMPLE

RAW = ("authority.", "doors.", "gestures.", "level_", "stand_down", "_")


@pytest.mark.parametrize(("line", "language", "said"), [
    ("authority.tienda", "es", "límites de «tienda»"), ("authority.tienda", "pt", "limites de “tienda”"),
    ("authority.dueña", "en", "limits of “dueña”"), ("doors.instagram_dm", "es", "plazos de «instagram dm»"),
    ("gestures.budget", "es", "el presupuesto de detalles del mes"), ("L08", "es", "L08"), ("G2", "pt", "G2"),
    ("authority.viewer", "es", "quien solo mira"), ("level_2", "es", "crisis, nivel 2"),
    ("es-marketing-consent", "es", "la ley de publicidad"), ("meta-no-alcohol", "pt", "as regras da Meta"),
    ("tone.never", "es", "lo que no decimos nunca"), ("tone.max_public_turns", "en", "how many answers in public"),
])  # fmt: skip
def test_a_line_is_said_in_words(line: str, language: str, said: str) -> None:
    assert citing.cited(line, speaking(language)) == said


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_no_line_that_an_act_is_allowed_by_is_shown_as_the_file_has_it(language: str) -> None:
    plan = reading.read(Path(SAMPLE).read_text(encoding="utf-8"))
    rows = [row["id"] for row in explaining.sentences(plan) if row["part"] in ("authority", "gestures", "line", "law")]
    lines = [*rows, *(f"doors.{key}" for key in plan.doors), "tone", "troll", "window", "default"]
    for line in lines:
        assert not any(raw in citing.cited(line, speaking(language)) for raw in RAW), line


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_every_law_has_a_name_of_its_own_in_each_language(language: str) -> None:
    named = [citing.cited(rule.id, speaking(language)) for rule in law.rules()]
    assert len(set(named)) == len(named) and not {rule.id for rule in law.rules()} & set(named)
    assert all(set(rule.names) == {"es", "en", "pt"} for rule in law.rules())
