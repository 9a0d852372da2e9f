"""The life of a small shop, invented: up to twenty messages a day, some of them angry, and now and then an outbreak."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mostrador.listening import gist, weighing
from mostrador.listening.reading import Angry, read
from mostrador.plan.parts import Crisis, Level, Surge

ZONE = ZoneInfo("Europe/Madrid")
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)
HOURS = [1, 1, 0, 0, 0, 0, 1, 2, 4, 6, 9, 9, 8, 7, 6, 6, 8, 10, 11, 10, 8, 6, 4, 2]  # when people write
WEEK = [1.1, 1.0, 1.0, 1.0, 1.2, 1.4, 0.6]
ANGRY = 0.25
THINGS = ("mencía", "godello", "albariño", "vermú", "caja regalo", "tarjeta regalo", "cata", "copa", "decantador")
SAID = (
    "El pedido de {thing} no ha llegado y nadie contesta",
    "Me habéis cobrado dos veces el {thing}",
    "La botella de {thing} llegó rota, vaya desastre",
    "El {thing} sabe a corcho, quiero que me devolváis el dinero",
    "Llevo dos semanas esperando el {thing}, es una vergüenza",
    "El repartidor dejó el {thing} en la calle bajo la lluvia",
    "La web no me deja pagar el {thing}",
    "Os equivocasteis de {thing}, pedí otro",
    "El precio del {thing} no es el que pone en la web",
    "Muy mal trato en la tienda cuando fui a por el {thing}",
    "Vino la factura sin mis datos y el {thing} sin la nota",
    "El código de descuento no funciona con el {thing}",
)
OUTBREAK = (
    "El lote siete de mencía tiene el corcho podrido",
    "Corcho podrido en la mencía, lote 7",
    "Mi mencía: corcho podrido",
)
PLAN = Crisis(
    levels=(
        Level(number=1, name="brote", lead="cm", act_within=timedelta(minutes=30),
              counts={"neg_authors_2h": 5, "same_problem": 3}, surge=Surge(3, 3)),
        Level(number=2, name="alerta", lead="dueña", act_within=timedelta(minutes=30),
              counts={"neg_authors_2h": 15, "press": 1}, surge=Surge(6, 6)),
        Level(number=3, name="crisis", lead="dueña", act_within=timedelta(minutes=15),
              counts={"neg_authors_2h": 40, "health_risk": 1}, surge=Surge(12, 12)),
    ),
)  # fmt: skip
"""The thresholds of the example plan."""


def life(*, seed: int, days: int, a_day: float) -> list[Angry]:
    """Return the angry messages of so many days with this many messages a day, more or less."""
    dice, found, people = random.Random(seed), [], 0
    for day in range(days):
        morning = datetime.combine((BEGIN + day * DAY).date(), datetime.min.time(), ZONE)
        for _ in range(_poisson(dice, a_day * ANGRY * WEEK[morning.weekday()])):
            people += 1
            at = morning + timedelta(hours=dice.choices(range(24), HOURS)[0], minutes=dice.uniform(0, 60))
            found += _insists(dice, people, at, dice.choice(SAID).format(thing=dice.choice(THINGS)))
    return sorted(found, key=lambda row: row.at)


def outbreak(*, seed: int, at: datetime, people: int) -> list[Angry]:
    """Return a wave that swells over eight hours: so many people about one thing, half of them around the sixth."""
    dice = random.Random(seed)
    found = []
    for number in range(people):
        moment = at + timedelta(hours=dice.triangular(0, 8, 6))
        found += _insists(dice, 10**6 + number, moment, dice.choice(OUTBREAK))
    return sorted(found, key=lambda row: row.at)


def alarms(
    rows: list[Angry], *, plan: Crisis = PLAN, quiet: timedelta = timedelta(hours=12)
) -> list[tuple[datetime, int, str]]:
    """Return when which level was raised by which sign, as the house looks: at each angry message, once a crisis."""
    found: list[tuple[datetime, int, str]] = []
    after, loud, level = None, BEGIN, 0
    for number, row in enumerate(rows):
        if level and row.at - loud > quiet:
            after, level = loud, 0
        reading = read(rows[: number + 1][-2000:], at=row.at, zone=ZONE, since=BEGIN, after=after)
        raised = weighing.raised(plan, reading)
        if raised is not None:
            loud = row.at
            if raised.level.number > level:
                level = raised.level.number
                found.append((row.at, level, raised.sign))
    return found


def _insists(dice: random.Random, person: int, at: datetime, text: str) -> list[Angry]:
    """One person writes once to four times: the angry insist."""
    times = [at + timedelta(minutes=dice.expovariate(1 / 9) * again) for again in range(dice.choice((1, 1, 2, 4)))]
    return [Angry(person=person, at=one.astimezone(UTC), gist=gist.gist(text)) for one in times]


def _poisson(dice: random.Random, mean: float) -> int:
    limit, product, count = pow(2.718281828459045, -mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def peak(wave: list[Angry]) -> datetime:
    """Return when most people of a wave were angry within two hours."""
    return max(wave, key=lambda row: _lately(wave, row.at)).at


def _lately(wave: list[Angry], at: datetime) -> int:
    return len({row.person for row in wave if at - weighing.WINDOW < row.at <= at})
