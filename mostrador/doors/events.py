"""What happens at the doors, in the past tense."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class ConnectionOpened(Fact):
    connection_id: int


@dataclass(frozen=True, kw_only=True)
class ConnectionChanged(Fact):
    connection_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ParcelQuarantined(Fact):
    parcel_id: int
    connection_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelMended(Fact):
    parcel_id: int
    connection_id: int
