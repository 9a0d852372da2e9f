"""What a message says as one line, for the rules of plain words that know better than the models."""

from __future__ import annotations

from mostrador.triage.reading import Read

ANY = ("",)


def spoken(message: Read, *, beginning: tuple[str, ...] = ANY) -> str:
    """Return the words and signs with a blank between two; nothing where no word begins so.

    Most messages hold no word that begins as a rule's words do, and are not looked at further.
    """
    words = [token.word for token in message.tokens]
    return " ".join(words) if any(word.startswith(beginning) for word in words) else ""
