"""Roles, doors, hours, aims, limits and the rest are put into a draft by forms, changed there and taken out."""

import pytest
from django.urls import reverse

from mostrador.doors import opening
from mostrador.plan import versioning
from tests import cast
from tests.desk.test_plan_lines import ES, Filled, kept, stood, stood_at, words

pytestmark = pytest.mark.usefixtures("plan_folder")


def address(draft, *args):
    return reverse("desk:plan_sheet", args=[draft.pk, *args])


def taken_out(browser, draft, key, *entry):
    """Press the button of a sheet that takes it out, and return the page that follows."""
    remove = reverse("desk:plan_sheet_remove", args=[draft.pk, key, *entry])
    held = stood_at(browser, address(draft, key, *entry))
    return words(browser.post(remove, held, headers=ES, follow=True))


def saying(draft, ana, *changes):
    """Let the draft say something else."""
    text = draft.text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    versioning.change(draft, text=text, by=ana)
    draft.refresh_from_db()


def without_line(text, begin):
    return "\n".join(line for line in text.split("\n") if not line.startswith(begin))


PARTS = {
    ("role", "taller"): (
        {"called": "taller", "people": ["Eva", "Noé"], "backup": "dueña"}, "taller: Eva y Noé; suple Ana.",
        "Añadir un papel",
    ),
    ("door", "La tienda de Gràcia"): (
        {"called": "La tienda de Gràcia", "hours": "tienda", "first": "20", "first-unit": "m", "channel": "email"},
        "La tienda de Gràcia: primera respuesta en 20 min", "Añadir una puerta",
    ),
    ("hours", "verano"): (
        {"called": "verano", "mon-1-from": "10:00", "mon-1-to": "14:00", "holidays-1-from": "00:00",
         "holidays-1-to": "00:00"},
        "verano: lunes, de 10:00 a 14:00; en festivos, de 0:00 a 24:00.", "Añadir un horario",
    ),
    ("aim", "O6"): (
        {"text": "Que recomienden", "metric": "recommendations_month", "target": ">=10", "by": "2027-01-31"},
        "Que recomienden: recomendaciones en un mes, al menos 10 antes del 31 de enero de 2027.", "Añadir un objetivo",
    ),
    ("segment", "turistas"): ({"id": "turistas", "text": "Gente de paso", "doors": ["x"]}, "Gente de paso", "Añadir"),
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[0])
def test_a_part_is_added_read_as_a_sentence_changed_and_taken_out_again(enters, ana, draft, part):
    (key, entry), (filled, says, adds), browser, before = part, PARTS[part], enters(ana), draft.text
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert f'href="{address(draft, key)}"' in page and adds in page
    told = {**Filled(browser.get(address(draft, key)).content.decode()).told, **filled}
    assert says in words(browser.post(address(draft, key), told, headers=ES))
    draft.refresh_from_db()
    assert draft.text == before, "it is only shown"
    answer = browser.post(address(draft, key), {**told, "keep": "1"}, headers=ES)
    assert answer.status_code == 303, words(answer)
    assert f"Nuevo: {says}" in words(browser.get(answer["Location"], headers=ES))
    draft.refresh_from_db()
    added = draft.text
    assert draft.state == "checked" and len([one for one in added.splitlines() if one not in before.splitlines()]) == 1
    assert kept(browser, address(draft, key, entry)).status_code == 303
    draft.refresh_from_db()
    assert draft.text == added, "kept as it stands it changes nothing"
    assert f"Quitado: {says}" in taken_out(browser, draft, key, entry)
    draft.refresh_from_db()
    assert draft.text == before
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == added


def test_a_door_that_is_open_is_chosen_by_its_name_or_its_kind(enters, ana, draft):
    cast.a_door("Tienda de Gràcia")
    opening.close(cast.a_door("Cerrada").connection, why="obras", by=ana)
    browser, new = enters(ana), address(draft, "door")
    page = words(browser.get(new, headers=ES))
    for one in ("Tienda de Gràcia", "webhook", "default"):
        assert f'<option value="{one}">' in page
    assert "Cerrada" not in page
    kept(browser, new, called="webhook", hours="tienda", first="20", channel="")
    draft.refresh_from_db()
    assert versioning.plan_of(draft).doors["webhook"].first.total_seconds() == 1200
    assert 'value="webhook"' not in words(browser.get(new)).partition("<datalist")[2].partition("</datalist")[0]
    line = words(browser.get(reverse("desk:plan_line", args=[draft.pk, "L09"]), headers=ES))
    assert 'name="when-doors" value="webhook"' in line and "La que falte se añade en «Horarios y puertas»" in line


def test_what_a_role_may_is_said_of_one_of_which_nothing_is_said_and_goes_again(enters, ana, draft):
    browser, new = enters(ana), address(draft, "authority")
    assert f'href="{new}"' not in words(browser.get(reverse("desk:plan"))), "every role has its limits"
    saying(draft, ana, ("  cm:     {people", "  taller: {people: [Eva], backup: cm}\n  cm:     {people"))
    assert f'href="{new}"' in words(browser.get(reverse("desk:plan")))
    kept(browser, new, called="taller", may=["reply", "reserve"], refund="7,50", month="30")
    before = draft.text
    draft.refresh_from_db()
    held = versioning.plan_of(draft).authority["taller"]
    assert (held.may, held.limits, held.month) == ({"reply", "reserve"}, {"refund": 750}, 3000)
    assert "Quitado: Eva puede, sin preguntar: " in taken_out(browser, draft, "authority", "taller")
    draft.refresh_from_db()
    assert draft.text == before


def test_a_level_of_crisis_is_taken_out_from_above_and_the_next_one_added(enters, ana, draft):
    browser = enters(ana)
    assert "falta un nivel de crisis" in taken_out(browser, draft, "level", "level_2")
    assert f'href="{address(draft, "level")}"' not in words(browser.get(reverse("desk:plan"))), "there are three"
    taken_out(browser, draft, "level", "level_3")
    told = {
        "called": "level_3", "any.health_risk": "2", "any.neg_authors_2h": "20", "lead": "dueña", "act_within": "10",
        "act_within-unit": "m", "name": "incendio",
    }  # fmt: skip
    answer = browser.post(address(draft, "level"), {**told, "any.neg_authors_2h": "9", "keep": "1"}, headers=ES)
    assert answer.status_code == 422 and 'id="fault-any.neg_authors_2h"' in words(answer)
    browser.post(address(draft, "level"), {**told, "keep": "1"}, headers=ES)
    draft.refresh_from_db()
    level = versioning.plan_of(draft).crisis.level(3)
    assert (level.name, level.counts) == ("incendio", {"health_risk": 2, "neg_authors_2h": 20})
    assert reverse("desk:plan_level", args=[draft.pk, 3]) in words(browser.get(reverse("desk:plan")))


@pytest.mark.parametrize("row", [
    ("gestures", {"budget_month": "90,50", "holdout.share": "15", "holdout.applies_to": ["all"]},
     "El 15 % de la gente no recibe ningún detalle"),
    ("measure", {"hour_cost": "18", "gross_margin": "40"}, "Una hora de trabajo cuesta 18 €."),
    ("tone", {"sign_with": "house"}, "Firmamos como la tienda."),
])  # fmt: skip
def test_a_part_that_stands_alone_goes_whole_and_is_begun_anew(enters, ana, draft, row):
    key, filled, says = row
    browser, before = enters(ana), draft.text
    page = taken_out(browser, draft, key)
    draft.refresh_from_db()
    assert "Quitado: " in page and f"\n{key}:" not in draft.text and draft.state == "checked"
    assert f'href="{address(draft, key)}"' in page and len(before.splitlines()) == len(draft.text.splitlines()) + 1
    kept(browser, address(draft, key), **filled)
    assert says in words(browser.get(reverse("desk:plan"), headers=ES))
    draft.refresh_from_db()
    assert f"\n{key}:" in draft.text and draft.state == "checked"


@pytest.mark.parametrize("row", [
    ("role", "cm", "cm"), ("hours", "tienda", "`tienda`"), ("door", "x", "`x`"), ("troll", "", "L03"),
])  # fmt: skip
def test_what_the_plan_cannot_do_without_stays_and_it_says_why(enters, ana, draft, row):
    (key, entry, said), browser, before = row, enters(ana), draft.text
    page = taken_out(browser, draft, key, *filter(None, [entry]))
    draft.refresh_from_db()
    assert draft.text == before and "Se queda: sin ello el plan no se sostiene. Línea " in page
    assert said in page[page.index("Se queda") :][:200]


def test_the_house_its_hours_clocks_people_limits_and_aims_are_changed_where_they_stand(enters, ana, draft):
    browser, lines = enters(ana), draft.text.splitlines()
    for key, entry, changed in (
        ("house", "", {"name": "La Vidriera", "review_by": "2027-02-28"}),
        ("hours", "guardia", {"sun-1-from": "", "sun-1-to": "", "sun-2-from": "22:00", "sun-2-to": "02:00"}),
        ("door", "google", {"first": "4", "first-unit": "h", "resolve": ""}),
        ("role", "cm", {"people": ["Leo", "", "Eva"]}), ("authority", "tienda", {"refund": "12,50", "may": ["reply"]}),
        ("aim", "O1", {"target": "<=0,05", "now": ""}), ("level", "level_1", {"any.surge.ratio": "3,5"}),
        ("gestures", "", {"never_for": ["review", "complaint"], "not_twice_within": "180"}),
        ("measure", "", {"report_every": "30"}), ("troll", "", {"evidence_needed": "3"}),
    ):  # fmt: skip
        answer = kept(browser, address(draft, key, *filter(None, [entry])), **changed)
        assert answer.status_code == 303, words(answer)
    comments = draft.text.count("#")
    draft.refresh_from_db()
    plan = versioning.plan_of(draft)
    assert (plan.name, plan.review_by.isoformat()) == ("La Vidriera", "2027-02-28")
    assert plan.hours["guardia"].text == "mon-sat 09:00-22:00 sun 22:00-02:00 holidays 09:00-22:00"
    assert (plan.doors["google"].first.total_seconds(), plan.doors["google"].resolve) == (4 * 3600, None)
    assert plan.roles["cm"].people == ("Leo", "Eva") and plan.authority["tienda"].limits["refund"] == 1250
    assert (plan.objectives[0].target.amount, plan.objectives[0].now) == (0.05, None)
    assert plan.crisis.levels[0].surge.ratio == 3.5 and plan.gestures.never_for == ("review", "complaint")
    assert plan.gestures.not_twice_within.days == 180 and plan.measure.report_every.days == 30
    assert draft.text.count("#") == comments
    assert sum(a not in lines for a in draft.text.splitlines()) == 11, "a line for each, and the name's own"


@pytest.mark.parametrize("row", [
    (("authority", "tienda"), {"refund": "90"}, "cm puede menos que tienda", "refund"),
    (("authority", "tienda"), {"refund": "mucho"}, "Escribe cuánto, en cifras: 25 o 8,50.", "refund"),
    (("door", "google"), {"first": "pronto"}, "número entero", "first"),
    (("door", "google"), {"first": ""}, "Esto hay que rellenarlo.", "first"),
    (("hours", "guardia"), {"mon-1-to": ""}, "Escribe el principio y el final de cada tramo", "words"),
    (("aim", "O1"), {"by": "mañana"}, "como 2026-12-24", "by"),
    (("aim", "O1"), {"target": "pronto"}, "no es una meta", "target"),
    (("aim", "O2"), {"target": ">=60m"}, "`>=60m`", "target"),
    (("role", "cm"), {"backup": "cm"}, "`cm` no puede ser suplente de cm", "backup"),
    (("house",), {"locale.timezone": "Madrid"}, "no es ninguna zona horaria", "locale.timezone"),
    (("house",), {"locale.currency": "euros"}, "no es ninguna moneda", "locale.currency"),
    (("gestures",), {"big.per_year": ""}, "`per_year`", "big.per_year"),
    (("level", "level_2"), {"any.press": "muchas"}, "número entero", "any.press"),
    (("role",), {"called": "cm", "backup": "dueña"}, "Ya hay uno", "called"),
    (("role",), {"called": "taller" * 40, "backup": "dueña"}, "Un nombre tiene 40 letras como mucho.", "called"),
    (("door",), {"called": "a/b", "hours": "tienda", "first": "1"}, "sin «/»", "called"),
    (("hours",), {"called": "verano"}, "Esto hay que rellenarlo.", "words"),
    (("level",), {"called": "holding", "lead": "cm"}, "Esto hay que rellenarlo.", "called"),
])  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field_with_what_was_typed_and_nothing_is_kept(enters, ana, draft, row):
    (sheet, changed, said, field), before = row, draft.text
    answer = kept(enters(ana), address(draft, *sheet), **changed)
    draft.refresh_from_db()
    page = words(answer)
    assert answer.status_code == 422 and draft.text == before
    assert f'id="fault-{field}"' in page and said in page[page.index(f'id="fault-{field}"') :][:600]
    if "mucho" in changed.values():
        assert 'value="mucho"' in page


@pytest.mark.parametrize(("written", "instead"), [
    ("{people: [Leo], backup: tienda}", "{people: [Leo]}"), ("owner: dueña", "owner: jefa"),
    ("doors: [tienda, whatsapp, google]", "doors: [tienda, fax]"), ("lead: cm", "lead: portavoz"),
    ("presume: criticism", "presume: guilt"),
])  # fmt: skip
def test_a_draft_whose_text_breaks_a_check_is_changed_further_in_the_forms(enters, ana, draft, written, instead):
    browser = enters(ana)
    saying(draft, ana, (written, instead))
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert ('class="field__error"' in page or 'class="strip"' in page) and "Firmar la" not in page
    assert kept(browser, address(draft, "authority", "dueña"), month="901").status_code == 303
    assert "901 €" in words(browser.get(reverse("desk:plan"), headers=ES))


def test_what_is_presumed_is_mended_on_its_form(enters, ana, draft):
    saying(draft, ana, ("presume: criticism", "presume: guilt"))
    assert kept(enters(ana), address(draft, "troll"), presume="criticism").status_code == 303
    draft.refresh_from_db()
    assert versioning.plan_of(draft).troll.presume == "criticism" and draft.state == "checked"


def test_a_draft_that_cannot_be_read_or_is_signed_takes_no_change(enters, ana, draft):
    browser, held = enters(ana), versioning.follow_file()
    saying(draft, ana, ("authority:", "authority: ["))
    for version, said in ((draft, "aún no se puede leer"), (held, "firmada")):
        for page in (address(version, "authority", "tienda"), address(version, "role"), address(version, "tone")):
            answer = browser.post(page, {"refund": "40", "keep": "1"}, headers=ES)
            assert said in words(browser.get(answer["Location"], headers=ES)), page
        before = version.text
        browser.post(reverse("desk:plan_sheet_remove", args=[version.pk, "role", "cm"]))
        browser.post(reverse("desk:plan_switch", args=[version.pk]), {**stood(version), "of": "line", "off": "L16"})
        version.refresh_from_db()
        assert version.text == before


def test_only_a_line_or_a_rule_of_law_is_switched(enters, ana, draft):
    browser, before = enters(ana), draft.text
    for part, name in (("crisis", "level_1"), ("roles", "cm"), ("", ""), ("line", "L77"), ("law", "L16")):
        sent = {**stood(draft), "of": part, "off": name}
        answer = browser.post(reverse("desk:plan_switch", args=[draft.pk]), sent, headers=ES, follow=True)
        draft.refresh_from_db()
        assert draft.text == before and "ya no está en el borrador" in words(answer)


def test_hours_of_every_hour_stay_as_they_are_and_can_be_said(enters, ana, draft):
    browser = enters(ana)
    saying(draft, ana, ('"daily 09:00-22:00"', '"always"'))
    before = draft.text
    assert kept(browser, address(draft, "hours", "guardia")).status_code == 303
    draft.refresh_from_db()
    assert draft.text == before
    told = {"mon-1-from": "00:00", "mon-1-to": "00:00", "called": "x"}
    assert "x: lunes, de 0:00 a 24:00." in words(browser.post(address(draft, "hours"), told, headers=ES))
