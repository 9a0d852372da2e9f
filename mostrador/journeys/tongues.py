"""Which language to expect of somebody whose word or two could be any: theirs, that of our words, the shop's."""

from mostrador.people.models import Person
from mostrador.triage import language
from mostrador.triage.before import Before

CODE = 2  # letters of "pt-br" that name a language


def expected(person: Person | None, before: Before, *, shop: str) -> str:
    """Return what their channel says they speak, else the language of the words they answer, else the shop's own."""
    if person is not None and person.language:
        return person.language[:CODE]
    return language.spoken(before.ours, hint=shop) if before.ours else shop
