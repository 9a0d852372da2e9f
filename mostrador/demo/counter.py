"""The shop's doors, its team and its saved replies."""

from collections.abc import Mapping
from datetime import datetime

from mostrador.accounts import on_shift, rostering, teaming
from mostrador.accounts.models import Member, Role
from mostrador.demo import wire
from mostrador.demo.pictures import picture
from mostrador.doors import opening
from mostrador.doors.contract import File, FoundDoor, Post
from mostrador.doors.models import Connection, Door
from mostrador.inbox import posting
from mostrador.inbox.models import CannedReply
from mostrador.kit import sealing
from mostrador.shop import listing, lists

SHOP = "Vinos La Vidriera"
PASSWORD = "abrimos-a-las-diez"  # noqa: S105 - printed by the demo, valid nowhere else
TEAM = (
    ("Ana", Role.OWNER, "Leo"), ("Leo", Role.MANAGER, "Ana"),
    ("Marta", Role.AGENT, "Iker"), ("Iker", Role.AGENT, "Marta"),
    ("Sabela", Role.VIEWER, ""),
)  # fmt: skip
"""Who they are, what they may, and who stands in for them. Sabela keeps the books: she looks, and answers nobody."""

WEEKS = {
    "Leo": "mon-sat 10:00-14:00,17:00-20:30", "Marta": "mon-fri 09:30-14:30,17:00-20:30 sat 10:00-14:00",
    "Iker": "mon-fri 16:00-20:30 sat 10:00-14:00", "Ana": "",
}  # fmt: skip
"""When each is behind the counter. Ana always is: the shop is hers, and its clocks run at any hour."""

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
RAFFLE = (
    "Sorteamos un lote de tres godellos entre quienes comentéis aquí. Sale el nombre el domingo a las 20:00, "
    "en la tienda y a la vista de todos."
)
GREETING = "¿Qué te apetece beber?"
BOT_ID = "8300112233"
BOT = f"{BOT_ID}:" + "vidriera-de-muestra-no-es-de-nadie"
MAIL_IS_A_SAMPLE = "Puerta de muestra: conecta tu correo para contestar desde aquí."

SAVED = {
    "horario": "De lunes a sábado, de 10:00 a 14:00 y de 17:00 a 20:30. Estamos en la Rúa da Vidriera 7.",
    "envio": "El envío cuesta 8 € y llega en 24 o 48 horas. A partir de 90 € va por nuestra cuenta.",
    "apartar": "Hecho, {nombre}: queda apartado a tu nombre hasta el sábado. Pregunta por {yo}.",
    "rota": "Perdona, {nombre}: eso no tenía que llegar así. Hoy mismo sale otra y no tienes que devolvernos nada.",
    "recoger": "Ya puedes pasar cuando quieras, {nombre}. Te lo tenemos detrás del mostrador.",
    "factura": "Te la mando ahora mismo, {nombre}. ¿La pongo a tu nombre o al de la empresa?",
    "gracias": "Gracias a ti, {nombre}. Cuéntanos qué tal cuando lo abras.",
    "shipping": "Hi {nombre}! We ship to the whole EU: 18 € a box, four to six days. — {yo}",
}

SOLD = (
    "nombre;referencia;otros nombres", "Ladera Vieja;LV-22;", "A Ponte;AP-23;", "Finca do Souto;FS-21;el Souto",
    "Tres Muros;TM-23;", "O Rueiro;RU-20;el Rueiro", "Pedra Rachada;PR-22;", "Viña Lareira;VL-23;el Lareira",
    "As Cunchas;CU-23;", "Monte da Curuxa;MC-19;el Curuxa", "Dona Sabela;DS-23;",
    "Mencía de la Ribeira;MR-22;mencía, la mencía", "Albariño de las dos hermanas;DH-24;las dos hermanas",
    "Lote de tres godellos;L3G;tres godellos", "Caja de regalo;CAJA;cajas regalo",
    "Tarjeta regalo;;tarjetas de regalo", "Sacacorchos de dos tiempos;SC-2;", "Cata del sábado;;la cata",
    "Sidra de pera;SP-75;",
)  # fmt: skip
"""What the shop sells, as a table out of its till."""


def hire(now: datetime) -> dict[str, Member]:
    """Bring the team in; every one of them opens with the same password."""
    team = {
        name: Member.objects.create_user(f"{name.lower()}@vidriera.example", PASSWORD, name=name, role=role)
        for name, role, _ in TEAM
    }
    for name, _, other in TEAM:
        teaming.describe(team[name], name=name, language="es", away=False, stand_in=team.get(other))
    return team


def give_shifts(team: Mapping[str, Member]) -> None:
    """Give the team its weeks, from now on."""
    for name, week in WEEKS.items():
        rostering.set_week(team[name], week=week, by=team["Ana"])


def keep_them_here(team: Mapping[str, Member], *, told_at: datetime) -> None:
    """Let everybody be here from now on where it is told while the shop is closed: the day's story needs them."""
    if on_shift.hours(WEEKS["Leo"]).open_at(told_at):
        return
    for name in WEEKS:
        rostering.set_week(team[name], week="", by=team["Ana"])


def fill_the_shelf(*, by: Member) -> None:
    listing.take_in(lists.read("\n".join(SOLD)), by=by)


def save_replies() -> None:
    for shortcut, text in SAVED.items():
        CannedReply.objects.create(shortcut=shortcut, text=text, language="en" if shortcut == "shipping" else "es")


def open_doors(now: datetime, *, by: Member) -> dict[str, Door]:
    """Open every door of the story; return them under the names by which the story knows them."""
    month = MONTHS[now.month - 1]
    opened = {
        "website": _open("website", "Chat de la web", by, shop=SHOP, colour="#6b1d2f", greeting=GREETING),
        "telegram": _open("telegram", "Telegram", by, token=BOT, found=FoundDoor(external_id=BOT_ID, name="Telegram")),
        "webhook": _open("webhook", "Tienda en línea", by),
        wire.COMMENTS: _open("webhook", f"Sorteo de {month}", by),
        "email": _open(
            "email", "Correo", by, address=wire.MAILBOX, imap_password=sealing.new_secret(),
            found=FoundDoor(external_id=wire.MAILBOX, name=wire.MAILBOX),
        ),
    }  # fmt: skip
    return {name: connection.doors.select_related("connection").get() for name, connection in opened.items()}


def publish_the_raffle(door: Door, *, at: datetime) -> None:
    """Say what the comments hang under; the plain door has no word for it, so the house is told by its own verb."""
    told = Post(text=RAFFLE, url="https://vidriera.example/sorteo", published_at=at)
    post = posting.note(told, door=door, thread=wire.RAFFLE)
    posting.note_picture(post, file=File(name="sorteo.png", type="image/png", content=picture("estanteria")))


def close_the_mailbox(doors: Mapping[str, Door], *, by: Member) -> None:
    """A mailbox needs real servers, which a sample has not: its history shows, and it says why it is closed."""
    opening.close(doors["email"].connection, why=MAIL_IS_A_SAMPLE, by=by)


def point_outside(base: str) -> None:
    """Tell the doors where the outside world of this demo listens today."""
    for connection in Connection.objects.filter(channel="telegram"):
        opening.change(connection, name=connection.name, values={"api": base}, by=None)
    for connection in Connection.objects.filter(channel="webhook"):
        opening.change(connection, name=connection.name, values={"deliver_url": f"{base}/tienda"}, by=None)


def _open(channel: str, name: str, by: Member, *, found: FoundDoor | None = None, **values: str) -> Connection:
    doors = (found,) if found else (FoundDoor(external_id="", name=name),)
    return opening.open_connection(channel, name=name, values=values, doors=doors, by=by)
