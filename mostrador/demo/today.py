"""The desk as it stands now: who waits and how long, what was promised for today, what rests and what went wrong."""

from datetime import datetime, timedelta

from mostrador.demo import outbreak, purse, wire
from mostrador.demo.casting import HERE
from mostrador.demo.customers import (
    AINA,
    AOIFE,
    BRUNO,
    CARMELA,
    EVA,
    EVA_WRITES,
    IRIA,
    JOAO,
    JORGE,
    LUCIA,
    LUCIA_SHOPS,
    MARCOS,
    MARINA,
    NURIA,
    PABLO,
    PASSING,
    SOFIA,
    TERESA,
    TOMAS,
    UNKNOWN,
    XURXO,
)
from mostrador.demo.day import Day, Step, hour_of
from mostrador.demo.stage import Stage

DAY = 24 * 60.0  # minutes
BLOCKED = "They blocked the bot, or it was taken out of the chat."


def steps(stage: Stage, now: datetime) -> list[Step]:
    """Return what brings the day to its present state, each with its moment, all before `now`."""
    day = Day(stage, now)
    for scene in (outbreak.steps, purse.steps, _before, _lucia, _teresa, _pablo, _the_others_who_wait,
                  _what_went_wrong, _kept, _to_keep, _theirs, _resting, _not_understood):  # fmt: skip
        scene(day)
    return day.steps


def _before(day: Day) -> None:
    """What those who wait today have been to us before."""
    day.says(PABLO, "Hola, quería seis de A Ponte para regalar. ¿Se puede meter una nota?", -43 * DAY)
    day.calls_it(PABLO, "Pedido 1174", -43 * DAY + 9)
    day.answers(PABLO, "Claro, Pablo: la escribe Marta a mano. ¿Qué ponemos?", -43 * DAY + 10, by="Leo", seen=True)
    day.says(PABLO, "«Para Julio, que siempre llega con las manos llenas.»", -43 * DAY + 16)
    day.answers(PABLO, "Qué bonito. Sale mañana y llega el jueves.", -43 * DAY + 21, by="Leo", seen=True)
    day.says(PABLO, "Llegó perfecto. Y la nota a mano, un detallazo.", -41 * DAY)
    day.remembers(PABLO, "La nota a mano, un detallazo.", -41 * DAY + 6, by="Leo")
    day.answers(PABLO, "Se lo digo a Marta, que se va a poner colorada. ¡Gracias!", -41 * DAY + 8, by="Leo", seen=True)
    day.ends(PABLO, -41 * DAY + 30, by="Leo")
    day.says(LUCIA_SHOPS, "¿Me decís si el pedido 1098 sale hoy? Es para mi hermana.", -96 * DAY / 2)
    day.calls_it(LUCIA_SHOPS, "Pedido 1098", -48 * DAY + 5)
    day.answers(LUCIA_SHOPS, "Sale hoy, Lucía. Mañana lo tiene antes de comer.", -48 * DAY + 6, by="Iker")
    day.says(LUCIA_SHOPS, "Llegó perfecto, y mi hermana encantada. Me ha pedido el enlace.", -47 * DAY)
    day.remembers(LUCIA_SHOPS, "Llegó perfecto, y mi hermana encantada.", -47 * DAY + 4, by="Iker")
    day.answers(LUCIA_SHOPS, "¡Qué bien! Dile que pregunte por mí y le busco algo.", -47 * DAY + 7, by="Iker")
    day.ends(LUCIA_SHOPS, -47 * DAY + 40, by="Iker")


def _lucia(day: Day) -> None:
    wrote = day.waits(LUCIA, "¿Y mi pedido? Hace una semana y nadie contesta.", left=-12)
    day.calls_it(LUCIA, "Pedido 1163", wrote + 30, by="Marta", tag="envío")
    day.notes(
        LUCIA,
        "La caja lleva cuatro días parada en la agencia. He llamado y repiten mañana por la mañana.",
        -20,
        by="Marta",
    )
    day.hands(LUCIA, -19, to="Leo", by="Marta")
    day.are_the_same(LUCIA, LUCIA_SHOPS, -18, by="Marta")


def _teresa(day: Day) -> None:
    day.says(TERESA, "Me habéis cobrado 8 € de envío dos veces y ya os escribí la semana pasada.", -2 * DAY)
    day.calls_it(TERESA, "Envío cobrado dos veces", -2 * DAY + 8)
    day.answers(TERESA, "Teresa, lo siento. Lo miro con el banco y te digo algo mañana.", -2 * DAY + 11, by="Iker")
    day.says(TERESA, "Vale, gracias.", -2 * DAY + 15)
    day.notes(TERESA, "El banco pide el justificante. Se lo he reenviado, pero no le he dicho nada a Teresa todavía.",
              -DAY, by="Iker")  # fmt: skip
    wrote = day.waits(
        TERESA, "Quiero hablar con alguien que decida. Con la encargada, por favor: es la segunda vez.", left=6
    )
    day.hands(
        TERESA, wrote + 2, to="Ana", by="Iker", note="Ana, son 8 €, pero ya van dos días. Es mejor que la llames tú."
    )


def _pablo(day: Day) -> None:
    leaves, arrives, party = day.courier()
    wrote = day.waits(
        PABLO, f"De seis botellas han llegado dos rotas. Era un regalo para mi suegro y lo celebramos el {party}.",
        left=7, pictures=("caja-rota",),
    )  # fmt: skip
    until = hour_of(day.now + timedelta(minutes=7))
    day.answers(
        PABLO, f"Hola, Pablo. Esto es automático: te contesta una persona antes de las {until}. "
        "Si prefieres llamar, 981 55 01 42.", wrote + 0.1, seen=True,
    )  # fmt: skip
    day.calls_it(PABLO, "Botellas rotas, pedido 1187", wrote + 1, by="Marta", tag="rotura")
    day.hands(PABLO, wrote + 1.5, to="Leo", by="Marta")
    day.remembers(PABLO, f"El {party} es el cumple de mi suegro.", wrote + 3, by="Leo")
    day.notes(
        PABLO, f"Quedan 9 del mismo mencía en la bodega. Si sale {leaves}, el repartidor llega el {arrives}.", -3,
        by="Marta",
    )  # fmt: skip
    day.drafts(
        PABLO, f"Pablo, perdona: culpa nuestra. Dos botellas nuevas salen {leaves} y llegan el {arrives}, a tiempo "
        f"para el {party}. Y te devuelvo los 8 € del envío.", -1, by="Leo",
    )  # fmt: skip


def _the_others_who_wait(day: Day) -> None:
    day.waits(UNKNOWN, "¿A cuánto está el godello de la foto?", left=13)
    wrote = day.waits(NURIA, "Buen trato, pero aparcar ahí es imposible. ¿No podéis llevarlo al coche?", left=44)
    day.looks(NURIA, wrote + 4, by="Iker")
    day.waits(PASSING, "Hola, ¿tenéis algo frío ya para llevar esta noche? Somos cuatro.", left=14)
    day.leaves(PASSING, -0.2)


def _what_went_wrong(day: Day) -> None:
    """One answer that did not arrive, and one of which nobody knows."""
    day.waits(XURXO, "¿Me guardáis dos de Viña Lareira hasta mañana?", left=9)
    day.answers(XURXO, "Guardadas, Xurxo. Hasta mañana a las 14:00.", -11, by="Iker", outcome=BLOCKED)
    day.waits(CARMELA, "¿Habéis recibido ya el albariño de las dos hermanas?", left=4)
    day.answers(CARMELA, "Entró esta mañana, Carmela. ¿Te aparto dos?", -9, by="Marta", outcome="unsure")


def _kept(day: Day) -> None:
    """Three words given for today, and kept."""
    first, second, third = day.earlier_today((7.2, 5.6, 1.4))
    day.says(MARINA, "¿Podéis apartarme dos del albariño que probé el otro día?", day.ago(first) - 70)
    day.answers(
        MARINA, f"Claro, Marina. Antes de las {hour_of(first)} lo tienes apartado.", day.ago(first) - 62,
        by="Marta", word=("apartarle el albariño", first), seen=True,
    )  # fmt: skip
    day.keeps_word(MARINA, day.ago(first) - 6, by="Marta")
    day.ends(MARINA, day.ago(first) - 5, by="Marta")
    day.says(JORGE, "Necesito precio para 40 lotes de empresa, con caja de madera.", day.ago(second) - 160)
    day.calls_it(JORGE, "Lotes de empresa", day.ago(second) - 153, tag="lotes")
    day.answers(
        JORGE, f"Hoy antes de las {hour_of(second)} tienes el presupuesto, Jorge.", day.ago(second) - 150,
        by="Leo", word=("presupuesto de los lotes", second),
    )  # fmt: skip
    day.answers(
        JORGE, "Te lo acabo de mandar: 28,50 € por lote, caja y transporte incluidos.", day.ago(second) - 12, by="Leo"
    )
    day.keeps_word(JORGE, day.ago(second) - 11, by="Leo")
    day.says(AINA, "Una pregunta: ¿hay mágnum de A Ponte?", day.ago(third) - 55)
    day.answers(AINA, f"Miro en la bodega y te digo antes de las {hour_of(third)}.", day.ago(third) - 50, by="Iker",
                word=("decirle si hay mágnum", third))  # fmt: skip
    day.answers(AINA, "Hay tres, Aina, a 24 €. Te guardo uno.", day.ago(third) - 9, by="Iker")
    day.keeps_word(AINA, day.ago(third) - 8, by="Iker")
    day.they_react(AINA, "❤", day.ago(third) - 5)


def _to_keep(day: Day) -> None:
    """Two words still open for today."""
    soon, late = day.later_today((0.3, 2.3))
    day.says(EVA_WRITES, "Buenos días: quería una caja de regalo para mi jefa, que se jubila. Unos 60 €. Eva.",
             -2 * DAY, subject="Una caja de regalo")  # fmt: skip
    day.answers(
        EVA_WRITES, "Hola, Eva. Te propongo tres blancos y una lata de mejillones. ¿Seguimos por Telegram, que es más "
        "rápido? — Marta", -2 * DAY + 45, by="Marta",
    )  # fmt: skip
    day.says(EVA, "¡Hola! Soy Eva, la de la caja de regalo. Me gusta lo que propones. ¿Para cuándo estaría?", -95)
    day.are_the_same(EVA, EVA_WRITES, -93, by="Marta")
    day.calls_it(EVA, "Caja de regalo", -92, by="Marta", tag="regalo")
    day.answers(EVA, f"Hoy a las {hour_of(soon)} la tienes lista, con lazo.", -88, by="Marta",
                word=("la caja de regalo lista", soon))  # fmt: skip
    day.hands(EVA, -87, to="Marta", by="Marta")
    day.says(EVA, "Vale, gracias", -20)
    day.remembers(EVA, "Su jefa se jubila y solo bebe blanco.", -86, by="Marta")
    day.calls_it(EVA_WRITES, "Una caja de regalo", -2 * DAY + 40, by="Marta", tag="regalo")
    day.ends(EVA_WRITES, -90, by="Marta")
    day.says(BRUNO, "¿Sabéis ya si entra el mencía de la Ribeira, el que se acabó en junio?", -190)
    day.calls_it(BRUNO, "Mencía de la Ribeira", -184)
    day.hands(BRUNO, -183, to="Leo", by="Leo")
    day.answers(BRUNO, f"Hoy antes de las {hour_of(late)} me lo confirman, Bruno, y te lo digo.", -181, by="Leo",
                word=("contarle si entra el mencía", late))  # fmt: skip


def _theirs(day: Day) -> None:
    """Whom we wait for."""
    day.says(MARCOS, "Quiero dos de Finca do Souto. ¿Me mandas el enlace de pago?", -8)
    day.calls_it(MARCOS, "Dos de Finca do Souto", -4, by="Leo")
    until = hour_of(day.now + timedelta(hours=2))
    day.answers(
        MARCOS, f"Ahí va el enlace, caduca a las {until}. Lo tienes apartado a tu nombre.", -2, by="Leo", seen=True
    )
    day.leaves(MARCOS, -1, address="marcos.alday@correo.example")
    day.says(AOIFE, "Hi! Do you ship to Galway? I had your white on the Camino and can't stop thinking about it.", -140)
    day.answers(AOIFE, "Hi Aoife! We do: 18 € a box, four to six days. Was it the one with the boat?", -131, by="Iker")
    day.we_change(
        AOIFE, "Hi Aoife! We do: 19 € a box, four to six days. Was it the one with the boat?", -130, by="Iker"
    )
    day.says(JOAO, "Boa tarde! Vocês têm caixas de seis misturadas?", -65)
    day.answers(
        JOAO,
        "Boa tarde, João! Temos: três brancos e três tintos, 62 €. Quer que reserve uma?",
        -57,
        by="Ana",
        seen=True,
    )
    day.says(SOFIA, "Hola, ¿tenés algo para acompañar un asado? Viene mi viejo de Mendosa y es difícil.", -240)
    day.they_edit(SOFIA, "Hola, ¿tenés algo para acompañar un asado? Viene mi viejo de Mendoza y es difícil.", -239)
    day.answers(SOFIA, "Con un mendocino no se compite de tinto: le ponemos As Cunchas y 12 €.", -233, by="Ana")
    day.we_change(SOFIA, "", -232, by="Ana")
    day.answers(SOFIA, "Con un mendocino no se compite de tinto: dale Monte da Curuxa bien frío y que se calle. 18 €.",
                -231, by="Ana")  # fmt: skip
    day.they_react(SOFIA, "😁", -229)


def _resting(day: Day) -> None:
    ten = (day.now + timedelta(days=1)).astimezone(HERE).replace(hour=10, minute=0, second=0, microsecond=0)
    monday = ten + timedelta(days=(7 - ten.weekday()) % 7 or 7)
    day.says(IRIA, "¿Me avisáis cuando llegue la caja de copas? Sin prisa.", -300)
    day.answers(IRIA, "Llega mañana a primera hora, Iria. Te escribo en cuanto la abra.", -292, by="Marta", seen=True)
    day.calls_it(IRIA, "Caja de copas", -291, by="Marta")
    day.puts_off(IRIA, -290, until=ten, by="Marta")
    day.says(TOMAS, "Al final somos doce en la cata privada, pero te confirmo el lunes.", -1.2 * DAY)
    day.answers(TOMAS, "Perfecto, Tomás: el lunes hablamos. Guardo la mesa grande.", -1.2 * DAY + 14, by="Ana")
    day.calls_it(TOMAS, "Cata privada", -1.2 * DAY + 15, by="Ana", tag="cata")
    day.puts_off(TOMAS, -1.2 * DAY + 16, until=monday, by="Ana")


def _not_understood(day: Day) -> None:
    """A delivery that the shop's program sent without its customer: kept in sight."""
    moment = day.now - timedelta(hours=26)
    broken = {"id": "aviso-1187", "text": "Pedido 1187 entregado", "from": "transportista"}

    def step() -> None:
        secrets = day.stage.doors["webhook"].connection.secrets
        day.stage.arrives("webhook", wire.signed(broken, secrets, moment), moment)

    day.steps.append((moment, step))
