"""Turns the screenplay into sixty days: who, when, and with which words. The same seed tells the same story."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mostrador.demo import customers
from mostrador.demo.screenplay import Beat, Scene, scenes
from mostrador.demo.wire import Who

DAYS = 60
TELLINGS = 290  # chances: those that do not fit fall out, some eight hundred messages stay
HERE = ZoneInfo("Europe/Madrid")
LAST_CALL = timedelta(minutes=35)  # before now: what is told here must be over, today's desk belongs to its own scenes
WEEKDAYS = (10, 8, 8, 9, 12, 11, 2)  # how busy, from Monday on
REMEMBERED = timedelta(days=6)  # nobody should read the same scene twice in a week
APART = timedelta(hours=2)  # between two scenes of the same customer
HOURS = (3, 5, 6, 5, 2, 1, 1, 4, 6, 7, 5, 2)  # from ten in the morning on
OURS = ("Ana", "Leo", "Marta", "Marta", "Iker", "Iker")

WINES = {
    "Ladera Vieja": "11,90", "A Ponte": "11,90", "Finca do Souto": "14,50", "Tres Muros": "9,80", "O Rueiro": "16,20",
    "Pedra Rachada": "12,40", "Viña Lareira": "8,95", "As Cunchas": "13,60", "Monte da Curuxa": "18,00",
    "Dona Sabela": "10,75",
}  # fmt: skip
TOWNS = ("Lugo", "Padrón", "Noia", "Monforte", "Cangas", "Betanzos", "Ribadavia", "Mondoñedo", "Arzúa", "Celanova")
DAY_NAMES = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "pt": ("segunda", "terça", "quarta", "quinta", "sexta", "sábado"),
}

Busy = defaultdict[Who, list[tuple[datetime, datetime]]]
"""When each customer is taken already."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One beat with its moment and its words. `telling` is which time the scene is told; `order` settles ties."""

    at: datetime
    order: int
    telling: "Telling"
    kind: str
    text: str
    by: str
    word: tuple[str, datetime] | None = None


@dataclass(eq=False, kw_only=True)
class Telling:
    """A scene told once, to one customer, by one of us."""

    scene: Scene
    who: Who
    ours: str
    number: int
    slots: dict[str, str]
    acts: list[Act] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.scene.title.format(**self.slots)


def acts(now: datetime, *, tellings: int = TELLINGS) -> list[Act]:
    """Return everything that happened in the sixty days before `now`, in order; fewer tellings for a shorter story."""
    told = [act for telling in _tellings(now, tellings) for act in telling.acts]
    return sorted(told, key=lambda act: (act.at, act.order))


def _tellings(now: datetime, tellings: int) -> Iterator[Telling]:
    dice = random.Random(20_260_514)  # noqa: S311 - a story, no secret
    everybody, busy = list(customers.everybody()), defaultdict[Who, list[tuple[datetime, datetime]]](list)
    deck: list[Scene] = []
    told: defaultdict[Scene, list[datetime]] = defaultdict(list)
    for number in range(tellings):
        deck = deck or dice.sample(scenes(), len(scenes()))
        scene = deck.pop()
        telling = _cast(scene, number, everybody, dice)
        start = _start(number, now, dice)
        if all(abs(start - other) > REMEMBERED for other in told[scene]) and _play(telling, start, dice, now, busy):
            told[scene].append(start)
            yield telling


def _cast(scene: Scene, number: int, everybody: list[Who], dice: random.Random) -> Telling:
    able = [who for who in everybody if who.door in scene.doors and who.speaks in scene.speaks]
    who, ours = dice.choice(able), dice.choice(OURS)
    return Telling(scene=scene, who=who, ours=ours, number=number, slots=_slots(who, ours, number, dice))


def _slots(who: Who, ours: str, number: int, dice: random.Random) -> dict[str, str]:
    first, second = dice.sample(sorted(WINES), 2)
    other = dice.choice([name for name in ("Marta", "Iker", "Leo") if name != ours])
    return {
        "nombre": who.first_name, "yo": ours, "yo2": other, "vino": first, "vino2": second, "precio": WINES[first],
        "pedido": str(905 + number), "n": str(dice.randint(4, 14)), "dia": dice.choice(DAY_NAMES[who.language]),
        "pueblo": dice.choice(TOWNS),
    }  # fmt: skip


def _start(number: int, now: datetime, dice: random.Random) -> datetime:
    """Choose a moment: the older the rarer, never on a Sunday night; one in twelve belongs to today."""
    here = now.astimezone(HERE)
    if number % 12 == 0:
        opening = here.replace(hour=8, minute=40, second=0, microsecond=0)
        room = max(here - LAST_CALL - opening, timedelta(0))
        return opening + room * dice.random() * 0.9
    while True:
        back = int(DAYS * dice.random() ** 1.35) + 1
        day = here.date() - timedelta(days=min(back, DAYS))
        if dice.randint(1, 12) <= WEEKDAYS[day.weekday()]:
            break
    hour = dice.choices(range(10, 22), HOURS)[0]
    return datetime.combine(day, time(hour, dice.randint(0, 59), dice.randint(0, 59)), HERE)


def _play(telling: Telling, start: datetime, dice: random.Random, now: datetime, busy: Busy) -> bool:
    """Write down the acts, unless they would not be over by now or the customer is in another scene. Say whether."""
    at, way, found = start.astimezone(now.tzinfo), dice.randint(0, 1), list[Act]()
    for order, beat in enumerate(telling.scene.beats):
        at += _pause(beat, order, dice)
        found.append(_act(telling, beat, at, order, way))
    begin, end = found[0].at - APART, found[-1].at + APART
    if found[-1].at > now - LAST_CALL or any(begin < other[1] and other[0] < end for other in busy[telling.who]):
        return False
    busy[telling.who].append((begin, end))
    telling.acts = found
    return True


def _act(telling: Telling, beat: Beat, at: datetime, order: int, way: int) -> Act:
    by = beat.by or telling.ours
    slots = telling.slots | {"yo": by}
    text, word = beat.ways[way % len(beat.ways)]
    return Act(
        at=at, order=telling.number * 100 + order, telling=telling, kind=beat.kind, text=_filled(text, slots), by=by,
        word=(word[0].format(**slots), _on_the_quarter(at + word[1])) if word else None,
    )  # fmt: skip


def _filled(text: str, slots: dict[str, str]) -> str:
    """Fill the slots; where there is no name to call them by, no hole stays before the comma."""
    said = text.format(**slots)
    if not slots["nombre"]:
        said = re.sub(r"^, |^: ", "", re.sub(r",? (?=[,.:!])", "", said)).strip()
    return _capital(said)


def _on_the_quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pause(beat: Beat, order: int, dice: random.Random) -> timedelta:
    if order == 0:
        return timedelta(0)
    if beat.after is not None:
        return beat.after * (0.85 + 0.3 * dice.random())
    minutes = {
        "<": dice.lognormvariate(1.7, 0.8), ">": dice.lognormvariate(1.9, 0.9), "~": dice.uniform(0.8, 2.5),
        "@": dice.uniform(0.3, 1.0), "=": dice.uniform(1.0, 9.0),
    }[beat.kind]  # fmt: skip
    return timedelta(seconds=int(60 * min(max(minutes, 0.7), 95)))
