"""What happens around a crisis, in the past tense. Ids and numbers only."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class CrisisRaised(Fact):
    crisis_id: int
    level: int


@dataclass(frozen=True, kw_only=True)
class CrisisChanged(Fact):
    """Something was done, or signed, or counted anew."""

    crisis_id: int


@dataclass(frozen=True, kw_only=True)
class CrisisStoodDown(Fact):
    crisis_id: int
