"""`escalate: owner`, `assign: team`: whose it is, at once. Escalating also calls them; `notify` only calls."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "assign": Way(how=How.AT_ONCE, says=N_("it goes to %(value)s")),
    "notify": Way(how=How.AT_ONCE, says=N_("%(value)s is called, to know of it")),
    "escalate": Way(how=How.AT_ONCE, says=N_("it goes to %(value)s at once")),
}
