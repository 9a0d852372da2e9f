"""`thank: personal`, `propose: gesture`, `gesture`: thanks are personal, so a person gives them."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_


def _thanks(says: str) -> Way:
    return Way(how=How.WRITTEN_DOWN, listed="thanks", says=says)


WAYS = {
    "thank": _thanks(N_("say thank you")),
    "thank: personal": _thanks(N_("say thank you in person")),
    "thank: public": _thanks(N_("say thank you in public")),
    "propose": _thanks(N_("think of: %(value)s")),
    "propose: gesture": _thanks(N_("think of a gesture")),
    "gesture": _thanks(N_("have a gesture ready: %(value)s")),
}
