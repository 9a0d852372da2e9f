"""An old copy of the house came back: what it was about to do may have been done since. People decide, not we."""

from datetime import datetime
from typing import NamedTuple

from mostrador.accounts import leaving
from mostrador.inbox import holding
from mostrador.journeys import calling_back
from mostrador.kit import clock, living, numbering

LEAST_SKIPPED = 1_000_000
FASTEST = 1_000  # rows a second that any table of a house may have grown by since


class Held(NamedTuple):
    answers: int
    letters: int
    sessions: int


def come_back(*, copied_at: datetime) -> Held:
    """Hold what was about to leave, give no number twice, and end every sign-in: people may have left since."""
    lost_seconds = int((clock.now() - copied_at).total_seconds())
    numbering.skip(max(LEAST_SKIPPED, FASTEST * lost_seconds))
    living.forget()
    letters = calling_back.hold_all(why=holding.RESTORED)
    return Held(answers=holding.hold_all(), letters=letters, sessions=leaving.end_all())
