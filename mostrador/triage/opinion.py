"""What the machine thinks of a message, and what the full model adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from mostrador.triage.finding import Found, find


class Need(Struct, frozen=True):
    """One thing that the message asks for or brings, and the words of it that show so."""

    kind: str
    words: str
    p: float


class Opinion(Struct, frozen=True, kw_only=True):
    """What a machine thinks of a message; people may think otherwise."""

    language: str
    language_p: float
    needs: tuple[Need, ...]  # the leading one first
    kind: str  # of the nine kinds, what the leading need belongs to
    sub: str
    urgency: str  # low, normal, high, critical
    tone: str  # neg, neu, pos
    abuse: bool
    spam: bool
    asks_for_manager: bool
    needs_answer: bool
    why: str
    urgency_p: float  # of what is said of it, as the next two; of abuse, that it is some
    tone_p: float
    abuse_p: float
    text: str = ""  # as it was read
    in_passing: bool = False  # a nod, or talk among friends: nobody waits, however sure the kind is
    raises: tuple[str, ...] = ()  # matters of law: legal, privacy

    @property
    def found(self) -> Found:
        """What the message names: orders, amounts, days, places. Looked for when somebody asks."""
        return find(self.text)


class Deeper(Struct, frozen=True):
    """What the full model adds: scores of all columns, what the light ones count beside them, and how sure it is."""

    scores: Sequence[float]
    light_share: Mapping[str, float]
    temperature: Mapping[str, float]
