"""`open: case`, `open: order`, `open: problem`…: the asunto is opened at once; the other rooms come later."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "open: case": Way(how=How.AT_ONCE, says=N_("open an errand")),
    "open: order": Way(how=How.WRITTEN_DOWN, listed="orders", says=N_("take the order")),
    "open: return": Way(how=How.WRITTEN_DOWN, listed="orders", says=N_("take the return")),
    "open: problem": Way(how=How.WRITTEN_DOWN, listed="problems", says=N_("put the problem right, so that it ends")),
    "open: idea": Way(how=How.WRITTEN_DOWN, listed="ideas", says=N_("look at the idea")),
}
