"""What the house itself went through."""

from dataclasses import dataclass
from typing import ClassVar

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class ClockSetBack(Fact):
    """What waited for a moment of the old clock was moved by so much."""

    silent: ClassVar[bool] = True
    milliseconds: int
