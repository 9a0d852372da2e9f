"""When this is recorded, then that follows: the whole table, and the only one."""

from mostrador.inbox.events import MessageQueued
from mostrador.journeys import calling_back
from mostrador.kit.ledger import Reactions

REACTIONS: Reactions = {
    MessageQueued: (calling_back.watch,),
}
