"""A first sensible plan out of six answers: the plan of the first day with the shop's own names, hours and limits."""

import msgspec

from mostrador.plan import editing, reading
from mostrador.plan.keeping import FIRST

ALCOHOL = "alcohol-retail"  # a sector of law_packs
ADULTS = """\
  - {id: G1, rule: "Alcohol: mayores de 18", when: {any_of: {open: [order], gesture: [wine]}}, effect: block}
  - id: G2
    rule: "En WhatsApp, Instagram y Facebook no se vende alcohol: ni catálogo ni cobro; se pasa a la web o a la tienda"
    when: {any_of: {open: [order], send: [catalogue, in_chat_payment]}, doors: [whatsapp, instagram, messenger]}
    effect: block
"""
"""Two more gates of `legal`, which is the last part of the first plan."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner said. Amounts in whole coins of the currency's larger unit, spans as the plan writes them."""

    name: str
    hours: str
    owner: str
    team: tuple[str, ...] = ()
    first: str = "15m"  # at the doors where people wait: chats
    refund: int = 20
    sells_alcohol: bool = False


def plan_text(answers: Answers) -> str:
    """Return the text of the plan; it may still be wrong where an answer is."""
    first_day = FIRST.read_text(encoding="utf-8")
    text = editing.put(first_day, ("version",), "1.1.0")
    text = editing.put(text, ("name",), answers.name)
    text = editing.put(text, ("hours", "tienda"), answers.hours)
    text = editing.put_list(text, ("roles", "dueña", "people"), [answers.owner])
    text = editing.put_list(text, ("roles", "equipo", "people"), list(answers.team))
    for door in _quick_doors(first_day):
        text = editing.put(text, ("doors", door, "first"), answers.first)
    text = _limits(text, answers.refund)
    return editing.put(text, ("locale", "sector"), ALCOHOL) + ADULTS if answers.sells_alcohol else text


def _quick_doors(text: str) -> list[str]:
    """Return the doors at which the plan of the first day answers soonest: those where people wait on the line."""
    doors = reading.read(text, checked=False).doors
    soonest = min(clock.first for clock in doors.values())
    return [key for key, clock in doors.items() if clock.first == soonest]


def _limits(text: str, refund: int) -> str:
    """Let limits rise up the ladder, and a month hold what one asunto may cost."""
    for role, times in (("equipo", 1), ("encargado", 3), ("dueña", 25)):
        amount = refund * times
        text = editing.put(text, ("authority", role, "refund"), str(amount))
        month = int(editing.value_at(text, ("authority", role, "month")))
        text = editing.put(text, ("authority", role, "month"), str(max(month, amount * 2)))
    return text
