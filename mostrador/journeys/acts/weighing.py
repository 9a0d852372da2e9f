"""`retriage: true`, `follow: troll`: it is weighed once more, or by the policy for those who only provoke."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "retriage": Way(how=How.AT_ONCE, says=N_("see what they need besides")),
    "follow": Way(how=How.IN_THE_ANSWER, says=N_("follow the steps for provocations")),
}
