"""What happens in the shop, in the past tense. Ids and counts only."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class ProductKept(Fact):
    """It is new, or its names changed."""

    product_id: int


@dataclass(frozen=True, kw_only=True)
class ProductRemoved(Fact):
    product_id: int


@dataclass(frozen=True, kw_only=True)
class ProductsTakenIn(Fact):
    """A list was read in."""

    new: int
    changed: int
