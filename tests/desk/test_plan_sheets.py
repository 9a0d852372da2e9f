"""The smaller parts of the plan are filled in on a sheet each, in a draft; the sentence is seen before it is kept."""

import pytest
from django.urls import reverse

from mostrador.plan import explaining, keeping, sheets, versioning
from mostrador.plan.sheets_of_the_plan import SHEETS, of_row
from tests.desk.test_plan_lines import ES, Filled, kept, stood, words

pytestmark = pytest.mark.usefixtures("plan_folder")


def address(draft, *args):
    return reverse("desk:plan_sheet", args=[draft.pk, *args])


def told_of(browser, page):
    return Filled(browser.get(page).content.decode()).told


def kept_in(browser, draft, page, **changed):
    """Send a sheet with some of it changed, and return the answer and the draft's plan."""
    answer = kept(browser, page, **changed)
    draft.refresh_from_db()
    return answer, versioning.plan_of(draft)


def every_page(draft):
    """Go through the pages that the sentences of a draft lead to."""
    numbers = dict.fromkeys(SHEETS, 0)
    for row in explaining.sentences(versioning.plan_of(draft)):
        sheet = of_row(row)
        if sheet is not None:
            entry = sheets.entry_of(sheet, row, numbers[sheet.key])
            numbers[sheet.key] += 1
            yield address(draft, sheet.key, *([entry] if entry else []))


@pytest.mark.parametrize("first", [False, True], ids=["example", "first plan"])
def test_every_sheet_opened_and_kept_as_it_stands_changes_nothing(enters, ana, draft, first):
    if first:
        versioning.change(draft, text=keeping.FIRST.read_text(encoding="utf-8"), by=ana)
        draft.refresh_from_db()
    browser, before = enters(ana), draft.text
    plan_page = words(browser.get(reverse("desk:plan"), headers=ES))
    pages = list(dict.fromkeys(every_page(draft)))
    assert len(pages) == (29 if first else 47)
    for page in pages:
        assert f'href="{page}"' in plan_page
        answer, _plan = kept_in(browser, draft, page)
        assert answer.status_code == 303 and draft.text == before, page


def test_how_we_speak_is_filled_in_and_told_as_sentences_before_and_after(enters, ana, draft):
    browser, page = enters(ana), address(draft, "tone")
    shown = words(browser.get(page, headers=ES))
    assert "Tratamos a la gente de «tú»." in shown and "Tras 2 respuestas en público seguimos en privado." in shown
    told = told_of(browser, page)
    shown = words(browser.post(page, {**told, "sign_with": "house"}, headers=ES))
    assert "Firmamos como la tienda." in shown
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before
    _answer, plan = kept_in(browser, draft, page, sign_with="house", never=[*told["never"], "según política"])
    assert plan.tone.sign_with == "house" and plan.tone.never[-1] == "según política"
    assert draft.text.count("#") == before.count("#")
    shown = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "Firmamos como la tienda. (antes Firmamos con el nombre.)" in shown
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == before


def test_rows_are_added_moved_and_taken_out_without_being_kept(enters, ana, draft):
    browser, page = enters(ana), address(draft, "troll")
    told = told_of(browser, page)
    steps = told["steps"]
    for asked, wanted in (
        ({"more-steps": "1"}, [*steps, ""]), ({"up-steps": "1"}, [steps[1], steps[0], *steps[2:]]),
        ({"down-steps": "0"}, [steps[1], steps[0], *steps[2:]]), ({"drop-steps": "0"}, steps[1:]),
        ({"drop-steps": "77"}, steps),
    ):  # fmt: skip
        answer = browser.post(page, {**told, **asked}, headers=ES)
        assert Filled(answer.content.decode()).told["steps"] == wanted
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before
    _answer, plan = kept_in(browser, draft, page, steps=steps[1:])
    assert plan.troll.steps == tuple(steps[1:])


def test_closed_days_are_chosen_by_country_region_and_day_and_the_past_is_offered(enters, ana, draft):
    browser, page = enters(ana), address(draft, "closed")
    told = {**told_of(browser, page), "country": "PT", "subdivision": "20"}
    assert "Festivos: los de Portugal" in words(browser.post(page, told, headers=ES))
    answer, plan = kept_in(
        browser, draft, page, country="ES", subdivision="GA", holidays=["2026-12-24", "", "2026-12-31"]
    )
    assert len(plan.locale.holidays) == 2 and (plan.locale.country, plan.locale.subdivision) == ("ES", "GA")
    shown = words(browser.get(answer["Location"], headers=ES))
    assert "Festivos: los de España (Galicia). También se cierra: 24 de diciembre de 2026 y 31 de diciembre" in shown
    assert "míralo con tu pasado" in shown and f'name="version" value="{draft.pk}"' in shown
    tried = browser.post(reverse("desk:past"), {"version": draft.pk})
    assert tried.status_code in (302, 303) and "/plan/past/" in tried["Location"]


def test_a_question_is_added_changed_and_taken_out_and_that_is_undone(enters, ana, draft):
    browser, new = enters(ana), address(draft, "question")
    assert f'href="{new}"' in words(browser.get(reverse("desk:plan"), headers=ES))
    assert "Rellénalo, y aquí se lee" in words(browser.get(new, headers=ES))
    told = {**told_of(browser, new), "text": "¿Volverías?", "to": "everyone", "after": "3", "after-unit": "d",
            "per_person": "once"}  # fmt: skip
    page = words(browser.post(new, told, headers=ES))
    assert "¿Volverías? Se pregunta a todo el mundo, 3 días después, una sola vez. Decide: –." in page
    browser.post(new, {**told, "keep": "1"})
    draft.refresh_from_db()
    assert versioning.plan_of(draft).questions[-1].id == "Q4"
    _answer, plan = kept_in(browser, draft, address(draft, "question", "Q4"), decides="si ampliar el horario")
    assert plan.questions[-1].decides == "si ampliar el horario"
    with_four = draft.text
    remove = reverse("desk:plan_sheet_remove", args=[draft.pk, "question", "Q4"])
    held = told_of(browser, address(draft, "question", "Q4"))["stood"]
    answer = browser.post(remove, {"stood": held}, headers=ES)
    assert "Quitado: ¿Volverías?" in words(browser.get(answer["Location"], headers=ES))
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == with_four


def test_a_text_of_the_house_is_said_in_ones_own_words_and_a_statement_is_added(enters, ana, draft):
    browser = enters(ana)
    _answer, plan = kept_in(browser, draft, address(draft, "text"), called="saludo", words="¡Hola!\r\n¿Qué te pongo?")
    assert plan.replies["saludo"].text("es") == "¡Hola!\n¿Qué te pongo?"
    answer, plan = kept_in(browser, draft, address(draft, "text"), called="saludo", words="Otra cosa")
    assert answer.status_code == 422 and plan.replies["saludo"].text("es") == "¡Hola!\n¿Qué te pongo?"
    _answer, plan = kept_in(
        browser, draft, address(draft, "statement"), called="caída de la web", words="Vuelve a las {hora}."
    )
    assert plan.crisis.holding["caída_de_la_web"].text("es") == "Vuelve a las {hora}."
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "«saludo»: «¡Hola! ¿Qué te pongo?»" in page and "«Vuelve a las {hora}.»" in page


@pytest.mark.parametrize("sheet", [("statement", "holding", "h2"), ("text", "replies", "saludo")], ids=["h2", "text"])
def test_words_are_said_in_other_languages_too_and_no_comment_is_lost(enters, ana, draft, sheet):
    key, part, entry = sheet
    text = (
        draft.text.replace("  holding: {", "  holding: {  # listo\n    ")
        + "replies:\n  saludo: |  # corto\n    ¡Hola!\n"
    )
    versioning.change(draft, text=text, by=ana)
    browser, page = enters(ana), address(draft, key, entry)
    own, shown = told_of(browser, page)["words"][0].strip(), words(browser.get(page, headers=ES))
    assert "En español" in shown and "En inglés" in shown and "En portugués" in shown
    _answer, plan = kept_in(browser, draft, page, en='We are looking: "soon".', pt="")
    held = (plan.replies if part == "replies" else plan.crisis.holding)[entry]
    assert dict(held.texts) == {"es": own, "en": 'We are looking: "soon".'}
    assert draft.text.count("#") == text.count("#") and f"{entry}: {{es: " in draft.text
    with_english = draft.text
    assert kept_in(browser, draft, page)[0].status_code == 303 and draft.text == with_english
    _answer, plan = kept_in(browser, draft, page, en="", pt="Já vamos ver.")
    held = (plan.replies if part == "replies" else plan.crisis.holding)[entry]
    assert dict(held.texts) == {"es": own, "pt": "Já vamos ver."}
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == with_english


def test_a_new_text_is_written_in_several_languages_at_once(enters, ana, draft):
    browser = enters(ana)
    _answer, plan = kept_in(browser, draft, address(draft, "text"), called="cerrado", words="Cerrado", pt="Fechado")
    assert dict(plan.replies["cerrado"].texts) == {"es": "Cerrado", "pt": "Fechado"}
    answer, _plan = kept_in(browser, draft, address(draft, "text"), called="abierto", words="", pt="Aberto")
    assert answer.status_code == 422 and "fault-words" in words(answer) and "abierto" not in draft.text


@pytest.mark.parametrize("row", [
    (("stand-down",), {"below_for": ""}, "Esto hay que rellenarlo.", "fault-below_for"),
    (("stand-down",), {"drill_every": "0"}, "Escribe un número entero mayor que 0", "fault-drill_every"),
    (("troll",), {"evidence_needed": "1"}, "una sola prueba no hace troll", "fault-evidence_needed"),
    (("troll",), {"never": ["mock"]}, "se podría ocultar una crítica", "fault-never"),
    (("rung", "1"), {"after": "0"}, "no llega después del anterior", "fault-whole"),
    *[(("authority", "tienda"), {"refund": odd}, "Escribe cuánto, en cifras", "fault-refund")
      for odd in ("0x1E", "3_0", "10:00", "1.00.00", "1e3", "12.3456")],
    (("floor",), {"floor": "101"}, "de 0 a 100", "fault-floor"),
    (("closed",), {"holidays": "mañana"}, "como 2026-12-24", "fault-holidays"),
    (("text",), {"called": "¡eh!", "words": "Hola"}, "Empieza con una letra", "fault-called"),
    (("question", "Q1"), {"text": ""}, "Esto hay que rellenarlo.", "fault-text"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_is_not_kept(enters, ana, draft, row):
    (sheet, changed, said, field), before = row, draft.text
    answer, _plan = kept_in(enters(ana), draft, address(draft, *sheet), **changed)
    page = words(answer)
    assert answer.status_code == 422 and draft.text == before
    assert said in page, page[page.index("line-said") :][:900]
    assert f'id="{field}"' in page and (field == "fault-whole" or 'aria-invalid="true"' in page)


@pytest.mark.parametrize("row", [
    ("030", "30", 3000), ("0700", "700", 70_000), ("1.000", "1000", 100_000), ("1.250,50 €", "1250.5", 125_050),
    ("0,5", "0.5", 50), ("٣", "3", 300),
])  # fmt: skip
def test_a_sum_is_read_as_for_a_gesture_and_written_as_a_plan_does(enters, ana, draft, row):
    (typed, written, coins), browser, page = row, enters(ana), address(draft, "measure")
    _answer, plan = kept_in(browser, draft, page, hour_cost=typed)
    assert plan.measure.hour_cost == coins and f"hour_cost: {written}," in draft.text
    assert told_of(browser, page)["hour_cost"] == [written]


@pytest.mark.parametrize("row", [
    (("statement",), {"called": "h2", "words": "Otra cosa"}, "Ya hay", "fault-called"),
    (("segment",), {"id": "vecinos"}, "Ya hay", "fault-id"),
    (("segment",), {"id": "x/remove"}, "Empieza con una letra", "fault-id"),
    (("tone",), {"never": [f"palabra {number}" for number in range(50)]}, "No caben más filas", "fault-never"),
])  # fmt: skip
def test_a_new_one_takes_no_name_of_another_and_rows_have_an_end(enters, ana, draft, row):
    (sheet, changed, said, field), before = row, draft.text
    answer, _plan = kept_in(enters(ana), draft, address(draft, *sheet), **changed)
    assert answer.status_code == 422 and draft.text == before
    assert said in words(answer) and f'id="{field}"' in words(answer)
    assert words(answer).count("palabra ") <= 3 * 21


def test_a_statement_that_a_level_gives_out_is_not_taken_out(enters, ana, draft):
    browser, before = enters(ana), draft.text
    held = told_of(browser, address(draft, "statement", "h2"))["stood"]
    remove = reverse("desk:plan_sheet_remove", args=[draft.pk, "statement", "h2"])
    browser.post(remove, {"stood": held})
    draft.refresh_from_db()
    assert draft.text == before
    assert "no hay comunicado con ese nombre" in words(browser.get(reverse("desk:plan"), headers=ES))


def test_what_somebody_else_changed_meanwhile_is_not_written_over(enters, ana, draft):
    browser, page = enters(ana), address(draft, "starter", "1")
    told = told_of(browser, page)
    held = told["stood"]
    starter = "  - {day: mon, door: x, about: us, line: Hola}\n  - {day: tue"
    versioning.change(draft, text=draft.text.replace("  - {day: tue", starter), by=ana)
    draft.refresh_from_db()
    before = draft.text
    answer = browser.post(page, {**told, "line": "Otra", "keep": "1"}, headers=ES)
    assert answer.status_code == 422 and "Alguien lo ha cambiado entretanto" in words(answer)
    browser.post(reverse("desk:plan_sheet_remove", args=[draft.pk, "starter", "1"]), {"stood": held})
    draft.refresh_from_db()
    assert draft.text == before


def test_a_sheet_that_is_not_there_is_not_edited_and_others_do_not_reach_it(enters, ana, leo, draft):
    nowhere = (("nada",), ("question", "Q77"), ("rung", "9"), ("statement", "h77"), ("level", "holding"), ("role", "x"))
    for args in nowhere:
        assert enters(ana).get(address(draft, *args)).status_code == 404
    assert enters(leo).get(address(draft, "tone")).status_code == 403
    for key in ("house", "closed", "floor", "nada"):
        assert enters(ana).post(reverse("desk:plan_sheet_remove", args=[draft.pk, key])).status_code == 404
    held = versioning.follow_file()
    answer = enters(ana).get(address(held, "tone"))
    assert answer["Location"] == reverse("desk:plan_version", args=[held.pk])


@pytest.mark.parametrize("name", [".", "..", "a/b"])
def test_a_name_that_no_address_leads_to_is_not_kept(enters, ana, draft, name):
    browser, new, before = enters(ana), address(draft, "door"), draft.text
    told = {**told_of(browser, new), "called": name, "hours": "tienda", "first": "5"}
    answer = browser.post(new, {**told, "keep": "1"}, headers=ES)
    draft.refresh_from_db()
    assert answer.status_code == 422 and draft.text == before
    assert ("puntos" if "/" not in name else "sin «/»") in words(answer)
