"""What the team gave in these weeks, in money or its worth: inside its limits, and three times asking whoever may."""

from datetime import timedelta
from typing import NamedTuple

from mostrador.demo.casting import HERE
from mostrador.demo.customers import GIVEN_TO
from mostrador.demo.day import Day
from mostrador.demo.wire import Who

FRIDAY = 4


class Errand(NamedTuple):
    """One asunto in which something was given: a quarter past `hour`, so many days ago, on a working day."""

    days_ago: int
    hour: int
    says: str
    answer: str
    kind: str
    coins: int
    why: str
    by: str
    thanks: str
    thing: str = ""
    told: str = ""  # what whoever was asked said, where leave was needed
    leave: bool | None = None


ERRANDS = (
    Errand(55, 19, "Me habéis cobrado el envío y el pedido pasaba de 90 €.",
           "Tienes razón: son 8 €. Te los devuelvo ahora mismo.", "refund", 800, "envío cobrado de más", "Iker",
           "Ya los veo en la cuenta. Gracias."),
    Errand(47, 18, "Nos casamos el sábado y brindamos con lo que elegisteis vosotros.",
           "¡Enhorabuena! Va con la caja un vale de la casa.", "gesture", 1_200, "están de celebración",
           "Marta", "Qué ilusión, gracias.", thing="voucher"),
    Errand(41, 18, "La botella de Finca do Souto sabe a corcho. No hay quien la beba.",
           "Perdona. Te devuelvo los 14,50 € y no hace falta que la traigas.", "refund", 1_450, "botella con corcho",
           "Marta", "Así da gusto. Gracias."),
    Errand(33, 19, "La caja de seis venía golpeada, aunque las botellas están bien.",
           "Menos mal. Te descuento 6 € del próximo pedido, por el susto.", "discount", 600, "caja golpeada", "Iker",
           "No hacía falta, pero gracias."),
    Errand(27, 17, "Os he mandado a toda mi oficina: ya son siete los que compran ahí.",
           "¡Siete! Pásate cuando quieras, que te espera un vale.", "gesture", 2_500, "nos recomendó",
           "Leo", "Jajaja, voy el viernes. Gracias.", thing="voucher"),
    Errand(19, 17, "Tres de las seis botellas han llegado rotas y el resto pringosas.",
           "Perdona, qué desastre. Te devuelvo las tres, 45 €, y mañana sale otra caja.", "refund", 4_500,
           "tres botellas rotas en el envío", "Marta", "Muchas gracias, de verdad.",
           told="Sí, claro: tres botellas son tres botellas.", leave=True),
    Errand(16, 18, "Dos botellas rotas en el pedido, las de arriba.",
           "Lo siento. Te devuelvo 22 € ahora y avisamos a la agencia.", "refund", 2_200, "dos botellas rotas", "Marta",
           "Recibido. Gracias por la rapidez."),
    Errand(12, 18, "Mi cuñado también se ha hecho cliente vuestro, ya somos cuatro en la familia.",
           "Qué familia. Dale las gracias de nuestra parte, y tú pasa a probar lo nuevo.", "gesture", 3_000,
           "cesta de quesos: ya son cuatro clientes en la familia", "Iker", "Allí estaré, gracias.", thing="other",
           told="Es mucho para esto. Dale las gracias y que venga a la cata.", leave=False),
    Errand(6, 19, "Me ha llegado una botella de menos: pagué dos de A Ponte y viene una.",
           "Culpa nuestra. Te devuelvo los 11,90 €.", "refund", 1_190, "faltaba una botella", "Iker",
           "Perfecto, gracias."),
    Errand(3, 18, "Mi madre leyó la nota que escribisteis a mano y se puso a llorar, de las buenas.",
           "Nos has alegrado la tarde. La próxima vez que paséis hay algo para ella.", "gesture", 900,
           "bombones para su madre", "Marta", "Se lo digo. Gracias.", thing="other",
           told="Sí, bombones sí.", leave=True),
)  # fmt: skip
"""In a month of the plan never more than the limits of whoever gives, wherever the month begins."""


def steps(day: Day) -> None:
    for who, errand in zip(GIVEN_TO, ERRANDS, strict=True):
        _play(day, who, errand)


def _play(day: Day, who: Who, errand: Errand) -> None:
    begins = _begins(day, errand)
    day.says(who, errand.says, begins)
    if errand.leave is None:
        day.gives(who, errand.kind, errand.coins, begins + 9, why=errand.why, by=errand.by, thing=errand.thing)
    else:
        day.asks_to_give(who, errand.kind, errand.coins, begins + 4, why=errand.why, by=errand.by, thing=errand.thing)
        day.is_allowed(who, begins + 9, yes=errand.leave, words=errand.told, thing=errand.thing)
    day.answers(who, errand.answer, begins + 11, by=errand.by)
    day.says(who, errand.thanks, begins + 26)
    day.ends(who, begins + 31, by=errand.by)


def _begins(day: Day, errand: Errand) -> float:
    """Return when it began, in minutes from now: in the evening, when everybody is behind the counter."""
    there = day.now.astimezone(HERE) - timedelta(days=errand.days_ago)
    there -= timedelta(days=max(0, there.weekday() - FRIDAY))
    return day.ago(there.replace(hour=errand.hour, minute=15, second=0, microsecond=0))
