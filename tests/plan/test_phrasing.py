"""A condition is said as people say it, above all when it must not hold."""

from typing import Any

import pytest

from mostrador.plan import explaining_beside, phrasing
from mostrador.plan.shape import Plan
from mostrador.plan.voice import speaking

NONE: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"need": "complaint"}, {
        "es": "no se quejan", "en": "it is not so that they complain", "pt": "não reclamam",
    }),
    ({"need": ["complaint", "greeting"], "label": "spam"}, {
        "es": "no se quejan ni saludan ni el mensaje es spam",
        "en": "it is not so that they complain nor that they say hello nor that the message is spam",
        "pt": "não reclamam nem cumprimentam nem a mensagem é spam",
    }),
    ({"public": True}, {"es": "es en privado", "en": "it is private", "pt": "é no privado"}),
    ({"fault": "unknown", "doors": ["email", "sms"]}, {
        "es": "ya se sabe de quién es la culpa y no entra por email y sms",
        "en": "somebody knows whose fault it is and it is not so that it comes in at email and sms",
        "pt": "já se sabe de quem é a culpa e não entra por email e sms",
    }),
)  # fmt: skip


@pytest.mark.parametrize("language", ["es", "en", "pt"])
@pytest.mark.parametrize(("written", "said"), NONE, ids=["one", "several", "turned", "doors"])
def test_none_of_these_is_said_with_a_plain_no(written: dict[str, Any], said: dict[str, str], language: str) -> None:
    assert phrasing.conditions({"none_of": written}, speaking(language)) == said[language]


@pytest.mark.parametrize(("language", "said"), [
    ("es", "no (se quejan y es en público)"), ("en", "it is not so that (they complain and it is public)"),
    ("pt", "não (reclamam e é em público)"),
])  # fmt: skip
def test_what_must_not_be_at_once_is_said_between_brackets(language: str, said: str) -> None:
    written = {"none_of": {"all_of": {"need": "complaint", "public": True}}}
    assert phrasing.conditions(written, speaking(language)) == said


@pytest.mark.parametrize(("language", "said"), [
    ("es", "Decide Ana. La casa habla español, cuenta en euros y va con la hora de Madrid."),
    ("en", "Ana decides. The house speaks Spanish, counts in euros and goes by the time of Madrid."),
    ("pt", "Decide Ana. A casa fala espanhol, conta em euros e segue a hora de Madri."),
])  # fmt: skip
def test_the_house_is_said_in_each_language(vidriera: Plan, language: str, said: str) -> None:
    assert explaining_beside.house(vidriera, speaking(language).of(vidriera)).startswith(said)
