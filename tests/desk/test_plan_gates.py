"""Gates of the law and what a crisis asks for are changed in a draft by choosing; the sentence is seen before."""

import pytest
from django.urls import reverse

from mostrador.plan import versioning
from tests.desk.test_plan_lines import ES, Filled, stood, stood_at, words

pytestmark = pytest.mark.usefixtures("plan_folder")
MARKETING = {"rule": "Sin permiso no se anuncia nada", "effect": "ask", "over-send": "marketing"}


def test_a_gate_is_added_by_choosing_and_told_as_a_sentence_before_and_after(enters, ana, draft):
    browser, new = enters(ana), reverse("desk:plan_gate_new", args=[draft.pk])
    assert new in words(browser.get(reverse("desk:plan"), headers=ES))
    assert "Escribe la regla y elige sobre qué manda" in words(browser.get(new, headers=ES))
    told = {**MARKETING, "when-doors": ["whatsapp"], "place-doors": "none_of"}
    page = words(browser.post(new, told, headers=ES))
    says = "Sin permiso no se anuncia nada. Si no entra por whatsapp, toca mandar publicidad"
    assert says in page
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before
    browser.post(new, {**told, "keep": "1"})
    draft.refresh_from_db()
    gate = next(one for one in versioning.plan_of(draft).gates if one.id == "G8")
    assert gate.when.written == {"send": "marketing", "none_of": {"doors": ["whatsapp"]}} and gate.effect == "ask"
    assert draft.text.count("#") == before.count("#")
    assert "Nuevo: Sin permiso no se anuncia nada." in words(browser.get(reverse("desk:plan"), headers=ES))


def test_what_a_gate_stands_over_is_changed_where_it_stands(enters, ana, draft):
    browser, address = enters(ana), reverse("desk:plan_gate", args=[draft.pk, "G1"])
    told = {**Filled(browser.get(address).content.decode()).told, "over-gesture": ["wine", "voucher"]}
    browser.post(address, {**told, "keep": "1"})
    before = draft.text.splitlines()
    draft.refresh_from_db()
    gate = versioning.plan_of(draft).gates[0]
    assert gate.when.written == {"any_of": {"open": "order", "gesture": ["wine", "voucher"]}}
    assert sum(a != b for a, b in zip(before, draft.text.splitlines(), strict=True)) == 1


def test_a_gate_opened_and_kept_as_it_stands_changes_nothing(enters, ana, draft):
    browser = enters(ana)
    for gate in ("G1", "G2", "G4", "G5", "G7"):
        address = reverse("desk:plan_gate", args=[draft.pk, gate])
        answer = browser.post(address, {**Filled(browser.get(address).content.decode()).told, "keep": "1"})
        assert answer.status_code == 303
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before


@pytest.mark.parametrize("row", [
    ({"rule": " "}, "Escribe la regla en una frase.", "fault-rule"),
    ({"over-send": "nada"}, "Elige sobre qué manda.", "fault-over"),
    ({"when-doors": "puerta_trasera"}, "no es una puerta", "fault-whole"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_is_not_kept(enters, ana, draft, row):
    changed, said, field = row
    new = reverse("desk:plan_gate_new", args=[draft.pk])
    answer = enters(ana).post(new, {**MARKETING, **changed, "keep": "1"}, headers=ES)
    before, page = draft.text, words(answer)
    draft.refresh_from_db()
    assert answer.status_code == 422 and said in page and f'id="{field}"' in page and draft.text == before


def test_a_gate_that_the_law_asks_for_is_neither_taken_out_nor_loosened(enters, ana, draft):
    browser = enters(ana)
    held = stood_at(browser, reverse("desk:plan_gate", args=[draft.pk, "G4"]))
    browser.post(reverse("desk:plan_gate_remove", args=[draft.pk, "G4"]), held)
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "ninguna regla del plan lo cuida" in page and "Deshacer" not in page.split("Qué cambia")[0]
    address = reverse("desk:plan_gate", args=[draft.pk, "G4"])
    told = {**Filled(browser.get(address).content.decode()).told, "effect": "note", "keep": "1"}
    answer = browser.post(address, told, headers=ES)
    before = draft.text
    draft.refresh_from_db()
    assert answer.status_code == 422 and 'id="fault-whole"' in words(answer) and draft.text == before


def test_a_gate_of_ones_own_is_taken_out_and_that_is_undone(enters, ana, draft):
    browser = enters(ana)
    before = draft.text
    held = stood_at(browser, reverse("desk:plan_gate", args=[draft.pk, "G7"]))
    browser.post(reverse("desk:plan_gate_remove", args=[draft.pk, "G7"]), held)
    draft.refresh_from_db()
    assert "id: G7" not in draft.text
    assert "Quitada: G7. Datos del cliente" in words(browser.get(reverse("desk:plan"), headers=ES))
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == before


def test_what_menus_cannot_say_of_a_gate_is_read_and_left(enters, ana, draft):
    nested = "{any_of: {send: marketing, public: true}}"
    versioning.change(draft, text=draft.text.replace("{record: person_fact}", nested), by=ana)
    browser, address = enters(ana), reverse("desk:plan_gate", args=[draft.pk, "G7"])
    page = words(browser.get(address, headers=ES))
    assert "no caben en menús" in page or reverse("desk:plan_text", args=[draft.pk]) in page
    assert 'name="over-send"' not in page
    told = {**Filled(browser.get(address).content.decode()).told, "rule": "Otra regla", "over-open": "order"}
    browser.post(address, {**told, "keep": "1"})
    draft.refresh_from_db()
    assert nested in draft.text and "Otra regla" in draft.text


def test_what_is_done_in_a_crisis_is_chosen_and_told(enters, ana, draft):
    browser, address = enters(ana), reverse("desk:plan_level", args=[draft.pk, 1])
    assert address in words(browser.get(reverse("desk:plan"), headers=ES))
    told = {"act": ["watch", "holding", "notify"], "with": ["", "h2", "dueña"], **stood_at(browser, address)}
    page = words(browser.post(address, told, headers=ES))
    assert "estar muy atentos" in page and "decírselo a Ana" in page
    browser.post(address, {**told, "keep": "1"})
    before = draft.text
    draft.refresh_from_db()
    assert list(map(str, versioning.plan_of(draft).crisis.level(1).do)) == ["watch", "holding: h2", "notify: dueña"]
    assert draft.text.count("#") == before.count("#")
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == before


def test_an_act_of_a_crisis_that_is_not_wholly_chosen_is_told_beside_it(enters, ana, draft):
    told = {"act": ["watch", "holding"], "with": ["", ""], "keep": "1"}
    answer = enters(ana).post(reverse("desk:plan_level", args=[draft.pk, 2]), told, headers=ES)
    assert answer.status_code == 422 and 'id="fault-act-1"' in words(answer) and "Elige con qué." in words(answer)


def test_a_gate_or_a_level_that_is_not_there_is_not_edited_and_others_do_not_reach_them(enters, ana, leo, draft):
    for name, key in (("plan_gate", "G77"), ("plan_level", 9)):
        assert enters(ana).get(reverse(f"desk:{name}", args=[draft.pk, key])).status_code == 404
    assert enters(leo).get(reverse("desk:plan_gate_new", args=[draft.pk])).status_code == 403
    held = versioning.follow_file()
    answer = enters(ana).get(reverse("desk:plan_level", args=[held.pk, 1]))
    assert answer["Location"] == reverse("desk:plan_version", args=[held.pk])
