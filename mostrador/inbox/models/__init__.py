"""The inbox's tables, one file per idea."""

from mostrador.inbox.models.calls import Call
from mostrador.inbox.models.cases import Case, CaseEnd, Need, Tag
from mostrador.inbox.models.conversations import Conversation
from mostrador.inbox.models.joinings import Joining
from mostrador.inbox.models.messages import Attachment, Early, Message, Part, Reaction
from mostrador.inbox.models.posts import Post
from mostrador.inbox.models.promises import Promise
from mostrador.inbox.models.slips import Slip
from mostrador.inbox.models.visits import Notice, Visit
from mostrador.inbox.models.writing import CannedReply, Draft

__all__ = [
    "Attachment", "Call", "CannedReply", "Case", "CaseEnd", "Conversation", "Draft", "Early", "Joining", "Message",
    "Need", "Notice", "Part", "Post", "Promise", "Reaction", "Slip", "Tag", "Visit",
]  # fmt: skip
