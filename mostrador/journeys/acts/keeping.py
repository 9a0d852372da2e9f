"""`record: referral`, `note`, `tag`: what is worth keeping. A person keeps it, with their words."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "record": Way(how=How.WRITTEN_DOWN, listed="facts", says=N_("keep it: %(value)s")),
    "record: referral": Way(how=How.WRITTEN_DOWN, listed="thanks", says=N_("keep whom they recommended us to")),
    "record: person_fact": Way(how=How.WRITTEN_DOWN, listed="facts", says=N_("keep what they told us of themselves")),
    "note": Way(how=How.WRITTEN_DOWN, listed="facts", says=N_("write a note: %(value)s")),
    "tag": Way(how=How.WRITTEN_DOWN, listed="facts", says=N_("tag it: %(value)s")),
}
