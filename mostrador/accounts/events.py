"""What happens in the team, in the past tense."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class MemberSignedOut(Fact):
    """Their open pages hear nothing more until somebody signs in again."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class RightsChanged(Fact):
    """Role, doors or place in the team: what they may hear is judged anew."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberAway(Fact):
    """They said that they are off, or left: what waits for them goes to somebody who is there."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberBack(Fact):
    """They are no longer away."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(Fact):
    """Their weekly hours are others from now on."""

    member_id: int
