"""Words that a rule looks for in a message as one line; of these few things they know better than the models."""

from __future__ import annotations

import re

from mostrador.triage.reading import Read

ANY = ("",)


class Words:
    """Ways of saying one thing: patterns of words in small letters, without accents, with a blank between two.

    `beginning` tells how one word of each begins: most messages have none, and are not looked at further.
    """

    def __init__(self, *ways: str, beginning: tuple[str, ...] = ANY) -> None:
        self._ways, self._beginning = re.compile("|".join(ways)), beginning

    def stand_in(self, message: Read) -> bool:
        """Say whether one of them stands in the message."""
        return bool(self._ways.search(spoken(message, beginning=self._beginning)))


def spoken(message: Read, *, beginning: tuple[str, ...] = ANY) -> str:
    """Return the words and signs with a blank between two; nothing where no word begins so."""
    words = [token.word for token in message.tokens]
    return " ".join(words) if any(word.startswith(beginning) for word in words) else ""
