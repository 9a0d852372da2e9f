"""Three weeks ago a batch of corks went bad: how the house saw it, who led, and what was learnt."""

from collections.abc import Callable
from datetime import timedelta

from mostrador.demo.casting import HERE
from mostrador.demo.customers import OUTBREAK, RITA_ASKS
from mostrador.demo.day import Day
from mostrador.journeys.crisis import leading, looking
from mostrador.kit import clock
from mostrador.listening import standing
from mostrador.listening.models import Crisis

DAYS_AGO = 23
BEGINS = 12  # o'clock
SAID = (
    (0.0, "Dos días sin contestarme. La Mencía del lote 7 tiene el corcho deshecho, qué vergüenza."),
    (12.0, "A mí también: el corcho deshecho en las dos Mencías. Qué decepción."),
    (26.0, "Corcho deshecho en la Mencía y encima era para un regalo. Qué decepción."),
    (41.0, "Qué vergüenza la Mencía del lote 7, sabe a corcho. Devolvedme el dinero."),
    (55.0, "Otra más: Mencía con el corcho deshecho. Esto es una vergüenza."),
    (68.0, "Abrí la Mencía y el corcho estaba deshecho. Muy mal."),
    (83.0, "Qué vergüenza, Mencía con el corcho deshecho. Muy mal, nadie lo revisa."),
    (104.0, "Otra Mencía con el corcho deshecho, qué decepción. Una vergüenza."),
)
"""Minutes from the beginning, and the words."""


def steps(day: Day) -> None:
    """They complain, the house sees it, Leo leads, and Ana closes it with what was learnt."""
    begun = _begins(day)
    _silence_before(day, begun)
    for who, (minutes, words) in zip(OUTBREAK, SAID, strict=True):
        day.says(who, words, begun + minutes)
        day.does(begun + minutes + 0.5, looking.look)
    for minutes, act in _acts(day):
        day.does(begun + minutes, act)
    for number, who in enumerate(OUTBREAK):
        day.answers(who, "Perdón: el lote 7 venía mal. Te devolvemos el dinero hoy y te llevamos otra.",
                    begun + 190 + 4 * number, by="Leo")  # fmt: skip
        day.ends(who, begun + 2 * 1440 + number, by="Leo")
    for hour in range(4, 17):
        day.does(begun + 60.0 * hour, looking.look)
    day.does(begun + 2 * 1440 + 90, lambda: leading.debrief(_last(), words=LEARNT, by=day.stage.team["Ana"]))


LEARNT = (
    "El lote 7 venía mal del corchero. Iker abre una botella de cada lote antes de venderla. "
    "Tardamos dos días en contestar a la primera que avisó."
)


def _silence_before(day: Day, begun: float) -> None:
    """Rita, whom everybody knew from the comments, asked in Telegram two days before; nobody answered."""
    rita = OUTBREAK[0]
    day.says(rita, "¡Qué bien lo de la cata! ¿Hay sitio?", begun - 14 * 1440)
    day.answers(rita, "Hay sitio, Rita. Te apuntamos.", begun - 14 * 1440 + 20, by="Leo")
    day.ends(rita, begun - 13 * 1440, by="Leo")
    day.says(RITA_ASKS, "Hola, ¿la Mencía del lote 7 puede estar mal? El corcho se deshace.", begun - 2760)
    day.are_the_same(RITA_ASKS, rita, begun - 2750, by="Marta")
    day.answers(RITA_ASKS, "Rita, perdona: la vimos tarde. Tenías razón.", begun + 186, by="Leo")
    day.ends(RITA_ASKS, begun + 2 * 1440, by="Leo")


def _acts(day: Day) -> list[tuple[float, Callable[[], None]]]:
    leo, marta, ana = (day.stage.team[name] for name in ("Leo", "Marta", "Ana"))

    def note() -> None:
        at = clock.now().astimezone(HERE).replace(hour=18, minute=0)
        leading.note(_on(), leading.holding()["h2"], {"hora": "18:00"}, next_at=at, by=ana)

    def pause() -> None:
        # How loud it is hangs on what is usual at that hour, and so on the hour at which the story is told.
        for item in leading.by_people(_on()):
            leading.tick(_on(), item, by=leo)

    return [
        (50.0, lambda: leading.take(_on(), by=leo)),
        (61.0, lambda: leading.say(_on(), "fact", "Todas son del lote 7 de la Mencía.", by=marta)),
        (88.0, lambda: leading.take(_on(), by=ana)),
        (90.0, note),
        (92.0, lambda: leading.say(_on(), "unknown", "Cuántas botellas del lote 7 se han vendido.", by=leo)),
        (93.0, pause),
        (131.0, lambda: leading.say(_on(), "fact", "Vendidas: 34. Quedan 26 en el almacén, apartadas.", by=marta)),
        (150.0, lambda: leading.name_owner(_on(), day.stage.team["Iker"], by=ana)),
    ]


def _on() -> Crisis:
    found = standing.now()
    assert found is not None, "the house saw no crisis"
    return found


def _last() -> Crisis:
    return Crisis.objects.latest("began_at")


def _begins(day: Day) -> float:
    """Return when it began, in minutes from now: at noon of that day, on the shop's clock."""
    that_day = day.now.astimezone(HERE) - timedelta(days=DAYS_AGO)
    return day.ago(that_day.replace(hour=BEGINS, minute=0, second=0, microsecond=0))
