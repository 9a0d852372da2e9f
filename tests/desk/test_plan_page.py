"""The Plan page: sentences, a draft changed by them, its difference, the owner's signature, and the way back."""

import json
from html import unescape

import pytest
from django.urls import reverse

from mostrador.accounts.models import Role
from mostrador.desk import plan_faults, plan_fields, plan_page
from mostrador.kit import sealing
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion
from tests import cast
from tests.desk.test_plan_lines import stood, told
from tests.plan.conftest import SAMPLE
from tests.plan.test_checking import BROKEN

State = PlanVersion.State


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    monkeypatch.setenv("MOSTRADOR_KEY", sealing.new_key())
    (tmp_path / keeping.FILE).write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def draft_of(ana):
    return versioning.draft_from(versioning.follow_file(), by=ana)


def words(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_the_plan_is_read_as_sentences(enters, ana):
    page = words(enters(ana).get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "Marta e Iker pueden, sin preguntar: " in page and "devolver hasta 30 €" in page
    assert "Si se quejan y es culpa nuestra: pedir perdón en público" in page
    assert "Desde el archivo" in page and "Firmar" not in page


def test_a_draft_is_begun_changed_by_a_sentence_compared_and_signed(enters, ana):
    browser = enters(ana)
    held = versioning.follow_file()
    begun = browser.post(reverse("desk:plan_draft", args=[held.pk]))
    draft = PlanVersion.objects.open().get()
    assert begun["Location"] == reverse("desk:plan_version", args=[draft.pk])
    field = json.dumps(["authority", "tienda", "refund"])
    browser.post(reverse("desk:plan_change", args=[draft.pk]), told(draft, {field: "40", "part": "authority"}))
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "Marta e Iker pueden devolver 40 € (antes 30 €)." in page and "Firmar la 2.4.0" in page
    assert keeping.current().authority["tienda"].limits["refund"] == 3000
    browser.post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft))
    assert keeping.current().authority["tienda"].limits["refund"] == 4000
    assert "# schema version" in keeping.text()
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "La firmó Ana" in page and ">2.3.0</a>" in page


def test_clocks_people_and_hours_are_changed_too(enters, ana):
    draft = draft_of(ana)
    change = reverse("desk:plan_change", args=[draft.pk])
    browser = enters(ana)
    browser.post(change, told(draft, {
        json.dumps(["doors", "google", "first"]): "4h", json.dumps(["roles", "cm", "people"]): "Leo, Eva",
        json.dumps(["hours", "guardia"]): "daily 10:00-21:00",
    }))  # fmt: skip
    draft.refresh_from_db()
    plan = versioning.plan_of(draft)
    assert plan.doors["google"].first.total_seconds() == 4 * 3600
    assert plan.roles["cm"].people == ("Leo", "Eva") and plan.hours["guardia"].text == "daily 10:00-21:00"


def test_who_stands_in_what_one_may_aims_thresholds_and_gestures_are_changed_and_comments_stay(enters, ana):
    draft, browser = draft_of(ana), enters(ana)
    wanted = {
        ("roles", "tienda", "backup"): "dueña", ("authority", "tienda", "may"): ["", "reply", "correct"],
        ("doors", "google", "resolve"): "4d", ("doors", "whatsapp", "window"): "20h",
        ("objectives", "O1", "target"): "<=0.05", ("objectives", "O2", "by"): "2026-09-30",
        ("crisis", "level_1", "any", "neg_authors_2h"): "6", ("crisis", "level_2", "any", "surge", "ratio"): "7",
        ("crisis", "level_1", "lead"): "dueña", ("crisis", "level_3", "act_within"): "10m",
        ("gestures", "budget_month"): "90,50", ("gestures", "big", "per_year"): "1",
        ("gestures", "never_for"): ["", "review", "complaint"], ("gestures", "not_twice_within"): "180d",
    }  # fmt: skip
    fields = {json.dumps(path): value for path, value in wanted.items()}
    page = words(browser.get(reverse("desk:plan_version", args=[draft.pk]), headers={"Accept-Language": "es"}))
    assert [name for name in fields if f'name="{name}"' not in unescape(page)] == []
    browser.post(reverse("desk:plan_change", args=[draft.pk]), told(draft, {**fields, "part": "crisis"}))
    comments = draft.text.count("#")
    draft.refresh_from_db()
    plan = versioning.plan_of(draft)
    assert (plan.roles["tienda"].backup, plan.authority["tienda"].may) == ("dueña", {"reply", "correct"})
    assert plan.doors["google"].resolve.days == 4 and plan.doors["whatsapp"].window.total_seconds() == 20 * 3600
    assert plan.objectives[0].target.amount == 0.05 and plan.objectives[1].by.isoformat() == "2026-09-30"
    one, two, three = plan.crisis.levels
    assert (one.counts["neg_authors_2h"], one.lead, two.surge.ratio) == (6, "dueña", 7)
    assert three.act_within.total_seconds() == 600
    gestures = plan.gestures
    assert (gestures.budget_month, gestures.big.per_year, gestures.never_for) == (9050, 1, ("review", "complaint"))
    assert gestures.not_twice_within.days == 180 and draft.text.count("#") == comments
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "doors · whatsapp · window: 20h (antes 1d)." in page


def test_a_field_that_is_sent_as_it_stands_changes_nothing(enters, ana):
    """Whoever opens a form and keeps it as it is has changed nothing: not one character."""
    draft = draft_of(ana)
    fields = [one for row in plan_fields.of(versioning.plan_of(draft)).values() for one in row]
    sent = {one["name"]: _as_it_stands(one) for one in fields}
    before = draft.text
    enters(ana).post(reverse("desk:plan_change", args=[draft.pk]), told(draft, sent))
    draft.refresh_from_db()
    assert len(fields) > 90 and draft.text == before


def _as_it_stands(field):
    if "some" in field:
        return ["", *(one["value"] for one in field["some"] if one["on"])]
    return next(one["value"] for one in field["choices"] if one["on"]) if "choices" in field else field["value"]


def test_a_field_reaches_nothing_but_what_the_page_offers(enters, ana):
    draft = draft_of(ana)
    for name in ('["owner"]', '["legal", "G1", "when"]', '["authority", "tienda", "refund", "x"]', "[", "[1, 2]"):
        enters(ana).post(reverse("desk:plan_change", args=[draft.pk]), {name: "x"})
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before


def test_a_broken_text_is_kept_with_its_findings_beside_it_and_cannot_be_signed(enters, ana):
    draft, browser = draft_of(ana), enters(ana)
    text = reverse("desk:plan_text", args=[draft.pk])
    browser.post(text, {"text": draft.text.replace("reply: saludo", "reply: nada"), **stood(draft)})
    page = words(browser.get(text, headers={"Accept-Language": "es"}))
    assert "Línea 50" in page and "no hay palabras con ese nombre" in page
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "Línea 50" in page and "no hay palabras con ese nombre" in page and "devolver hasta 30 €" in page
    browser.post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_manager_drafts_and_only_the_owner_signs(enters, ana):
    draft = draft_of(ana)
    lea = cast.a_member("Lea", Role.MANAGER)
    assert enters(lea).get(reverse("desk:plan")).status_code == 200
    assert enters(lea).post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft)).status_code == 403


def test_others_do_not_see_the_page(enters, leo, vera):
    for member in (leo, vera):
        assert enters(member).get(reverse("desk:plan")).status_code == 403


def test_an_older_version_is_gone_back_to_by_a_draft_and_a_draft_thrown_away(enters, ana):
    first, browser = versioning.follow_file(), enters(ana)
    newer = versioning.draft(text=first.text.replace("tienda: {refund: 30", "tienda: {refund: 40"), by=ana)
    versioning.put_in_force(versioning.sign(newer, by=ana), by=ana)
    browser.post(reverse("desk:plan_draft", args=[first.pk]))
    again = PlanVersion.objects.open().get()
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "pueden devolver 30 € (antes 40 €)" in page
    browser.post(reverse("desk:plan_remove", args=[again.pk]), stood(again))
    assert not PlanVersion.objects.open().exists()


def test_six_answers_write_a_draft_that_checks_clean(enters, ana, folder):
    (folder / keeping.FILE).write_bytes(keeping.FIRST.read_bytes())
    browser = enters(ana)
    assert reverse("desk:plan_first") in words(browser.get(reverse("desk:plan")))
    assert browser.get(reverse("desk:plan_first")).status_code == 200
    answers = {
        "name": "Casa Ñ: vinos", "owner": "Ana", "team": "Leo, Marta", "first": "10m",
        "refund": "300", "alcohol": "1",
    }  # fmt: skip
    for day in ("tue", "wed", "thu", "fri", "sat"):
        answers |= {f"{day}-1-from": "10:00", f"{day}-1-to": "14:00"}
    answers |= {"fri-2-from": "17:00", "fri-2-to": "20:30"}
    wrong = browser.post(reverse("desk:plan_first"), {**answers, "fri-2-to": ""})
    assert wrong.status_code == 422 and not PlanVersion.objects.open().exists()
    browser.post(reverse("desk:plan_first"), answers)
    draft = PlanVersion.objects.open().get()
    plan = versioning.plan_of(draft)
    assert (draft.state, draft.source, plan.warnings) == (State.CHECKED, "wizard", ())
    assert (plan.name, plan.roles["equipo"].people) == ("Casa Ñ: vinos", ("Leo", "Marta"))
    assert plan.authority["equipo"].limits["refund"] == 30000
    assert [gate.id for gate in plan.gates] == ["G3", "G6", "G1", "G2"]
    assert plan.doors["website"].first.total_seconds() == 600
    assert '"tue-thu 10:00-14:00 fri 10:00-14:00,17:00-20:30 sat 10:00-14:00"' in draft.text


def test_the_first_plan_asks_in_the_words_of_whoever_is_asked(enters, ana):
    page = words(enters(ana).get(reverse("desk:plan_first"), headers={"Accept-Language": "es"}))
    assert 'value="Ana"' in page and "lunes" in page and 'value="09:00"' in page and "15 min" in page


def put_in(browser, draft, path, value):
    sent = told(draft, {json.dumps(path): value, "part": "authority"})
    return browser.post(reverse("desk:plan_change", args=[draft.pk]), sent, headers={"Accept-Language": "es"})


def page_of(browser, draft):
    return words(browser.get(reverse("desk:plan_version", args=[draft.pk]), headers={"Accept-Language": "es"}))


def test_a_value_that_breaks_a_check_is_told_at_its_field_and_mended_in_the_forms(enters, ana):
    draft, browser = draft_of(ana), enters(ana)
    refund = ["authority", "tienda", "refund"]
    assert put_in(browser, draft, refund, "90").status_code == 303
    page = page_of(browser, draft)
    assert "devolver hasta 90 €" in page and "aún no se puede leer" not in page
    beside = page[page.index('id="authority-authority.cm-') :]
    assert "Línea 54: cm puede menos que tienda" in beside[: beside.index("</form>")] and 'aria-invalid="true"' in page
    assert "Firmar la" not in page
    browser.post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert put_in(browser, draft, ["authority", "tienda", "discount"], "12").status_code == 303
    assert put_in(browser, draft, refund, "40").status_code == 303
    page = page_of(browser, draft)
    assert "devolver 40 €" in page and "12 €" in page and "Firmar la 2.4.0" in page and "aria-invalid" not in page


@pytest.mark.parametrize(("path", "value", "said"), [
    (["authority", "tienda", "refund"], "mucho", "no es una cantidad de dinero"),
    (["authority", "tienda", "refund"], "", "Escribe un valor"),
    (["doors", "google", "first"], "pronto", "Línea"),
    (["hours", "guardia"], "cuando sea", "Línea"),
    (["objectives", "O1", "by"], "mañana", "tiene que ser una fecha"),
    (["roles", "nadie", "backup"], "cm", "ya no está en el borrador"),
])  # fmt: skip
def test_a_value_that_cannot_be_read_is_refused_at_its_field_with_what_was_typed(enters, ana, path, value, said):
    draft, browser = draft_of(ana), enters(ana)
    answer = put_in(browser, draft, path, value)
    page, before = words(answer), draft.text
    draft.refresh_from_db()
    assert answer.status_code == 422 and said in page and draft.text == before
    if value == "mucho":
        assert "No se ha cambiado nada. Línea 53: `refund` no es una cantidad" in page, "the page begins with it"
    if "nadie" not in path:
        assert f'value="{value}" aria-invalid="true"' in page


def test_only_the_wrong_one_of_several_values_is_told(enters, ana):
    draft, browser = draft_of(ana), enters(ana)
    sent = {json.dumps(["authority", "tienda", "refund"]): "35", json.dumps(["authority", "tienda", "month"]): "x"}
    page = words(browser.post(reverse("desk:plan_change", args=[draft.pk]), told(draft, sent)))
    assert page.count('aria-invalid="true"') == 1 and 'value="x" aria-invalid="true"' in page


def test_a_draft_that_cannot_be_read_says_that_it_takes_no_change(enters, ana):
    draft, browser = draft_of(ana), enters(ana)
    versioning.change(draft, text=draft.text.replace("authority:", "authority: ["), by=ana)
    answer = put_in(browser, draft, ["authority", "tienda", "refund"], "40")
    assert answer.status_code == 422 and "aún no se puede leer" in words(answer)
    answer = browser.post(reverse("desk:plan_line_new", args=[draft.pk]), {"keep": "1"}, follow=True)
    assert "Nothing was changed" in words(answer) or "no se ha cambiado nada" in words(answer)


def test_a_signed_plan_says_that_it_takes_no_change(enters, ana):
    held = versioning.follow_file()
    answer = put_in(enters(ana), held, ["authority", "tienda", "refund"], "40")
    assert answer.status_code == 422 and "firmada" in words(answer)


def test_whatever_a_check_finds_has_its_place_among_the_sentences():
    """Every way to break the plan that can still be read: its sentences stand, and each fault is told among them."""
    text, found_beside = SAMPLE.read_text(encoding="utf-8"), 0
    for written, instead, *_rest in BROKEN:
        words = text.replace(written, instead, 1)
        plan, found = versioning.readable(words), plan_page.findings(PlanVersion(text=words))
        if plan is None:
            continue
        parts = plan_page.parts(plan, {}, editable=True)
        left = plan_faults.put(parts, found, words)
        rows = [row for part in parts for row in part["rows"]]
        beside = [field["fault"] for row in rows for field in row["fields"] if "fault" in field]
        beside += [one for held in (*parts, *rows) for one in held.get("faults", ())]
        errors = {plan_faults.words(one) for one in found if one.level == "error"}
        assert errors == {*left, *beside}, written
        found_beside += bool(beside)
    assert found_beside > 40


@pytest.mark.parametrize(("written", "instead"), [
    ("{people: [Leo], backup: tienda}", "{people: [Leo]}"), ("owner: dueña", "owner: jefa"),
    ("doors: [tienda, whatsapp, google]", "doors: [tienda, fax]"), ("lead: cm", "lead: portavoz"),
])  # fmt: skip
def test_a_draft_whose_text_breaks_a_check_is_changed_further_in_the_forms(enters, ana, written, instead):
    draft, browser = draft_of(ana), enters(ana)
    versioning.change(draft, text=draft.text.replace(written, instead, 1), by=ana)
    page = page_of(browser, draft)
    assert ('class="field__error"' in page or 'class="strip"' in page) and "Firmar la" not in page
    assert put_in(browser, draft, ["authority", "dueña", "month"], "901").status_code == 303
    assert "901 €" in page_of(browser, draft)
