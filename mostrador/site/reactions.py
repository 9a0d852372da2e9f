"""When this is recorded, then that follows: the whole table, and the only one."""

from mostrador.kit.ledger import Reactions

REACTIONS: Reactions = {}
