"""What happens to persons, in the past tense."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class PersonMet(Fact):
    """Somebody wrote to us for the first time."""

    person_id: int
    door_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonLinked(Fact):
    person_id: int
    to_id: int


@dataclass(frozen=True, kw_only=True)
class PersonUnlinked(Fact):
    person_id: int
    from_id: int
