"""`promise: contar_resultado`: our word without a day. It is written down; a person who knows the day promises it."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {"promise": Way(how=How.WRITTEN_DOWN, listed="ideas", says=N_("promise them: %(value)s"))}
