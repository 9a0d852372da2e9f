"""What happens under the plan, in the past tense. Ids, states and amounts only."""

from dataclasses import dataclass

from mostrador.inbox.events import OfCase
from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class PermissionUsed(OfCase):
    """Somebody did something, or the plan did, and there is a receipt for it."""

    receipt_id: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class MoneyGiven(OfCase):
    given_id: int
    kind: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class MoneyChanged(OfCase):
    """It was handed over, or taken back."""

    given_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class Asked(OfCase):
    """Somebody needs leave for something; or what was done is to be looked at."""

    asking_id: int
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class AskingWentOn(OfCase):
    """Nobody answered in time: the next one is asked."""

    asking_id: int


@dataclass(frozen=True, kw_only=True)
class AskingEnded(OfCase):
    asking_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class EvidenceNoted(OfCase):
    """Somebody noted a sign that this may be a troll."""

    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class LabelGiven(OfCase):
    """Somebody was called a troll."""

    label_id: int


@dataclass(frozen=True, kw_only=True)
class LabelEnded(OfCase):
    """It was looked at again: it stays, or it was wrong."""

    label_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ActNoted(OfCase):
    """The plan asks for something that no room does yet: it is written down."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class NotedEnded(OfCase):
    """It was done by hand, or is not needed."""

    noted_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class TrialAsked(Fact):
    """Somebody wants to see a plan on the past."""

    trial_id: int


@dataclass(frozen=True, kw_only=True)
class TrialMoved(Fact):
    """It is further, or done."""

    trial_id: int


@dataclass(frozen=True, kw_only=True)
class PlanDrafted(Fact):
    """A version was written or changed beside the plan in force."""

    version_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class PlanSigned(Fact):
    version_id: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class PlanInForce(Fact):
    """From now on this version decides; `source` says whether it came from the app or from the file."""

    version_id: int
    hash: str
    source: str
