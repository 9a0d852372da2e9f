"""`send: own_shop_pay_link`, `send: catalogue`, `send: marketing`…: what the shop's room will send by itself."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_

WAYS = {
    "send": Way(how=How.WRITTEN_DOWN, listed="orders", says=N_("send: %(value)s")),
    "send: own_shop_pay_link": Way(how=How.WRITTEN_DOWN, listed="orders", says=N_("send the link to pay in our shop")),
    "send: catalogue": Way(how=How.WRITTEN_DOWN, listed="orders", says=N_("send the catalogue")),
}
