"""`escalate: owner`, `assign: team`: whose it is, from the first moment. Escalating also calls them."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "assign": Way(how=How.AT_ONCE, says=N_("it goes to %(value)s")),
    "escalate": Way(how=How.AT_ONCE, says=N_("it goes to %(value)s at once")),
}
