"""The Plan page: sentences, a draft changed by them, its difference, the owner's signature, and the way back."""

import pytest
from django.urls import reverse

from mostrador.accounts.models import Role
from mostrador.desk import plan_faults, plan_page
from mostrador.kit import sealing
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion
from tests import cast
from tests.desk.test_plan_lines import kept, stood
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
    kept(browser, reverse("desk:plan_sheet", args=[draft.pk, "authority", "tienda"]), refund="40")
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "Marta e Iker pueden devolver 40 € (antes 30 €)." in page and "Firmar la 2.4.0" in page
    assert keeping.current().authority["tienda"].limits["refund"] == 3000
    browser.post(reverse("desk:plan_sign", args=[draft.pk]), stood(draft))
    assert keeping.current().authority["tienda"].limits["refund"] == 4000
    assert "# schema version" in keeping.text()
    page = words(browser.get(reverse("desk:plan"), headers={"Accept-Language": "es"}))
    assert "La firmó Ana" in page and ">2.3.0</a>" in page


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
        beside = [one for held in (*parts, *rows) for one in held.get("faults", ())]
        errors = {plan_faults.words(one) for one in found if one.level == "error"}
        assert errors == {*left, *beside}, written
        found_beside += bool(beside)
    assert found_beside > 40
