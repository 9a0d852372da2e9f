"""The page of a crisis, its forms, and the band over every page while it lasts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.journeys.crisis import leading, looking
from mostrador.kit.words import N_
from mostrador.listening import counting, noting, standing
from mostrador.listening.models import Anger, Crisis, Step
from mostrador.listening.weighing import Reading
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]


def angry(door: Door, text: str, *, author: str, **more: object) -> None:
    message = cast.hears(door, text, author=author, need="complaint", **more)
    assert message is not None and message.person_id is not None
    noting.note([noting.Angry(message=message, person=message.person_id)])


def opened(by: Member, level: int = 2) -> Crisis:
    found = leading.open_by_hand(level, words="Ha llamado la radio.", by=by, reading=Reading(authors=17, usual=2.7))
    assert found is not None
    return found


def test_a_day_like_any_other_says_so(ana: Member, door: Door, enters: SignedIn) -> None:
    shown = enters(ana).get(reverse("desk:crises")).content.decode()
    assert "No hay crisis." in shown and "Lo usual a esta hora: 0–2 personas enfadadas." in shown
    assert "Empezar un simulacro" in shown and "Todavía no has ensayado." in shown


def test_the_band_stands_over_every_page_while_it_lasts_and_says_who_leads(
    ana: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    assert "Alerta" not in enters(leo).get("/").content.decode()
    crisis = opened(ana)
    for page in ("/", reverse("desk:inbox"), reverse("desk:people")):
        shown = enters(leo).get(page).content.decode()
        assert "ALERTA · 17 personas enfadadas en 2 h, 6 veces lo usual" in shown
        assert "manda Ana" in shown and reverse("desk:crisis", args=[crisis.pk]) in shown
    assert "Terminó" not in enters(leo).get(reverse("desk:crisis", args=[crisis.pk])).content.decode()
    leading.stand_down(crisis, words="Falsa alarma.", by=ana)
    assert (
        "Terminó hoy a la" in enters(leo).get(reverse("desk:crisis", args=[crisis.pk])).content.decode()
    )  # also "a la 1:05"
    assert "ALERTA" not in enters(leo).get("/").content.decode()


def test_its_page_shows_who_says_what_and_the_silence_before(
    ana: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    old = cast.hears(door, "¿Me contestáis?", author="pablo")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        angry(door, "Corcho podrido, una vergüenza", author="eva")
        angry(door, "Dos días sin contestar", author="pablo")
        Anger.objects.filter(person__name="Pablo").update(silence=old)
        crisis = opened(ana)
        shown = enters(ana).get(reverse("desk:crisis", args=[crisis.pk])).content.decode()
    assert "Corcho podrido, una vergüenza" in shown and "Eva" in shown
    assert "Empezó con Pablo, sin respuesta 2 días: «¿Me contestáis?»" in shown
    assert "Nivel 2: Ha llamado la radio." in shown
    assert "A las [hora] contamos aquí lo que sepamos" in shown


def test_everything_done_is_signed_and_seen(ana: Member, leo: Member, door: Door, enters: SignedIn) -> None:
    crisis, desk = opened(ana), enters(ana)

    def do(name: str, **told: str) -> str:
        answer = desk.post(reverse(f"desk:crisis_{name}", args=[crisis.pk]), told, follow=True)
        assert answer.status_code == 200
        return str(answer.content.decode())

    listed = desk.get(reverse("desk:crisis", args=[crisis.pk])).content.decode()
    assert 'name="item" value="adverts"' in listed  # what only a person can pause stands there, to be ticked
    assert "Ana" in do("lead") and Crisis.objects.get().acted_at is not None
    assert "Sabemos: Es el lote 7." in do("log", kind="fact", words="Es el lote 7.")
    assert "No sabemos: Cuántas botellas." in do("log", kind="unknown", words="Cuántas botellas.")
    assert "Parado: Anuncios que están saliendo" in do("pauses", item="adverts")
    for invented in ("la luna", "list"):  # the plan calls the list at level 3 only
        assert "El plan no pide nada así en este nivel." in do("pauses", item=invented)
    assert "El problema lo lleva Leo" in do("owner", owner=str(leo.pk))
    shown = do("notes", note="h2", **{"blank-hora": "18:00", "next": "18:00"})
    assert "A las 18:00 contamos aquí lo que sepamos. — Ana" in shown and "Próxima nota" in shown
    assert "Falta un hueco." in do("notes", note="h2", **{"blank-hora": ""})
    assert "Se da por pasada. Se quedó en nada." in do("end", words="Se quedó en nada.")
    assert "Repaso: Cambiar el corcho." in do("debrief", words="Cambiar el corcho.")
    assert Crisis.objects.get().state == "over"
    before = Step.objects.count()
    for name, told in {
        "lead": {}, "log": {"kind": "fact", "words": "Tarde."}, "pauses": {"item": "adverts"},
        "owner": {"owner": str(ana.pk)}, "notes": {"note": "h2", "blank-hora": "19:00"}, "end": {"words": "Otra vez."},
        "debrief": {"words": "Otro repaso."},
    }.items():  # fmt: skip
        shown = do(name, **told)
        assert "Esta crisis ha terminado: en su bitácora no se firma nada más." in shown, name
    assert Step.objects.count() == before and "Firmarlo" not in shown
    assert "Alerta" in desk.get(reverse("desk:crises")).content.decode()


def test_who_leads_is_asked_to_say_so_and_who_opens_what_they_lead_has_said_it(
    ana: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    page = reverse("desk:crisis", args=[opened(ana, level=1).pk])
    assert "Lo llevo yo" in enters(leo).get(page).content.decode()
    opened(ana, level=2)
    shown = enters(ana).get(page).content.decode()
    assert "Lo llevo yo" not in shown and "Manda Ana." in shown


def test_an_anger_that_was_led_once_is_counted_on_the_page_of_the_next_crisis(
    ana: Member, door: Door, enters: SignedIn
) -> None:
    for number in range(5):
        angry(door, f"Todo mal {number}", author=f"p{number}")
    leading.stand_down(opened(ana), words="Ya está.", by=ana)
    desk = enters(ana)
    assert "Ahora: 5 personas enfadadas en 2 h." in desk.get(reverse("desk:crises")).content.decode()
    shown = desk.post(reverse("desk:crisis_new"), {"level": "3", "words": "Vuelve."}, follow=True).content.decode()
    assert "5 personas enfadadas en 2 h" in shown and "Lo más en dos horas: 5" in shown
    looking.look()
    assert Crisis.objects.latest("pk").authors == 5


def test_the_most_in_two_hours_is_what_the_bars_show(ana: Member, door: Door, enters: SignedIn) -> None:
    for number in range(3):
        angry(door, f"Todo mal {number}", author=f"p{number}")
    Anger.objects.update(at=datetime.now(UTC) - timedelta(hours=6))
    found = leading.open_by_hand(3, words="Vuelve.", by=ana, reading=counting.now())
    assert found is not None and found.authors == 0
    shown = enters(ana).get(reverse("desk:crisis", args=[found.pk])).content.decode()
    assert "Lo más en dos horas: 3" in shown


def test_a_viewer_changes_nothing_and_a_clerk_does_not_lead(
    ana: Member, leo: Member, vera: Member, door: Door, enters: SignedIn
) -> None:
    crisis = opened(ana)
    assert enters(vera).post(reverse("desk:crisis_log", args=[crisis.pk]), {"words": "x"}).status_code == 403
    read = enters(vera).get(reverse("desk:crisis", args=[crisis.pk])).content.decode()
    assert "Anuncios que están saliendo" in read and 'name="item"' not in read and "Firmarlo" not in read
    shown = enters(leo).post(reverse("desk:crisis_end", args=[crisis.pk]), {"words": "ya"}, follow=True)
    assert "Esto lo hace quien manda en la crisis" in shown.content.decode() and standing.level() == 2
    assert N_("What they say") and "Firmarlo" in shown.content.decode()


def test_an_agent_reads_only_the_words_of_their_own_doors(
    ana: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    door.members.set([ana])
    angry(door, "Secreto de otra puerta", author="eva")
    crisis = opened(ana)
    page = reverse("desk:crisis", args=[crisis.pk])
    assert "Secreto de otra puerta" not in enters(leo).get(page).content.decode()
    assert "Secreto de otra puerta" in enters(ana).get(page).content.decode()


def test_a_drill_rehearses_the_worst_two_hours_and_calls_nobody(ana: Member, door: Door, enters: SignedIn) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=20), tick=False):
        for number in range(6):
            angry(door, f"Todo mal {number}", author=f"p{number}")
    shown = enters(ana).post(reverse("desk:crisis_drill"), follow=True).content.decode()
    drill = Crisis.objects.get()
    assert drill.drill and drill.level == 1 and standing.level() == 0
    assert "Simulacro: Brote" in shown and "simulacro con lo que pasó" in shown
    assert 'id="crisis-band"' in shown and "SIMULACRO" not in shown


def test_the_pages_have_a_budget(ana: Member, door: Door, enters: SignedIn, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture without a type
    for number in range(30):
        angry(door, f"Fatal {number}", author=f"p{number}")
    crisis, desk = opened(ana), enters(ana)
    with django_assert_max_num_queries(22):
        desk.get(reverse("desk:crisis", args=[crisis.pk]))
    with django_assert_max_num_queries(12):
        desk.get(reverse("desk:crisis_band"), headers={"HX-Request": "true"})


def test_who_asks_for_the_manager_can_be_rung_up_written_to_or_given_back(
    ana: Member, leo: Member, door: Door, enters: SignedIn
) -> None:
    cast.hears(door, "De seis han llegado dos rotas.", author="+34612408815")
    case = cast.the_case()
    cast.says("Perdona, lo miro.", by=leo)
    cast.hears(door, "Quiero hablar con quien decida", author="+34612408815", asks_for_manager=True)
    shown = enters(ana).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "quiere hablar con quien decida." in shown and "Leo contestó" in shown and "«Perdona, lo miro.»" in shown
    assert 'href="tel:+34612408815"' in shown and "Devolver a Leo" in shown and "Escribir" in shown


def test_the_silence_before_public_anger_is_attached_to_it(ana: Member, door: Door, enters: SignedIn) -> None:
    old = cast.hears(door, "¿Me contestáis?", author="pablo", thread="privado")
    angry(door, "Dos días sin contestar", author="pablo", thread="post-1", public=True)
    Anger.objects.update(silence=old)
    case = Anger.objects.get().message.case
    assert case is not None and old is not None
    shown = enters(ana).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "y nadie le contestó: «¿Me contestáis?»" in shown
    assert reverse("desk:case", args=[old.case_id]) in shown
