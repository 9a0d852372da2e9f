"""What happens in the inbox, in the past tense. Ids and states only."""

from dataclasses import dataclass

from mostrador.kit.ledger import Fact


@dataclass(frozen=True, kw_only=True)
class OfMessage(Fact):
    door_id: int
    conversation_id: int
    message_id: int
    person_id: int
    case_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MessageReceived(OfMessage):
    """They wrote."""


@dataclass(frozen=True, kw_only=True)
class LineCalls(OfMessage):
    """The plan's line for what they said calls somebody of the team."""


@dataclass(frozen=True, kw_only=True)
class MessageQueued(OfMessage):
    """We answered; it is on its way."""


@dataclass(frozen=True, kw_only=True)
class MessageStateChanged(OfMessage):
    state: str


@dataclass(frozen=True, kw_only=True)
class MessageEdited(OfMessage):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageDeleted(OfMessage):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageReacted(OfMessage):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageSeenElsewhere(OfMessage):
    """Somebody of ours answered outside Mostrador."""


@dataclass(frozen=True, kw_only=True)
class AttachmentChanged(OfMessage):
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class NoteWritten(OfMessage):
    pass


@dataclass(frozen=True, kw_only=True)
class OfCase(Fact):
    door_id: int
    conversation_id: int
    case_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class CaseOpened(OfCase):
    kind: str


@dataclass(frozen=True, kw_only=True)
class ManagerAskedFor(OfCase):
    """They want to speak to whoever is in charge."""


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(OfCase):
    owner_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseSnoozed(OfCase):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseWoken(OfCase):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseDone(OfCase):
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseReopened(OfCase):
    pass


@dataclass(frozen=True, kw_only=True)
class CaseChanged(OfCase):
    """Its name, its need, its tags, or whether it was read."""


@dataclass(frozen=True, kw_only=True)
class PromiseMade(OfCase):
    promise_id: int
    origin: str


@dataclass(frozen=True, kw_only=True)
class PromiseWarned(OfCase):
    promise_id: int


@dataclass(frozen=True, kw_only=True)
class PromiseLate(OfCase):
    promise_id: int


@dataclass(frozen=True, kw_only=True)
class PromiseKept(OfCase):
    promise_id: int
    late: bool


@dataclass(frozen=True, kw_only=True)
class PromiseDropped(OfCase):
    promise_id: int
    broken: bool = False  # it was our word, and its time had passed


@dataclass(frozen=True, kw_only=True)
class WayBackGiven(Fact):
    """They said where to tell them of an answer once they have left, or took it back."""

    door_id: int
    conversation_id: int
    person_id: int
    given: bool
